import assert from "node:assert/strict";
import * as fc from "fast-check";
import { eventPattern } from "../../../../local/events/pattern/pattern";
import { wildcard } from "../../../../local/events/pattern/wildcard";
import { Refusal } from "../../../../refusal/refusal";

const EVENT = {
  version: "0",
  source: "aws.ec2",
  "detail-type": "EC2 Instance State-change Notification",
  resources: ["arn:aws:ec2:eu-central-1:123456789012:instance/i-1", "arn:aws:iam::123456789012:role/Web"],
  detail: {
    count: 5,
    limit: 301.8,
    zero: 0,
    ip: "10.0.0.33",
    ip6: "2001:db8::1",
    state: "running",
    empty: "",
    nothing: null,
    on: true,
    none: [],
    nested: { deep: { path: "/var/lib/app.png" } },
    employees: [
      { name: "Ann", role: "driver", tags: [["a", "b"], "c"] },
      { name: "Bob", role: "cook" },
    ],
  },
};

/** By what should match, then by what should not: entries of `detail`. */
const CASES: Readonly<Record<string, readonly [yes: readonly object[], no: readonly object[]]>> = {
  "a value by type and all": [
    [{ count: [5] }, { count: [4, 5] }, { on: [true] }, { nothing: [null] }, { empty: [""] }, { zero: [0] }],
    [{ count: ["5"] }, { on: ["true"] }, { nothing: [""] }, { state: ["Running"] }, { gone: [null] }],
  ],
  "prefix and suffix of texts only": [
    [
      { state: [{ prefix: "run" }] },
      { state: [{ suffix: "ning" }] },
      { state: [{ prefix: { "equals-ignore-case": "RUN" } }] },
      { state: [{ suffix: { "equals-ignore-case": "NING" } }] },
      { empty: [{ prefix: "" }] },
    ],
    [{ state: [{ prefix: "un" }] }, { state: [{ suffix: "runn" }] }, { count: [{ prefix: "5" }] }],
  ],
  "equals-ignore-case": [
    [{ state: [{ "equals-ignore-case": "RUNNING" }] }],
    [{ state: [{ "equals-ignore-case": "RUN" }] }, { count: [{ "equals-ignore-case": "5" }] }],
  ],
  wildcard: [
    [
      { nested: { deep: { path: [{ wildcard: "/var/*.png" }] } } },
      { nested: { deep: { path: [{ wildcard: "*/lib/*" }] } } },
      { state: [{ wildcard: "running" }] },
      { state: [{ wildcard: "*" }] },
    ],
    [{ nested: { deep: { path: [{ wildcard: "/var/*.jpg" }] } } }, { state: [{ wildcard: "run" }] }],
  ],
  "anything-but what is there": [
    [
      { state: [{ "anything-but": "stopped" }] },
      { state: [{ "anything-but": ["stopped", "failed"] }] },
      { count: [{ "anything-but": [1, 2] }] },
      { state: [{ "anything-but": { prefix: "stop" } }] },
      { state: [{ "anything-but": { prefix: ["stop", "fail"] } }] },
      { state: [{ "anything-but": { suffix: "ped" } }] },
      { state: [{ "anything-but": { "equals-ignore-case": ["STOPPED"] } }] },
      { state: [{ "anything-but": { wildcard: "*/lib/*" } }] },
      { count: [{ "anything-but": "running" }] },
      { nothing: [{ "anything-but": "running" }] },
    ],
    [
      { state: [{ "anything-but": "running" }] },
      { state: [{ "anything-but": ["stopped", "running"] }] },
      { count: [{ "anything-but": 5 }] },
      { state: [{ "anything-but": { prefix: ["stop", "run"] } }] },
      { state: [{ "anything-but": { "equals-ignore-case": "RUNNING" } }] },
      { nested: { deep: { path: [{ "anything-but": { wildcard: "*/lib/*" } }] } } },
      { gone: [{ "anything-but": "running" }] },
    ],
  ],
  numeric: [
    [
      { count: [{ numeric: ["=", 5] }] },
      { count: [{ numeric: [">", 0, "<=", 5] }] },
      { limit: [{ numeric: ["<", 302] }] },
      { zero: [{ numeric: [">=", 0] }] },
    ],
    [
      { count: [{ numeric: [">", 5] }] },
      { count: [{ numeric: [">=", 0, "<", 5] }] },
      { state: [{ numeric: [">", 0] }] },
      { nothing: [{ numeric: ["=", 0] }] },
    ],
  ],
  cidr: [
    [
      { ip: [{ cidr: "10.0.0.0/24" }] },
      { ip6: [{ cidr: "2001:db8::/32" }] },
      { ip: [{ cidr: "0.0.0.0/0" }] },
    ],
    [{ ip: [{ cidr: "10.0.1.0/24" }] }, { ip: [{ cidr: "::/0" }] }, { state: [{ cidr: "0.0.0.0/0" }] }],
  ],
  "exists at leaves only": [
    [
      { state: [{ exists: true }] },
      { nothing: [{ exists: true }] },
      { gone: [{ exists: false }] },
      { nested: [{ exists: false }] },
      { none: [{ exists: false }] },
      { gone: { deeper: [{ exists: false }] } },
      { gone: ["x", { exists: false }] },
    ],
    [
      { state: [{ exists: false }] },
      { gone: [{ exists: true }] },
      { nested: [{ exists: true }] },
      { nested: { deep: { path: [{ exists: false }] } } },
    ],
  ],
  "lists: any entry will do, and objects in them must fit as a whole": [
    [
      { employees: { name: ["Bob"] } },
      { employees: { name: ["Ann"], role: ["driver"] } },
      { employees: { tags: ["b"] } },
      { employees: { name: [{ "anything-but": "Ann" }] } },
    ],
    [{ employees: { name: ["Ann"], role: ["cook"] } }, { none: ["x"] }, { employees: ["Ann"] }],
  ],
  "$or at any depth, with all beside it": [
    [
      { $or: [{ state: ["stopped"] }, { count: [5] }] },
      { state: ["running"], $or: [{ count: [9] }, { on: [true], zero: [0] }] },
      { nested: { $or: [{ gone: ["x"] }, { deep: { path: [{ suffix: ".png" }] } }] } },
    ],
    [
      { $or: [{ state: ["stopped"] }, { count: [9] }] },
      { state: ["stopped"], $or: [{ count: [5] }, { on: [true] }] },
    ],
  ],
};

function problemsOf(pattern: unknown): string[] {
  try {
    eventPattern(typeof pattern === "string" ? pattern : JSON.stringify(pattern));
  } catch (error) {
    assert.ok(error instanceof Refusal);
    return error.problems.map(({ property, rule, got }) => `${property}: ${rule}; ${got}`);
  }
  return [];
}

describe("an event pattern", () => {
  it("is refused when it is no JSON", () => {
    assert.deepEqual(problemsOf("{source: aws}"), ['EventPattern: JSON; "{source: aws}"']);
  });

  it("is refused with everything that is wrong at once, and where", () => {
    const wrong = {
      source: "aws.ec2",
      resources: [],
      detail: {
        a: {},
        b: [{ prefix: 1 }],
        c: [{ numeric: [">", 5, "<", 1] }, { numeric: ["toString", 5] }],
        d: ["x", { like: "y" }],
        e: [{ cidr: "10.0.0.0/33" }],
        f: [{ wildcard: "a**" }],
        g: [{ exists: "yes" }],
        h: [{ "anything-but": { prefix: [1] } }],
        $or: [{ i: ["x"] }],
      },
    };
    assert.deepEqual(problemsOf(wrong), [
      'EventPattern.source: an object with a field; "aws.ec2"',
      "EventPattern.resources: a list with an entry; []",
      "EventPattern.detail.a: an object with a field; {}",
      'EventPattern.detail.b[0].prefix: a text, or an object with equals-ignore-case; {"prefix":1}',
      'EventPattern.detail.c[0].numeric: like ["=", 1], or [">", 0, "<=", 5], with numbers from -5e9 to 5e9; {"numeric":[">",5,"<",1]}',
      'EventPattern.detail.c[1].numeric: like ["=", 1], or [">", 0, "<=", 5], with numbers from -5e9 to 5e9; {"numeric":["toString",5]}',
      'EventPattern.detail.d[1]: a value, or an object with one of prefix, suffix, equals-ignore-case, wildcard, anything-but, numeric, cidr, exists; {"like":"y"}',
      'EventPattern.detail.e[0].cidr: a block like 10.0.0.0/24; {"cidr":"10.0.0.0/33"}',
      'EventPattern.detail.f[0].wildcard: a text without two * in a row, in which a backslash stands before * or a backslash only; {"wildcard":"a**"}',
      'EventPattern.detail.g[0].exists: true or false; {"exists":"yes"}',
      'EventPattern.detail.h[0].anything-but.prefix: a text, or an object with equals-ignore-case; {"anything-but":{"prefix":[1]}}',
      'EventPattern.detail.$or: a list of two objects or more; [{"i":["x"]}]',
    ]);
  });

  it("is refused when it asks for nothing", () => {
    assert.deepEqual(problemsOf({}), ["EventPattern: an object with a field; {}"]);
    assert.deepEqual(problemsOf(["x"]), ['EventPattern: an object with a field; ["x"]']);
  });

  for (const [title, [yes, no]] of Object.entries(CASES))
    it(`tells ${title}`, () => {
      const fits = (detail: object) => eventPattern(JSON.stringify({ detail }))(EVENT);
      assert.deepEqual(no.filter(fits), []);
      assert.deepEqual(
        yes.filter((detail) => !fits(detail)),
        [],
      );
    });

  it("takes a field for one of its name, whatever an object has by nature", () => {
    assert.equal(eventPattern('{"toString":[{"exists":true}]}')({ a: 1 }), false);
    assert.equal(eventPattern('{"constructor":{"name":[{"exists":true}]}}')({ a: 1 }), false);
  });

  it("meets every event that has the values it lists, whatever else there is", () => {
    const plain = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const name = fc.string().filter((text) => text !== "$or" && text !== "__proto__");
    const event = fc.dictionary(name, fc.oneof(plain, fc.dictionary(name, plain, { minKeys: 1 })), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(event, fc.dictionary(name, fc.jsonValue()), (asked, more) => {
        const listed = (value: unknown): unknown =>
          typeof value === "object" && value !== null
            ? Object.fromEntries(Object.entries(value).map(([key, below]) => [key, listed(below)]))
            : [value];
        const matches = eventPattern(JSON.stringify(listed(asked)));
        assert.equal(matches({ ...more, ...asked }), true);
        assert.equal(matches({}), false);
      }),
    );
  });

  it("reads a wildcard as it reads a text in which only the stars are free", () => {
    const star = fc.array(fc.constantFrom("a", "b", "*", "\\*", "\\\\", "."), { maxLength: 8 });
    const pieces = star.filter((parts) => !parts.some((part, at) => part === "*" && parts[at + 1] === "*"));
    const text = fc.array(fc.constantFrom("a", "b", "*", "\\", "."), { maxLength: 8 });
    fc.assert(
      fc.property(pieces, text, (parts, letters) => {
        const expression = parts.map((part) => (part === "*" ? "[^]*" : escape(part.at(-1) ?? ""))).join("");
        const expected = new RegExp(`^${expression}$`).test(letters.join(""));
        assert.equal(wildcard(parts.join(""))?.(letters.join("")), expected);
      }),
    );
  });

  it("takes its time from no wildcard, however it is made", () => {
    const test = wildcard(Array.from({ length: 200 }, () => "a").join("*"));
    const before = performance.now();
    assert.equal(test?.(`${"a".repeat(20_000)}b`), false);
    assert.ok(performance.now() - before < 500);
  });
});

function escape(letter: string): string {
  return letter.replace(/[\\*.]/, "\\$&");
}

import assert from "node:assert/strict";
import fc from "fast-check";
import { nearest } from "../../refusal/nearest";
import { problemText, Refusal, shown, type Problem } from "../../refusal/refusal";

const port: Problem = { property: "app.port", rule: "at least 1024", got: "80", remedy: "use 8080" };
const name: Problem = { property: "name", rule: "given", got: "nothing", remedy: "name it" };

describe("a refusal", () => {
  it("says a problem as property, rule, value and remedy", () => {
    assert.equal(problemText(port), "app.port: must be at least 1024, got 80; use 8080");
  });

  it("says every problem, one a line, in the order given", () => {
    const refusal = new Refusal(port, name);
    assert.equal(
      refusal.message,
      "app.port: must be at least 1024, got 80; use 8080\nname: must be given, got nothing; name it",
    );
    assert.deepEqual(refusal.problems, [port, name]);
  });

  it("is an Error that can be told from others by its class and its name", () => {
    const refusal = new Refusal(port);
    assert.ok(refusal instanceof Error);
    assert.equal(refusal.name, "Refusal");
  });
});

describe("a value in a refusal", () => {
  const values: readonly (readonly [value: unknown, text: string])[] = [
    [undefined, "nothing"],
    [null, "null"],
    ["", '""'],
    ["two\nlines", '"two\\nlines"'],
    [Number.NaN, "NaN"],
    [-Infinity, "-Infinity"],
    [1.5, "1.5"],
    [false, "false"],
    [[], "[]"],
    [{ a: [1] }, '{"a":[1]}'],
    [() => 1, "function"],
    [Symbol("s"), "symbol"],
    ["x".repeat(78), `"${"x".repeat(78)}"`],
    ["x".repeat(79), `"${"x".repeat(76)}...`],
  ];
  for (const [value, text] of values) {
    it(`is shown as ${text}`, () => {
      assert.equal(shown(value), text);
    });
  }

  it("never takes more than 80 characters or a second line", () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true, withNullPrototype: true }), (value) => {
        assert.match(shown(value), /^.{1,80}$/u);
      }),
    );
  });
});

describe("the nearest name", () => {
  const names = ["runtime", "name", "artifact", "port", "TTL"];
  const words: readonly (readonly [word: string, meant: string | undefined])[] = [
    ["zzz", undefined],
    ["memory", undefined],
    ["poooort", undefined],
    ["rnme", undefined],
    ["ttl", "TTL"],
    ["runtme", "runtime"],
    ["RunTime", "runtime"],
    ["rnutime", "runtime"],
    ["artefacts", "artifact"],
    ["nam", "name"],
    ["port", "port"],
  ];
  for (const [word, meant] of words) {
    it(`to ${word} is ${meant ?? "none of them"}`, () => {
      assert.equal(nearest(word, names), meant);
    });
  }

  it("does not exist where there are no names", () => {
    assert.equal(nearest("runtime", []), undefined);
  });
});

import assert from "node:assert/strict";
import * as fc from "fast-check";
import { exportedResources } from "../../../policy/audit/exported";
import { stackResources } from "../../../policy/audit/stack-export";
import { rules } from "../../../policy/registry";
import { auditStack } from "../../../policy/audit/audit-stack";
import { unconfigured } from "../../../policy/configuration/configuration";
import type { StackResource } from "../../../policy/rule";
import { UNKNOWN, type Value } from "../../../policy/value";
import { Refusal } from "../../../refusal/refusal";
import { OFTEN } from "../../helpers/property-runs";

const KEY = "4dabf18193072939515e22adb298388d";
const SECRET = { [KEY]: "1b47061264138c4ac30d75fd1eb44270" };
const ROLE = "aws:iam/role:Role";
const urn = (name: string, type = ROLE): string => `urn:pulumi:dev::shop::${type}::${name}`;
const role = (name: string, given: object = {}): object => ({ urn: urn(name), type: ROLE, ...given });

const read = (json: unknown): readonly StackResource[] =>
  stackResources(exportedResources(typeof json === "string" ? json : JSON.stringify(json), "dev.json"));
const readAll = (...resources: unknown[]): readonly StackResource[] =>
  read({ version: 3, deployment: { resources } });
function refused(json: unknown): string[] {
  try {
    read(json);
  } catch (error) {
    if (error instanceof Refusal) return error.message.split("\n");
    throw error;
  }
  return [];
}
const refusedAll = (...resources: unknown[]): string[] => refused({ version: 3, deployment: { resources } });

/** The one input of the only resource. */
function input(value: unknown): Value {
  const [resource] = readAll(role("web", { inputs: { value } }));
  return resource?.inputs["value"];
}

describe("an exported stack", () => {
  it("is refused where it is none, with what it is and never with what stands in it", () => {
    const rest = "give what `pulumi stack export` writes";
    const none = "dev.json: must be an exported stack, with its deployment, got";
    assert.deepEqual(refused(""), [`dev.json: must be an exported stack, as JSON, got nothing; ${rest}`]);
    assert.match(
      refused('{"password": hunter2}')[0] ?? "",
      /^dev\.json: must be an exported stack, as JSON, got text that is none( at position \d+)?; give/,
    );
    assert.deepEqual(refused([]), [`${none} a list; ${rest}`]);
    assert.deepEqual(refused("7"), [`${none} 7; ${rest}`]);
    assert.deepEqual(refused({}), [`${none} an empty object; ${rest}`]);
    assert.deepEqual(refused({ Version: "2012-10-17", Statement: ["hunter2"] }), [
      `${none} an object with ["Version","Statement"]; ${rest}`,
    ]);
  });

  it("is refused in a format that this does not read, or with a deployment that is none", () => {
    const rest = "give what `pulumi stack export` writes";
    const deployment = { resources: [] };
    for (const [version, got] of [
      [2, "2"],
      [5, "5"],
      ["3", '"3"'],
      [undefined, "nothing"],
    ])
      assert.deepEqual(refused({ version, deployment }), [
        `dev.json: version: must be 3 or 4, the formats of current engines, got ${String(got)}; ${rest}`,
      ]);
    assert.deepEqual(refused({ version: 3, deployment: [] }), [
      `dev.json: deployment: must be an object, got a list; ${rest}`,
    ]);
    assert.deepEqual(refused({ version: 3, deployment: { resources: {} } }), [
      `dev.json: deployment.resources: must be a list, got an empty object; ${rest}`,
    ]);
    assert.deepEqual(refused({ version: 3, checkpoint: "x" }), [
      `dev.json: checkpoint: must be an object, got "x"; ${rest}`,
    ]);
    assert.deepEqual(refused({ version: 3, checkpoint: { latest: { resources: 1 } } }), [
      `dev.json: checkpoint.latest.resources: must be a list, got 1; ${rest}`,
    ]);
  });

  it("is refused with the path of everything in it that is wrong", () => {
    assert.deepEqual(
      refusedAll(7, role("web", { inputs: [], protect: "yes", propertyDependencies: { policy: [1] } }), {
        urn: "web",
        type: "",
        id: 1,
        provider: {},
        propertyDependencies: "x",
      }).map((line) => line.split("; ")[0]),
      [
        "dev.json: deployment.resources[0]: must be an object, got 7",
        "dev.json: deployment.resources[1].inputs: must be an object, got a list",
        'dev.json: deployment.resources[1].protect: must be true or false, got "yes"',
        "dev.json: deployment.resources[1].propertyDependencies.policy: must be a list of URNs, got a list",
        'dev.json: deployment.resources[2].urn: must be a URN, as urn:pulumi:…, got "web"',
        'dev.json: deployment.resources[2].type: must be a type, as aws:s3/bucket:Bucket, got ""',
        "dev.json: deployment.resources[2].id: must be text, got 1",
        "dev.json: deployment.resources[2].provider: must be text, got an empty object",
        'dev.json: deployment.resources[2].propertyDependencies: must be an object, got "x"',
      ],
    );
    assert.equal(refusedAll(...Array.from({ length: 1000 }, () => 7)).length, 20);
  });

  it("is refused or read, whatever it holds, and never fails otherwise", () => {
    const anyResource = fc.record(
      {
        urn: fc.oneof(fc.constant(urn("web")), fc.jsonValue()),
        type: fc.oneof(fc.constantFrom(ROLE, "aws:s3/bucket:Bucket"), fc.jsonValue()),
        id: fc.oneof(fc.string(), fc.jsonValue()),
        inputs: fc.oneof(
          fc.dictionary(fc.constantFrom("tags", KEY, "policy", "__proto__"), fc.jsonValue()),
          fc.jsonValue(),
        ),
        propertyDependencies: fc.jsonValue(),
        external: fc.oneof(fc.boolean(), fc.jsonValue()),
      },
      { requiredKeys: ["urn", "type"] },
    );
    const anyExport = fc.oneof(
      fc.jsonValue(),
      fc.record({ version: fc.constant(3), deployment: fc.jsonValue() }),
      fc.record({ version: fc.constant(3), deployment: fc.record({ resources: fc.array(anyResource) }) }),
    );
    fc.assert(
      fc.property(anyExport, (json) => {
        const lines = refused(json);
        for (const line of lines) assert.match(line, /^dev\.json.*: must be .+, got .+; /);
        if (lines.length === 0) auditStack(read(json), rules, unconfigured(rules), "2026-11-21");
      }),
      OFTEN,
    );
  });

  it("may be as deep and as large as it likes", () => {
    const deep = `${'{"a":['.repeat(200_000)}1${"]}".repeat(200_000)}`;
    const large = "x".repeat(1_000_000);
    const resources = `[{"urn":"${urn("web")}","type":"${ROLE}","inputs":{"deep":${deep},"policy":"${large}"}}]`;
    const [resource] = read(`{"version":3,"deployment":{"resources":${resources}}}`);
    assert.equal(resource?.inputs["policy"], large);
    let [value, depth]: [Value, number] = [resource.inputs["deep"], 0];
    while (typeof value === "object" && value !== null) {
      depth += 1;
      value = Object.values(value)[0];
    }
    assert.deepEqual([value, depth], [UNKNOWN, 200]);
    // Nor does what is wrong with it need to be shallow.
    const wrong = `[{"urn":${deep},"type":"${ROLE}"}]`;
    assert.match(
      refused(`{"version":3,"deployment":{"resources":${wrong}}}`)[0] ?? "",
      /urn: must be .*, got an object with \["a"\];/,
    );
  });

  it("may be empty", () => {
    for (const deployment of [{}, null, { resources: null }, { manifest: {}, resources: [] }])
      assert.deepEqual(read({ version: 3, deployment }), []);
    assert.deepEqual(read({ version: 3, checkpoint: { stack: "dev" } }), []);
  });

  it("gives resources as rules read them, also as a file backend keeps them", () => {
    const web = role("web", {
      custom: true,
      id: "web",
      inputs: { name: "web", tags: { Owner: "web" } },
      outputs: { arn: "arn" },
      protect: true,
      propertyDependencies: { policy: [urn("a"), urn("b")], name: null, tags: [] },
    });
    const expected = [
      {
        urn: urn("web"),
        type: ROLE,
        name: "web",
        inputs: { name: "web", tags: { Owner: "web" } },
        provider: {},
        isProtected: true,
        propertyDependencies: { policy: [urn("a"), urn("b")], name: [], tags: [] },
      },
    ];
    assert.deepEqual(readAll(web), expected);
    assert.deepEqual(read({ version: 4, checkpoint: { latest: { resources: [web] } } }), expected);
  });

  it("joins a resource with the inputs of its very provider", () => {
    const provider = (id: string, given: object): object => {
      return { urn: urn("default", "pulumi:providers:aws"), type: "pulumi:providers:aws", id, ...given };
    };
    const [first, second, third] = readAll(
      role("old", { provider: `${urn("default", "pulumi:providers:aws")}::1` }),
      role("new", { provider: `${urn("default", "pulumi:providers:aws")}::2` }),
      role("lost", { provider: `${urn("default", "pulumi:providers:aws")}::3` }),
      provider("1", { inputs: { region: "eu-west-1" }, delete: true }),
      provider("2", { inputs: { defaultTags: '{"tags":{}}' } }),
    );
    assert.deepEqual(first?.provider, { region: "eu-west-1" });
    assert.deepEqual(second?.provider, { defaultTags: '{"tags":{}}' });
    assert.deepEqual(third?.provider, {});
  });

  it("leaves out what was only looked up, and what was replaced and is to go or is gone", () => {
    const names = readAll(
      role("made"),
      role("looked-up", { external: true }),
      role("waits", { delete: true }),
      role("gone", { pendingReplacement: true }),
    ).map(({ name }) => name);
    assert.deepEqual(names, ["made"]);
  });

  it("has what is encrypted or not known as unknown, and of what is in the open the value", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    assert.equal(input({ ...SECRET, ciphertext: "v1:x:y" }), UNKNOWN);
    assert.equal(input({ ...SECRET, plaintext: "no JSON" }), UNKNOWN);
    assert.equal(input(unknown), UNKNOWN);
    assert.equal(input({ [KEY]: "a kind of value that is not made yet" }), UNKNOWN);
    assert.equal(input({ ...SECRET, plaintext: '"*"' }), "*");
    assert.deepEqual(input({ ...SECRET, plaintext: `{"a":["${unknown}",null]}` }), { a: [UNKNOWN, null] });
    assert.deepEqual(input([{ a: { ...SECRET, ciphertext: "v1:x:y" } }, 1, true, null]), [
      { a: UNKNOWN },
      1,
      true,
      null,
    ]);
  });

  it("has files as null, and another resource as its id, its URN where it has none, or unknown", () => {
    const reference = { [KEY]: "5cf8f73096256a8f31e491e813e4eb8e", urn: urn("other") };
    assert.equal(input({ [KEY]: "c44067f5952c0a294b673a41bacd8c17", text: "x", hash: "y" }), null);
    assert.equal(input({ [KEY]: "0def7320c3a5731c473e5ecbe6d01bc7", assets: {}, hash: "y" }), null);
    assert.equal(input({ ...reference, id: "i-1" }), "i-1");
    assert.equal(input(reference), urn("other"));
    assert.equal(input({ ...reference, id: "" }), UNKNOWN);
  });
});

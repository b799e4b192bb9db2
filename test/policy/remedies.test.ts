import assert from "node:assert/strict";
import { unconfigured, type Configuration } from "../../policy/configuration/configuration";
import { Session } from "../../policy/pack/session";
import type { Remedy } from "../../policy/remedies";
import { resourceRule, type Level } from "../../policy/rule";
import type { Suppression } from "../../policy/suppressions/suppression";
import { isValues, Secret, type Values } from "../../wire/values";

const VPC = "aws:ec2/vpc:Vpc";
const URN = `urn:pulumi:prod::shop::${VPC}::network`;
const about = { description: "d", reason: "r", remedy: "m", level: "mandatory", severity: "high" } as const;
/** Puts its own name into `path`, and cannot where it is secret. */
const one = (id: string, type = VPC) =>
  resourceRule({
    ...about,
    id,
    types: new Set([type]),
    settings: {},
    check: () => [],
    remediate: ({ inputs }) => {
      const { path, note } = inputs;
      if (note instanceof Secret) throw new TypeError(`cannot read ${JSON.stringify(note.value)}`);
      return typeof path === "string" ? { ...inputs, path: `${path}/${id}` } : undefined;
    },
  });
const rules = [
  one("first"),
  one("other", "aws:s3/bucket:Bucket"),
  one("second"),
  resourceRule({ ...about, id: "none", types: new Set([VPC]), settings: {}, check: () => [] }),
];
const excepted: Suppression = {
  rule: "first",
  resource: "network",
  reason: "is to stay as it is",
  owner: "web",
  expires: "2026-11-21",
};

function remedied(
  inputs: Values,
  levels: Readonly<Record<string, Level>>,
  suppressions: readonly Suppression[] = [],
): readonly Remedy[] {
  const defaults = unconfigured(rules);
  const told = Object.entries(defaults.rules).map(([id, own]): [string, typeof own] => [
    id,
    { ...own, levels: { "prod*": levels[id] ?? own.level } },
  ]);
  const configuration: Configuration = { ...defaults, rules: Object.fromEntries(told), suppressions };
  const session = new Session(rules, configuration, () => "2026-11-21");
  return session.remedies({ urn: URN, type: VPC, read: () => ({ type: VPC, inputs, provider: {} }) });
}
const all = { first: "remediate", other: "remediate", second: "remediate", none: "remediate" } as const;

describe("what rules put right in a resource", () => {
  it("is nothing for a rule that fails, which is told without what it read, and the next one goes on", () => {
    const inputs = { path: "", note: new Secret("hunter2") };
    const [failed, ...others] = remedied(inputs, { ...all, second: "mandatory" });
    assert.deepEqual(others, []);
    const message = "remediation failed: TypeError; nothing was changed, please report it";
    assert.deepEqual(failed, {
      rule: "first",
      failure: { rule: "first", urn: URN, severity: "low", level: "advisory", message },
    });
  });

  it("is nothing where no rule is told to at its stage, and then the resource is not even read", () => {
    const session = new Session(rules, unconfigured(rules), () => "2026-11-21");
    const read = (): never => assert.fail("read");
    assert.deepEqual(session.remedies({ urn: URN, type: VPC, read }), []);
    for (const level of ["mandatory", "advisory", "disabled"] as const)
      assert.deepEqual(remedied({ path: "" }, { first: level }), []);
  });

  it("is nothing where the resource is excepted from the rule, as long as the exception counts", () => {
    const rulesOf = (changes: Partial<Suppression>): string[] =>
      remedied({ path: "" }, all, [{ ...excepted, ...changes }]).map(({ rule }) => rule);
    assert.deepEqual(rulesOf({}), ["second"]);
    assert.deepEqual(rulesOf({ expires: "2026-11-20" }), ["first", "second"]);
    assert.deepEqual(rulesOf({ resource: "other" }), ["first", "second"]);
  });

  it("is one rule after the other, each on what the one before has left, and only at its types", () => {
    const done = remedied({ path: "", cidrBlock: "10.0.0.0/16" }, all);
    assert.deepEqual(done, [
      { rule: "first", inputs: { path: "/first", cidrBlock: "10.0.0.0/16" } },
      { rule: "second", inputs: { path: "/first/second", cidrBlock: "10.0.0.0/16" } },
    ]);
    assert.deepEqual(remedied({}, all), []);
    assert.ok(done.every((remedy) => "inputs" in remedy && isValues(remedy.inputs)));
  });
});

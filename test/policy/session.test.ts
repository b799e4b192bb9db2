import assert from "node:assert/strict";
import { unconfigured, type Configuration } from "../../policy/configuration/configuration";
import { Session } from "../../policy/pack/session";
import type { Report } from "../../policy/report";
import { resourceRule, stackRule, type Finding, type StackResource } from "../../policy/rule";
import { SUPPRESSION_TYPE } from "../../policy/suppressions/suppression";

const VPC = "aws:ec2/vpc:Vpc";
const about = { description: "d", reason: "r", remedy: "m", level: "mandatory", severity: "high" } as const;
const problem = { property: "cidrBlock", rule: "small", got: "large", remedy: "shrink it" };
const small = resourceRule({
  ...about,
  id: "small",
  types: new Set([VPC]),
  settings: {},
  check: ({ inputs }): Finding[] => {
    if (inputs["throws"] === true) throw new TypeError("nobody thought of that");
    if (inputs["later"] === true) return [{ notEvaluated: "cidrBlock" }];
    return inputs["large"] === true ? [{ problem }] : [];
  },
});
const few = stackRule({
  ...about,
  id: "few",
  level: "advisory",
  settings: {},
  checkStack: (resources) =>
    resources.flatMap(({ urn, inputs }) => (inputs["large"] === true ? [{ urn, problem }] : [])),
});
const rules = [few, small];

const urn = (name: string, type = VPC): string => `urn:pulumi:prod::shop::${type}::${name}`;
const resource = (name: string, inputs: StackResource["inputs"], type = VPC): StackResource => {
  return {
    type,
    name,
    urn: urn(name, type),
    inputs,
    provider: {},
    isProtected: false,
    propertyDependencies: {},
  };
};
const said = (reports: readonly Report[]): string[] =>
  reports.map(({ rule, level, severity, urn: of, message }) =>
    [level, severity, rule, of.split("::").at(-1), message].join(" "),
  );
const suppression = {
  rule: "small",
  resource: "net*",
  reason: "shared with everybody",
  owner: "web",
  expires: "2026-11-21",
};
function session(changes: Partial<Configuration> = {}, today = "2026-11-21"): Session {
  return new Session(rules, { ...unconfigured(rules), ...changes }, () => today);
}

describe("an operation under the policy pack", () => {
  it("tells of a rule that throws, and of what cannot be evaluated, and stops nothing for it", () => {
    assert.deepEqual(said(session().resource(resource("network", { throws: true }))), [
      "advisory low small network rule failed: TypeError: nobody thought of that; nothing is known of this resource by this rule, please report it",
    ]);
    assert.deepEqual(said(session().resource(resource("network", { later: true }))), [
      "advisory low small network cidrBlock: not evaluated: depends on what this update has yet to make; it is evaluated then, before this resource is made",
    ]);
  });

  it("is stopped by both where the rule fails closed", () => {
    const closed = session();
    closed.configure({ small: { level: "mandatory", settings: { notEvaluated: "mandatory" } } }, () =>
      assert.fail("read"),
    );
    for (const inputs of [{ throws: true }, { later: true }])
      assert.deepEqual(
        closed.resource(resource("network", inputs)).map(({ level }) => level),
        ["mandatory"],
      );
  });

  it("is stopped by a suppression without its parts, which then takes nothing away", () => {
    const one = session();
    assert.deepEqual(
      said(one.resource(resource("s", { rule: "small", resource: "network" }, SUPPRESSION_TYPE))),
      [
        "mandatory medium suppressions s reason: must be given, got nothing; add it",
        "mandatory medium suppressions s owner: must be given, got nothing; add it",
        "mandatory medium suppressions s expires: must be given, got nothing; add it",
      ],
    );
    assert.deepEqual(said(one.resource(resource("network", { large: true }))), [
      "mandatory high small network cidrBlock: must be small, got large; shrink it",
    ]);
  });

  it("lets pass what a suppression in code or in the file names, on its last day, too", () => {
    const inCode = session();
    assert.deepEqual(inCode.resource(resource("s", suppression, SUPPRESSION_TYPE)), []);
    const inFile = session({ suppressions: [suppression] });
    for (const one of [inCode, inFile]) {
      assert.deepEqual(one.resource(resource("network", { large: true })), []);
      assert.deepEqual(said(one.resource(resource("other", { large: true }))), [
        "mandatory high small other cidrBlock: must be small, got large; shrink it",
      ]);
      assert.deepEqual(one.stack([resource("network", {})]).length, 1); // the rule few, on the inputs judged before
    }
  });

  it("says of a suppression at the end that it is expired, or that nothing needs it", () => {
    const late = session({ suppressions: [suppression] }, "2026-11-22");
    assert.equal(late.resource(resource("network", { large: true })).length, 1);
    assert.deepEqual(said(late.stack([resource("network", {}, "pulumi:pulumi:Stack")])), [
      "advisory low suppressions shop-prod the suppression of small on net*: must be in force, got expired on 2026-11-21; mend the resource, or ask web for another date",
    ]);
    const unneeded = session({ suppressions: [suppression] });
    assert.deepEqual(said(unneeded.stack([resource("network", {})])), [
      "advisory low suppressions shop-prod the suppression of small on net*: must be needed, got no finding that it takes away; remove it",
    ]);
  });

  it("counts a suppression in the stacks that it names, and does not ask for it in others", () => {
    const here = session({ suppressions: [{ ...suppression, stacks: ["dev", "pro*"] }] });
    assert.deepEqual(here.resource(resource("network", { large: true })), []);
    const elsewhere = session({ suppressions: [{ ...suppression, stacks: ["dev"] }] });
    assert.equal(elsewhere.resource(resource("network", { large: true })).length, 1);
    assert.equal(elsewhere.stack([resource("other", {})]).length, 0);
  });

  it("judges the stack by the inputs that were judged before, and by what the engine hands over where there are none", () => {
    const one = session();
    one.resource(resource("network", { large: true }));
    assert.deepEqual(said(one.stack([resource("network", {}), resource("older", { large: true })])), [
      "advisory high few network cidrBlock: must be small, got large; shrink it",
      "advisory high few older cidrBlock: must be small, got large; shrink it",
    ]);
  });
});

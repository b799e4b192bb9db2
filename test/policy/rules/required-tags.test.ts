import assert from "node:assert/strict";
import * as fc from "fast-check";
import { requiredTags } from "../../../policy/rules/required-tags";
import { REQUIRED_TAGS } from "../../../policy/tags/required";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";

const VPC = "aws:ec2/vpc:Vpc";
const GROUP = "aws:autoscaling/group:Group";
const withoutCostCenter = { Project: "shop", Stage: "dev", Owner: "web", ManagedBy: "multistage" };
const good = { ...withoutCostCenter, CostCenter: "42" };
const UNDECIDED = [{ notEvaluated: "tags" }];

const check = (type: string, inputs: Values, provider: Values = {}): readonly unknown[] =>
  judge(requiredTags, { type, inputs, provider });

/** What the one violation says it got. */
function got(findings: readonly unknown[]): string {
  const [{ problem }, ...others] = findings as [{ problem: { got: string } }];
  assert.deepEqual(others, []);
  return problem.got;
}

describe("the rule required-tags", () => {
  it("says everything that is missing or empty at once, and what to do", () => {
    assert.deepEqual(check(VPC, { tags: { ...withoutCostCenter, Owner: " ", Stage: "", owner: "web" } }), [
      {
        problem: {
          property: "tags",
          rule: "given with Project, Stage, Owner, CostCenter, ManagedBy, none of them empty",
          got: "an empty Stage, an empty Owner, no CostCenter",
          remedy: "add them here, or to defaultTags of the provider",
        },
      },
    ]);
  });

  it("refuses a resource without any tags", () => {
    const everything = "no Project, no Stage, no Owner, no CostCenter, no ManagedBy";
    assert.equal(got(check(VPC, {})), everything);
    assert.equal(got(check(VPC, { tags: {}, tagsAll: {} })), everything);
  });

  it("takes no default tag where the resource has an empty one", () => {
    const provider = { defaultTags: JSON.stringify({ tags: good }) };
    assert.equal(got(check(VPC, { tags: { Owner: "" } }, provider)), "an empty Owner");
  });

  it("believes the provider's own sum, which leaves out what the provider ignores", () => {
    assert.equal(got(check(VPC, { tags: good, tagsAll: withoutCostCenter })), "no CostCenter");
    assert.deepEqual(check(VPC, { tags: {}, tagsAll: good }), []);
  });

  it("refuses a missing tag although another tag's value is unknown, and with it the provider's sum", () => {
    const tags: Values = { ...withoutCostCenter, Name: UNKNOWN };
    assert.equal(got(check(VPC, { tags, tagsAll: UNKNOWN })), "no CostCenter");
  });

  it("takes a tag as carried whose value is not known yet", () => {
    assert.deepEqual(check(VPC, { tags: { ...good, Owner: UNKNOWN }, tagsAll: UNKNOWN }), []);
  });

  it("does not decide where all the tags are unknown, or the default tags that could fill a gap", () => {
    assert.deepEqual(check(VPC, { tags: UNKNOWN }), UNDECIDED);
    assert.deepEqual(check(VPC, { tags: withoutCostCenter }, { defaultTags: UNKNOWN }), UNDECIDED);
    assert.deepEqual(check(VPC, { tags: good }, { defaultTags: UNKNOWN }), []);
  });

  it("counts the default tags of the provider, which come as JSON text", () => {
    const provider = { defaultTags: JSON.stringify({ tags: { CostCenter: "42" } }) };
    assert.deepEqual(check(VPC, { tags: withoutCostCenter }, provider), []);
    assert.equal(got(check(VPC, { tags: withoutCostCenter }, { defaultTags: "{" })), "no CostCenter");
  });

  it("agrees with a plain look at whatever map of tags", () => {
    const key = fc.constantFrom(...REQUIRED_TAGS, "Name", "owner");
    const value = fc.constantFrom("", " ", "x", null, UNKNOWN);
    fc.assert(
      fc.property(fc.dictionary(key, value), (tags) => {
        const fine = REQUIRED_TAGS.every((name) => tags[name] === "x" || tags[name] === UNKNOWN);
        assert.equal(check(VPC, { tags }).length, fine ? 0 : 1);
      }),
    );
  });

  it("wants the keys it is told, in their case, and no others", () => {
    const settings = { keys: ["Team", "Stage"] };
    const told = (tags: Values): readonly unknown[] =>
      judge(requiredTags, { type: VPC, inputs: { tags } }, { settings });
    assert.equal(got(told({ ...good, team: "web" })), "no Team");
    assert.deepEqual(told({ Team: "web", Stage: "dev" }), []);
  });

  it("looks at what a resource itself carries, and not at what it makes", () => {
    const inputs = { tags: good, tagSpecifications: [{ resourceType: "volume", tags: {} }] };
    assert.deepEqual(check("aws:ec2/launchTemplate:LaunchTemplate", inputs), []);
  });

  describe("for an Auto Scaling group", () => {
    const list = (tags: Values, propagateAtLaunch: Value = true): Values[] =>
      Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch }));

    it("does not count default tags, which do not reach it", () => {
      const provider = { defaultTags: JSON.stringify({ tags: good }) };
      const tags = list(withoutCostCenter);
      assert.equal(got(check(GROUP, { tags }, provider)), "no CostCenter");
      assert.match(got(check(GROUP, {}, provider)), /^no Project, .*no ManagedBy$/);
    });

    it("refuses a tag that its instances would not get, and an empty one", () => {
      const tags = [...list({ ...withoutCostCenter, Stage: "" }), ...list({ CostCenter: "42" }, false)];
      assert.equal(got(check(GROUP, { tags })), "an empty Stage, CostCenter without propagateAtLaunch");
    });

    it("does not decide what an unknown entry, name or propagation decides", () => {
      const some = list(withoutCostCenter);
      assert.deepEqual(check(GROUP, { tags: UNKNOWN }), UNDECIDED);
      assert.deepEqual(check(GROUP, { tags: [...some, UNKNOWN] }), UNDECIDED);
      assert.deepEqual(check(GROUP, { tags: [...some, { key: UNKNOWN, value: "42" }] }), UNDECIDED);
      assert.deepEqual(check(GROUP, { tags: [...some, ...list({ CostCenter: "42" }, UNKNOWN)] }), UNDECIDED);
    });

    it("takes a list with all of them, even of unknown values", () => {
      assert.deepEqual(check(GROUP, { tags: list({ ...good, Owner: UNKNOWN }) }), []);
    });
  });

  it("never throws, whatever the inputs", () => {
    const inputs = anyInputs("tags", "tagsAll");
    fc.assert(
      fc.property(fc.constantFrom(VPC, GROUP), inputs, anyInputs("defaultTags"), (type, given, provider) => {
        assert.ok(check(type, given, provider).length <= 2);
      }),
    );
  });
});

import assert from "node:assert/strict";
import * as fc from "fast-check";
import { settingProblems } from "../../../policy/configuration/setting";
import { tagValues } from "../../../policy/rules/tag-values";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";
import { places } from "../places";

const VPC = "aws:ec2/vpc:Vpc";
const settings = { allowed: { Stage: ["dev", "prod"] }, patterns: { CostCenter: "^[0-9]{4}$" } };
const check = (
  type: string,
  inputs: Values,
  told: Readonly<Record<string, unknown>> = settings,
  provider: Values = {},
): ReturnType<typeof judge> => judge(tagValues, { type, inputs, provider }, { settings: told });
const tagged = (tags: Value, told?: Readonly<Record<string, unknown>>): string[] =>
  places(check(VPC, { tags }, told));

describe("the rule tag-values", () => {
  it("says which value is not allowed and which are, and not what it is", () => {
    assert.deepEqual(check(VPC, { tags: { Stage: "Dev", CostCenter: "" } }), [
      {
        problem: {
          property: "tags.Stage",
          rule: "one of dev, prod",
          got: "another value",
          remedy: "choose one of them",
        },
      },
      {
        problem: {
          property: "tags.CostCenter",
          rule: "a text that matches ^[0-9]{4}$",
          got: "an empty value",
          remedy: "write it so",
        },
      },
    ]);
  });

  it("asks nothing of what is missing, of other keys, and of a key in another case", () => {
    assert.deepEqual(tagged({ Owner: "x", stage: "x" }), []);
    assert.deepEqual(tagged({ constructor: "x" }), []);
    assert.deepEqual(tagged({ Stage: "anything", CostCenter: "anything" }, {}), []);
  });

  it("asks both where a key has a list and a pattern", () => {
    const both = { allowed: { Stage: ["dev", "prod"] }, patterns: { Stage: "^p" } };
    assert.deepEqual(tagged({ Stage: "dev" }, both), ["tags.Stage"]);
    assert.deepEqual(tagged({ Stage: "prod" }, both), []);
  });

  it("judges lists, specifications and volumes; default tags at their provider", () => {
    const list = { tags: [{ key: "Stage", value: "test", propagateAtLaunch: true }] };
    assert.deepEqual(places(check("aws:autoscaling/group:Group", list)), ["tags[0].value"]);
    assert.deepEqual(places(check("aws:ec2/instance:Instance", { volumeTags: { Stage: "test" } })), [
      "volumeTags.Stage",
    ]);
    const provider = { defaultTags: JSON.stringify({ tags: { Stage: "test" } }) };
    assert.deepEqual(check(VPC, {}, settings, provider), []);
    assert.deepEqual(places(check("pulumi:providers:aws", provider)), ["defaultTags.tags.Stage"]);
  });

  it("does not evaluate an unknown value or unknown keys, where something is asked of them", () => {
    assert.deepEqual(tagged({ Stage: UNKNOWN, Owner: UNKNOWN, CostCenter: "A" }), [
      "? tags.Stage",
      "tags.CostCenter",
    ]);
    assert.deepEqual(tagged(UNKNOWN), ["? tags"]);
    assert.deepEqual(tagged(UNKNOWN, {}), []);
  });

  it("does not hang on an expression that takes for ever, however often it is asked", () => {
    const patterns = { Owner: "^(a+)+$" };
    const tags = { Owner: `${"a".repeat(255)}!` };
    for (let times = 0; times < 50; times += 1)
      assert.deepEqual(check(VPC, { tags }, { patterns }), [
        { notEvaluated: "tags.Owner", because: "^(a+)+$ cannot be tried on it in time" },
      ]);
  });

  it("takes no longer value for a match than AWS takes at all", () => {
    assert.deepEqual(tagged({ Owner: "a".repeat(256) }, { patterns: { Owner: "^a*$" } }), []);
    assert.deepEqual(tagged({ Owner: "a".repeat(257) }, { patterns: { Owner: "^a*$" } }), ["tags.Owner"]);
  });

  it("refuses a setting that is no regular expression, or too long a one, and names each", () => {
    const patterns = { Owner: "(", Stage: "a".repeat(257), CostCenter: "^[0-9]{4}$" };
    const rule = "a regular expression of JavaScript with the flag u, of at most 256 characters";
    assert.deepEqual(settingProblems(tagValues.settings, { patterns }, "rules.tag-values"), [
      { property: "rules.tag-values.patterns.Owner", rule, got: '"("', remedy: "mend it" },
      { property: "rules.tag-values.patterns.Stage", rule, got: "257 characters", remedy: "mend it" },
    ]);
  });

  it("never throws, whatever the inputs, even with an expression that is none", () => {
    const inputs = anyInputs("tags", "tagsAll", "key", "volumeTags", "tagSpecifications");
    const told = { allowed: { Owner: ["a"], key: ["b"] }, patterns: { value: "(", Effect: "^a$" } };
    fc.assert(
      fc.property(
        fc.constantFrom(...tagValues.types),
        inputs,
        anyInputs("defaultTags"),
        (type, given, provider) => {
          assert.ok(Array.isArray(check(type, given, told, provider)));
        },
      ),
    );
  });
});

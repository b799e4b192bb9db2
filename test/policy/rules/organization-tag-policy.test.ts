import assert from "node:assert/strict";
import * as fc from "fast-check";
import { organizationTagPolicy } from "../../../policy/rules/organization-tag-policy";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";
import { places } from "../places";

const VPC = "aws:ec2/vpc:Vpc";
const TOPIC = "aws:sns/topic:Topic";
const GROUP = "aws:autoscaling/group:Group";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

const policy = {
  tags: {
    costcenter: {
      tag_key: { "@@assign": "CostCenter" },
      tag_value: { "@@assign": ["1000", "2*9"] },
      enforced_for: { "@@assign": ["ec2:ALL_SUPPORTED"] },
      report_required_tag_for: { "@@assign": ["ec2:vpc", "ec2:volume"] },
    },
  },
};
type Told = Readonly<Record<string, unknown>>;
const check = (
  type: string,
  inputs: Values,
  told: Told = { policy },
  provider: Values = {},
): ReturnType<typeof judge> => judge(organizationTagPolicy, { type, inputs, provider }, { settings: told });
const tagged = (tags: Value, told?: Told, provider?: Values): string[] =>
  places(check(VPC, { tags }, told, provider));

describe("the rule organization-tag-policy", () => {
  it("says which key, which value and which missing tag the policy does not take", () => {
    assert.deepEqual(check(VPC, { tags: { costCenter: "3000" } }), [
      {
        problem: {
          property: "tags.costCenter",
          rule: "spelled CostCenter, as the organization's tag policy says",
          got: "the key costCenter",
          remedy: "rename it to CostCenter",
        },
      },
      {
        problem: {
          property: "tags.costCenter",
          rule: "one of 1000, 2*9, as the organization's tag policy says",
          got: "another value",
          remedy: "choose one of them",
        },
      },
    ]);
    assert.deepEqual(check(VPC, {}), [
      {
        problem: {
          property: "tags",
          rule: "given with CostCenter, as the organization's tag policy requires it",
          got: "no CostCenter",
          remedy: "add it",
        },
      },
    ]);
  });

  it("takes a star for any characters, and no overlap of what stands around it", () => {
    for (const value of ["29", "2009", "1000"]) assert.deepEqual(tagged({ CostCenter: value }), [], value);
    for (const value of ["2", "9", "12009", "20090", "10000"])
      assert.deepEqual(tagged({ CostCenter: value }), ["tags.CostCenter"], value);
    const overlap = { tags: { a: { tag_value: ["xyx*xyx"] } } };
    assert.deepEqual(tagged({ a: "xyxyx" }, { policy: overlap }), ["tags.a"]);
  });

  it("requires a tag only of the types that the policy names", () => {
    assert.deepEqual(check(TOPIC, {}), []);
    assert.deepEqual(places(check(TOPIC, { tags: { costcenter: "1000" } })), ["tags.costcenter"]);
  });

  it("judges spelling and values only where they are enforced, if told so", () => {
    const told = { policy, types: "enforced" };
    assert.deepEqual(check(TOPIC, { tags: { costcenter: "x" } }, told), []);
    assert.deepEqual(places(check(VPC, { tags: { costcenter: "x" } }, told)), [
      "tags.costcenter",
      "tags.costcenter",
    ]);
    const notEnforced = { tags: { a: { tag_key: "A", report_required_tag_for: ["ec2:vpc"] } } };
    assert.deepEqual(tagged({ a: "1" }, { policy: notEnforced, types: "enforced" }), ["tags"]);
  });

  it("counts default tags, and judges them where they arrive", () => {
    const provider = { defaultTags: JSON.stringify({ tags: { CostCenter: "1000" } }) };
    assert.deepEqual(tagged({}, undefined, provider), []);
    const wrong = { defaultTags: JSON.stringify({ tags: { CostCenter: "x" } }) };
    assert.deepEqual(tagged({}, undefined, wrong), ["defaultTags.tags.CostCenter"]);
  });

  it("takes volumes of a launch template for volumes", () => {
    const entry = (resourceType: string, tags: Values): Values => ({ resourceType, tags });
    const tagSpecifications = [
      entry("volume", {}),
      entry("instance", {}),
      entry("instance", { CostCenter: "x" }),
    ];
    assert.deepEqual(places(check(TEMPLATE, { tagSpecifications })), [
      "tagSpecifications[0].tags",
      "tagSpecifications[2].tags.CostCenter",
    ]);
  });

  it("reads the list of a group", () => {
    const tags = [{ key: "CostCenter", value: "x", propagateAtLaunch: true }];
    assert.deepEqual(places(check(GROUP, { tags })), ["tags[0].value"]);
  });

  it("does not evaluate what is unknown and could be wrong or missing", () => {
    assert.deepEqual(tagged({ CostCenter: UNKNOWN }), ["? tags.CostCenter"]);
    assert.deepEqual(tagged(UNKNOWN), ["? tags"]);
    assert.deepEqual(tagged({ CostCenter: "1000" }, undefined, { defaultTags: UNKNOWN }), []);
    assert.deepEqual(tagged({ Owner: "a" }, undefined, { defaultTags: UNKNOWN }), ["? tags"]);
  });

  it("says at the provider which types of the policy it does not know", () => {
    const told = { policy: { tags: { a: { enforced_for: ["glue:usageProfile", "ec2:vpc"] } } } };
    assert.deepEqual(check("pulumi:providers:aws", {}, told), [
      {
        notEvaluated: "policy.tags.a.enforced_for",
        because: "no type of Pulumi is known for glue:usageProfile",
      },
    ]);
    assert.deepEqual(check("pulumi:providers:aws", {}), []);
  });

  it("has nothing to say where no policy is given, and takes one as text", () => {
    assert.deepEqual(tagged({ costcenter: "x" }, {}), []);
    assert.deepEqual(tagged({}, { policy: JSON.stringify(policy) }), ["tags"]);
  });

  it("never throws, whatever the inputs, even with a policy that is none", () => {
    const inputs = anyInputs("tags", "tagsAll", "key", "volumeTags", "tagSpecifications");
    const owner = { tags: { Owner: { tag_value: ["a*"], report_required_tag_for: ["*"] } } };
    const told = fc.constantFrom<Told>(
      { policy: owner },
      { policy: "{" },
      { policy: { tags: 7 } },
      { policy },
    );
    const type = fc.constantFrom(...organizationTagPolicy.types);
    fc.assert(
      fc.property(type, inputs, anyInputs("defaultTags"), told, (one, given, provider, settings) => {
        assert.ok(Array.isArray(check(one, given, settings, provider)));
      }),
    );
  });
});

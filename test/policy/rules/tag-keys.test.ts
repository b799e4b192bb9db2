import assert from "node:assert/strict";
import * as fc from "fast-check";
import { tagKeys } from "../../../policy/rules/tag-keys";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";
import { places } from "../places";

const VPC = "aws:ec2/vpc:Vpc";
const GROUP = "aws:autoscaling/group:Group";
const PROVIDER = "pulumi:providers:aws";

const check = (type: string, inputs: Values, provider: Values = {}): ReturnType<typeof judge> =>
  judge(tagKeys, { type, inputs, provider });
const tagged = (tags: Value, provider?: Values): string[] => places(check(VPC, { tags }, provider));

describe("the rule tag-keys", () => {
  it("says how a known key is written, and which keys are one but for their case", () => {
    assert.deepEqual(check(VPC, { tags: { costcenter: "42", Team: "a", TEAM: "a" } }), [
      {
        problem: {
          property: "tags.costcenter",
          rule: "spelled CostCenter",
          got: 'the key "costcenter"',
          remedy: "rename it to CostCenter",
        },
      },
      {
        problem: {
          property: "tags.TEAM",
          rule: 'different in more than case from another tag, "Team"',
          got: 'the key "TEAM"',
          remedy: "remove one of them",
        },
      },
    ]);
  });

  it("tells of one of two, and not of the one that is right", () => {
    assert.deepEqual(tagged({ owner: "web", Owner: "web" }), ["tags.owner"]);
    assert.deepEqual(tagged({ Owner: "web", OWNER: "web" }), ["tags.OWNER"]);
  });

  it("finds the twin of a default tag at the resource, and a wrong default tag at the provider alone", () => {
    const provider = { defaultTags: JSON.stringify({ tags: { Team: "a", stage: "dev" } }) };
    assert.deepEqual(tagged({ team: "a" }, provider), ["tags.team"]);
    assert.deepEqual(tagged({ Team: "b" }, provider), []);
    assert.deepEqual(places(check(PROVIDER, provider)), ["defaultTags.tags.stage"]);
  });

  it("finds a key that stands twice in a list", () => {
    const tags = ["Owner", "Owner", "Team"].map((key) => ({ key, value: "a", propagateAtLaunch: true }));
    assert.deepEqual(places(check(GROUP, { tags })), ["tags[1].key"]);
  });

  it("reads what a launch template, a volume or a single tag carries", () => {
    const inputs = { tagSpecifications: [{ resourceType: "volume", tags: { owner: "a" } }] };
    assert.deepEqual(places(check("aws:ec2/launchTemplate:LaunchTemplate", inputs)), [
      "tagSpecifications[0].tags.owner",
    ]);
    assert.deepEqual(places(check("aws:ec2/instance:Instance", { volumeTags: { owner: "a" } })), [
      "volumeTags.owner",
    ]);
    assert.deepEqual(places(check("aws:ec2/tag:Tag", { key: "owner", value: "a" })), ["key"]);
  });

  it("knows the keys it is told, and no others", () => {
    const told = { settings: { keys: ["team"] } };
    assert.deepEqual(
      places(judge(tagKeys, { type: VPC, inputs: { tags: { owner: "a", Team: "b" } } }, told)),
      ["tags.Team"],
    );
  });

  it("judges keys although values are unknown, and says where keys are", () => {
    assert.deepEqual(tagged({ owner: UNKNOWN }), ["tags.owner"]);
    assert.deepEqual(tagged(UNKNOWN), ["? tags"]);
    assert.deepEqual(tagged({ owner: "a" }, { defaultTags: UNKNOWN }), ["tags.owner", "? tags"]);
    assert.deepEqual(places(check(GROUP, { tags: [{ key: UNKNOWN }] })), ["? tags"]);
  });

  it("is content with keys that are no two of which the same but for case", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (tags) => {
        const lower = Object.keys(tags).map((key) => key.toLowerCase());
        const twins = lower.length - new Set(lower).size;
        const told = { settings: { keys: [] } };
        assert.equal(judge(tagKeys, { type: VPC, inputs: { tags } }, told).length, twins);
      }),
    );
  });

  it("never throws, whatever the inputs", () => {
    const inputs = anyInputs("tags", "tagsAll", "key", "volumeTags", "tagSpecifications");
    fc.assert(
      fc.property(
        fc.constantFrom(...tagKeys.types),
        inputs,
        anyInputs("defaultTags"),
        (type, given, provider) => {
          assert.ok(Array.isArray(check(type, given, provider)));
        },
      ),
    );
  });
});

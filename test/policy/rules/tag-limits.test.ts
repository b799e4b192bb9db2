import assert from "node:assert/strict";
import * as fc from "fast-check";
import { tagLimits } from "../../../policy/rules/tag-limits";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";
import { places } from "../places";

const VPC = "aws:ec2/vpc:Vpc";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

const check = (type: string, inputs: Values, provider: Values = {}): ReturnType<typeof judge> =>
  judge(tagLimits, { type, inputs, provider });
const tagged = (tags: Value, provider?: Values): string[] => places(check(VPC, { tags }, provider));
const numbered = (count: number, prefix = "tag"): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}-${index}`, "x"]));

describe("the rule tag-limits", () => {
  it("says what AWS would refuse, with the figures, and never the value", () => {
    const key = "k".repeat(129);
    assert.deepEqual(check(VPC, { tags: { "Aws:x": "", [key]: "v".repeat(257) } }), [
      {
        problem: {
          property: "tags.Aws:x",
          rule: "a key that does not begin with aws:, which AWS keeps for itself",
          got: 'the key "Aws:x"',
          remedy: "rename it",
        },
      },
      {
        problem: {
          property: `tags.${key}`,
          rule: "a key of 1 to 128 characters",
          got: "129 characters",
          remedy: "rename it",
        },
      },
      {
        problem: {
          property: `tags.${key}`,
          rule: "a value of at most 256 characters",
          got: "257 characters",
          remedy: "shorten it",
        },
      },
    ]);
    assert.deepEqual(tagged({ "": "x" }), ["tags."]);
  });

  it("counts the tags together with those of the provider, and those of AWS for nothing", () => {
    const provider = { defaultTags: JSON.stringify({ tags: numbered(30, "default") }) };
    assert.deepEqual(tagged(numbered(21), provider), ["tags"]);
    assert.deepEqual(tagged(numbered(20), provider), []);
    assert.deepEqual(tagged({ ...numbered(50), "tag-1": "y" }), []);
    assert.deepEqual(places(check(VPC, { tags: {}, tagsAll: { ...numbered(51) } })), ["tags"]);
  });

  it("gives an object in a bucket ten", () => {
    assert.deepEqual(places(check(OBJECT, { tags: numbered(11) })), ["tags"]);
    assert.deepEqual(check(OBJECT, { tags: numbered(10) }), []);
  });

  it("counts a character outside the basic plane once, as AWS does", () => {
    assert.deepEqual(tagged({ ["𝒌".repeat(128)]: "𝒗".repeat(256) }), []);
  });

  it("says at the provider what is wrong with a default tag, and nowhere else", () => {
    const provider = { defaultTags: JSON.stringify({ tags: { "aws:x": "1" } }) };
    assert.deepEqual(tagged({}, provider), []);
    assert.deepEqual(places(check("pulumi:providers:aws", provider)), ["defaultTags.tags.aws:x"]);
  });

  it("takes a value that is unknown, and does not evaluate how many unknown tags there are", () => {
    assert.deepEqual(tagged({ Owner: UNKNOWN }), []);
    assert.deepEqual(tagged(UNKNOWN), ["? tags"]);
    assert.deepEqual(tagged(numbered(51), { defaultTags: UNKNOWN }), ["tags"]);
    assert.deepEqual(tagged(numbered(5), { defaultTags: UNKNOWN }), ["? tags"]);
  });

  it("looks at volumes and launch templates, too", () => {
    const inputs = { tagSpecifications: [{ resourceType: "volume", tags: numbered(51) }] };
    assert.deepEqual(places(check("aws:ec2/launchTemplate:LaunchTemplate", inputs)), [
      "tagSpecifications[0].tags",
    ]);
  });

  it("never throws, whatever the inputs", () => {
    const inputs = anyInputs("tags", "tagsAll", "key", "volumeTags", "tagSpecifications");
    fc.assert(
      fc.property(
        fc.constantFrom(...tagLimits.types),
        inputs,
        anyInputs("defaultTags"),
        (type, given, provider) => {
          assert.ok(Array.isArray(check(type, given, provider)));
        },
      ),
    );
  });
});

import assert from "node:assert/strict";
import * as fc from "fast-check";
import { singleTags, tagPaths } from "../../../policy/aws/tag-paths";
import { carried, PROVIDER, tagging, type TagSet } from "../../../policy/tags/carried";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";

const VPC = "aws:ec2/vpc:Vpc";
const GROUP = "aws:autoscaling/group:Group";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const INSTANCE = "aws:ec2/instance:Instance";

const sets = (type: string, inputs: Values, provider: Values = {}): readonly TagSet[] =>
  carried({ type, name: "it", inputs, provider, isProtected: false });

/** Each set as `what: key at place, …`, with `?` behind it when there may be more. */
const told = (found: readonly TagSet[]): string[] =>
  found.map(({ property, of, tags, isOpen }) => {
    const each = tags.map(
      ({ key, valueAt, isDefault }) => `${key}@${valueAt}${isDefault ? " (default)" : ""}`,
    );
    return `${property} of ${String(of)}: ${each.join(", ")}${isOpen ? "?" : ""}`;
  });

describe("the tags a resource carries", () => {
  it("are none where it takes none, or they are no tags", () => {
    assert.deepEqual(told(sets("aws:iam/accessKey:AccessKey", { tags: { a: "1" } })), []);
    assert.deepEqual(told(sets("constructor", { tags: { a: "1" } })), []);
    for (const tags of ["a", 7, null, ["a"]])
      assert.deepEqual(told(sets(VPC, { tags })), ["tags of resource: "]);
    assert.deepEqual(told(sets(GROUP, { tags: ["a", { value: "1" }, { key: 7 }] })), ["tags of resource: "]);
    assert.deepEqual(told(sets(TEMPLATE, { tagSpecifications: ["a", { tags: { a: "1" } }] })), [
      "tags of resource: ",
    ]);
  });

  it("are its own over the provider's, each with where it stands", () => {
    const provider = { defaultTags: JSON.stringify({ tags: { a: "1", b: "2" } }) };
    const expected = ["tags of resource: a@defaultTags.tags.a (default), b@tags.b"];
    assert.deepEqual(told(sets(VPC, { tags: { b: "3" } }, provider)), expected);
    const tagsAll = { a: "1", b: "3", fromElsewhere: "4" };
    assert.deepEqual(told(sets(VPC, { tags: { b: "3", ignored: "5" }, tagsAll }, provider)), [
      `${expected.join()}, fromElsewhere@tagsAll.fromElsewhere`,
    ]);
    assert.deepEqual(told(sets(PROVIDER, provider)), [
      "defaultTags.tags of resource: a@defaultTags.tags.a, b@defaultTags.tags.b",
    ]);
  });

  it("may be more where a map, an entry or a key is not known", () => {
    assert.deepEqual(told(sets(VPC, { tags: UNKNOWN })), ["tags of resource: ?"]);
    assert.deepEqual(told(sets(VPC, { tags: { a: UNKNOWN } }, { defaultTags: UNKNOWN })), [
      "tags of resource: a@tags.a?",
    ]);
    assert.deepEqual(told(sets(VPC, { tags: UNKNOWN, tagsAll: { a: "1" } })), [
      "tags of resource: a@tagsAll.a",
    ]);
    const tags: Value = [{ key: "a", value: UNKNOWN }, { key: UNKNOWN }];
    assert.deepEqual(told(sets(GROUP, { tags })), ["tags of resource: a@tags[0].value?"]);
    assert.deepEqual(told(sets(GROUP, { tags: UNKNOWN })), ["tags of resource: ?"]);
  });

  it("are those of a list, each entry by itself", () => {
    const tags = ["no tag", { key: "a", value: "1" }, { key: "a", value: "2" }];
    assert.deepEqual(told(sets(GROUP, { tags })), ["tags of resource: a@tags[1].value, a@tags[2].value"]);
  });

  it("are those a launch template gives to what is made from it", () => {
    const tagSpecifications: Value = [
      { resourceType: "instance", tags: { a: "1" } },
      UNKNOWN,
      { resourceType: "volume" },
    ];
    assert.deepEqual(told(sets(TEMPLATE, { tagSpecifications })), [
      "tags of resource: ",
      "tagSpecifications[0].tags of instance: a@tagSpecifications[0].tags.a",
      "tagSpecifications[1] of Symbol(unknown): ?",
      "tagSpecifications[2].tags of volume: ",
    ]);
    assert.deepEqual(told(sets(TEMPLATE, { tagSpecifications: UNKNOWN })).slice(1), [
      "tagSpecifications of Symbol(unknown): ?",
    ]);
  });

  it("are those of an instance's volumes", () => {
    const inputs: Values = {
      rootBlockDevice: { tags: { a: "1" } },
      ebsBlockDevices: [{}, { tags: UNKNOWN }],
    };
    assert.deepEqual(told(sets(INSTANCE, inputs)).slice(1), [
      "rootBlockDevice.tags of volume: a@rootBlockDevice.tags.a",
      "ebsBlockDevices[1].tags of volume: ?",
    ]);
    assert.deepEqual(told(sets(INSTANCE, { volumeTags: { a: "1" } })).slice(1), [
      "volumeTags of volume: a@volumeTags.a",
    ]);
  });

  it("are the one that a resource is", () => {
    assert.deepEqual(told(sets("aws:ec2/tag:Tag", { key: "a", value: "1" })), ["key of resource: a@value"]);
    const ofGroup = { tag: { key: "a", value: "1", propagateAtLaunch: true } };
    assert.deepEqual(told(sets("aws:autoscaling/tag:Tag", ofGroup)), ["tag of resource: a@tag.value"]);
    assert.deepEqual(told(sets("aws:ec2/tag:Tag", { key: UNKNOWN })), ["key of resource: ?"]);
  });

  it("are read without a throw, whatever the inputs", () => {
    const names = [
      "tags",
      "tagsAll",
      "tag",
      "key",
      "value",
      "tagSpecifications",
      "volumeTags",
      "rootBlockDevice",
    ];
    const types = [VPC, GROUP, TEMPLATE, PROVIDER, ...Object.keys(tagPaths), ...Object.keys(singleTags)];
    const inputs = anyInputs(...names, "ebsBlockDevices", "rules", "distributions");
    fc.assert(
      fc.property(fc.constantFrom(...types), inputs, anyInputs("defaultTags"), (type, given, provider) => {
        assert.ok(tagging.has(type));
        for (const set of sets(type, given, provider)) assert.equal(typeof set.isOpen, "boolean");
      }),
    );
  });
});

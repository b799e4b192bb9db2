import assert from "node:assert/strict";
import * as fc from "fast-check";
import { settingProblems } from "../../../policy/configuration/setting";
import { readable } from "../../../policy/pack/values";
import { requiredTags } from "../../../policy/rules/required-tags";
import { withDerivedTags } from "../../../policy/tags/remediate";
import { fromJson, Secret, Unknown, type Json, type Value, type Values } from "../../../wire/values";
import { judge } from "../judge";

const VPC = "aws:ec2/vpc:Vpc";
const GROUP = "aws:autoscaling/group:Group";
const derive = { Project: "{project}", Stage: "{stack}", ManagedBy: "pulumi" };
const all = { Project: "shop", Stage: "dev", ManagedBy: "pulumi" };

const remedied = (inputs: Values, provider: Values = {}, type = VPC): Values | undefined =>
  withDerivedTags({ type, inputs, provider }, derive, { project: "shop", stack: "dev" });

describe("the remediation of tags", () => {
  it("does nothing where nothing is derived, a type takes no tags, or they are no tags", () => {
    const names = { project: "shop", stack: "dev" };
    assert.equal(withDerivedTags({ type: VPC, inputs: {}, provider: {} }, {}, names), undefined);
    assert.equal(remedied({}, {}, "aws:iam/accessKey:AccessKey"), undefined);
    for (const tags of ["a", 7, ["a"]]) assert.equal(remedied({ tags }), undefined);
    assert.equal(remedied({ tags: { a: "1" } }, {}, GROUP), undefined);
  });

  it("does nothing where it cannot know what is there", () => {
    assert.equal(remedied({ tags: Unknown.value }), undefined);
    assert.equal(remedied({ tags: new Secret(Unknown.value) }), undefined);
    assert.equal(remedied({ tags: {} }, { defaultTags: Unknown.value }), undefined);
    assert.equal(remedied({ tags: {}, tagsAll: Unknown.value }, { defaultTags: Unknown.value }), undefined);
    assert.equal(remedied({ tags: Unknown.value }, {}, GROUP), undefined);
    assert.equal(remedied({ tags: [Unknown.value] }, {}, GROUP), undefined);
    assert.equal(remedied({ tags: [{ key: Unknown.value, value: "a" }] }, {}, GROUP), undefined);
  });

  it("adds what is missing to the tags and to their sum alike, and leaves all else", () => {
    const archive = fromJson({ "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7" });
    const inputs = { cidrBlock: "10.0.0.0/16", archive, tags: { Owner: "web" }, tagsAll: { Owner: "web" } };
    const tags = { Owner: "web", ...all };
    assert.deepEqual(remedied(inputs), { ...inputs, tags, tagsAll: tags });
    assert.deepEqual(remedied({}), { tags: all });
    assert.deepEqual(remedied({ tags: null, tagsAll: null }), { tags: all, tagsAll: null });
    assert.deepEqual(inputs.tags, { Owner: "web" });
  });

  it("overwrites nothing: not what is empty, unknown, of the provider or in another case", () => {
    const tags = { Project: "", Stage: Unknown.value };
    assert.deepEqual(remedied({ tags, tagsAll: Unknown.value })?.["tags"], { ...tags, ManagedBy: "pulumi" });
    const provider = { defaultTags: JSON.stringify({ tags: { Project: "other" } }) };
    assert.deepEqual(remedied({}, provider), { tags: { Stage: "dev", ManagedBy: "pulumi" } });
    assert.deepEqual(remedied({ tags: {}, tagsAll: { Project: "other" } })?.["tagsAll"], {
      ...all,
      Project: "other",
    });
    assert.deepEqual(remedied({ tags: { project: "a", STAGE: "b" } }), {
      tags: { project: "a", STAGE: "b", ManagedBy: "pulumi" },
    });
    assert.equal(remedied({ tags: all }), undefined);
  });

  it("knows by the default tags what is there while the sum is unknown, which stays so", () => {
    const provider = { defaultTags: new Secret(JSON.stringify({ tags: { Project: "a", Stage: "b" } })) };
    const inputs = { tags: { Owner: Unknown.value }, tagsAll: Unknown.value };
    assert.deepEqual(remedied(inputs, provider), {
      tags: { Owner: Unknown.value, ManagedBy: "pulumi" },
      tagsAll: Unknown.value,
    });
  });

  it("keeps secrets secret: one value, or all the tags together", () => {
    const owner = new Secret("web");
    assert.deepEqual(remedied({ tags: { Owner: owner } }), { tags: { Owner: owner, ...all } });
    const inputs = { tags: new Secret({ Owner: "web" }), tagsAll: new Secret({ Owner: "web" }) };
    const tags = new Secret({ Owner: "web", ...all });
    assert.deepEqual(remedied(inputs), { tags, tagsAll: tags });
  });

  it("adds to the list of a group, so that its instances get them, too", () => {
    const owner = { key: "Owner", value: new Secret("web"), propagateAtLaunch: false };
    const entry = (key: string, value: string): Values => ({ key, value, propagateAtLaunch: true });
    assert.deepEqual(
      remedied({ tags: [owner, { key: "Project", value: "a", propagateAtLaunch: false }] }, {}, GROUP),
      {
        tags: [
          owner,
          { key: "Project", value: "a", propagateAtLaunch: false },
          entry("Stage", "dev"),
          entry("ManagedBy", "pulumi"),
        ],
      },
    );
    assert.deepEqual(remedied({}, {}, GROUP), {
      tags: Object.entries(all).map(([key, value]) => entry(key, value)),
    });
  });

  it("refuses a setting with names that nothing stands for", () => {
    const rule = "a text in which only {project} and {stack} stand in braces";
    const derived = { Stage: "{stage}", Project: "{project}-{stack}", Owner: "web" };
    assert.deepEqual(settingProblems(requiredTags.settings, { derive: derived }, "rules.required-tags"), [
      { property: "rules.required-tags.derive.Stage", rule, got: '"{stage}"', remedy: "mend it" },
    ]);
  });

  it("is done once, and then the rule is content: for any tags without secrets or unknowns", () => {
    const keys = fc.constantFrom("Project", "Stage", "ManagedBy", "Owner", "Name");
    fc.assert(
      fc.property(fc.dictionary(keys, fc.constantFrom("x", "y")), fc.boolean(), (tags, isSummed) => {
        const inputs: Values = isSummed ? { tags, tagsAll: { ...tags } } : { tags };
        const after = remedied(inputs) ?? inputs;
        assert.equal(remedied(after), undefined);
        const given = after["tags"] as Values;
        for (const [key, value] of Object.entries(tags)) assert.equal(given[key], value);
        const found = judge(
          requiredTags,
          { type: VPC, inputs: readable(after) },
          { settings: { keys: Object.keys(derive) } },
        );
        assert.deepEqual(found, []);
      }),
    );
  });

  it("never throws, whatever the inputs, and never loses one", () => {
    const json = fc.letrec<{ json: Json }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<Json>("a", "04da6b54-80e4-46f7-96ec-b56ff0331ba9", null, 7, true),
        fc.array(tie("json"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("tags", "key", "value", "Stage"), tie("json"), { maxKeys: 3 }),
      ),
    })).json;
    const value = json.map((one): Value => fromJson(one));
    const inputs = fc.record({ tags: value, tagsAll: value, name: value }, { requiredKeys: [] });
    const provider = fc.record({ defaultTags: value }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.constantFrom(VPC, GROUP), inputs, provider, (type, given, from) => {
        const after = remedied(given, from, type);
        if (after !== undefined) assert.deepEqual(after["name"], given.name);
      }),
    );
  });
});

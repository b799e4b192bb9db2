import assert from "node:assert/strict";
import * as fc from "fast-check";
import { launchedTags } from "../../../policy/rules/launched-tags";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";
import { places } from "../places";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const INSTANCE = "aws:ec2/instance:Instance";
const good = { Project: "shop", Stage: "dev", Owner: "web", CostCenter: "42", ManagedBy: "multistage" };

const check = (type: string, inputs: Values, provider: Values = {}): ReturnType<typeof judge> =>
  judge(launchedTags, { type, inputs, provider });
const template = (tagSpecifications: Value, provider?: Values): string[] =>
  places(check(TEMPLATE, { tags: good, tagSpecifications }, provider));
const entry = (resourceType: Value, tags: Value = good): Values => ({ resourceType, tags });

describe("the rule launched-tags", () => {
  it("says what of a template is launched without tags, and which tags are missing", () => {
    const tagSpecifications = [entry("instance", { ...good, Owner: "" }), entry("network-interface")];
    assert.deepEqual(check(TEMPLATE, { tags: good, tagSpecifications }), [
      {
        problem: {
          property: "tagSpecifications[0].tags",
          rule: "given with Project, Stage, Owner, CostCenter, ManagedBy, none of them empty",
          got: "an empty Owner",
          remedy: "add them there: default tags and the template's own do not reach what is made from it",
        },
      },
      {
        problem: {
          property: "tagSpecifications",
          rule: "given with an entry for volume that has Project, Stage, Owner, CostCenter, ManagedBy",
          got: "none",
          remedy: "add it",
        },
      },
    ]);
  });

  it("does not count default tags for a template, which do not reach its specifications", () => {
    const provider = { defaultTags: JSON.stringify({ tags: good }) };
    assert.deepEqual(template(undefined, provider), ["tagSpecifications", "tagSpecifications"]);
    assert.deepEqual(template([entry("instance", {}), entry("volume")], provider), [
      "tagSpecifications[0].tags",
    ]);
  });

  it("does not evaluate a template whose specifications are unknown where that matters", () => {
    assert.deepEqual(template(UNKNOWN), ["? tagSpecifications", "? tagSpecifications"]);
    assert.deepEqual(template([entry("instance"), UNKNOWN]), ["? tagSpecifications[1]"]);
    assert.deepEqual(template([entry("instance"), entry(UNKNOWN)]), ["? tagSpecifications[1].tags"]);
    assert.deepEqual(template([entry("instance"), entry("volume", UNKNOWN)]), [
      "? tagSpecifications[1].tags",
    ]);
    assert.deepEqual(template([entry("instance"), entry("volume"), UNKNOWN]), []);
    assert.deepEqual(template([entry("instance"), entry("volume", { ...good, Owner: UNKNOWN })]), []);
  });

  it("refuses an instance whose volumes nobody tags", () => {
    assert.deepEqual(places(check(INSTANCE, { tags: good })), ["rootBlockDevice.tags"]);
    const inputs = { rootBlockDevice: { tags: good }, ebsBlockDevices: [{ tags: {} }] };
    assert.deepEqual(places(check(INSTANCE, inputs)), ["ebsBlockDevices[0].tags"]);
    assert.deepEqual(places(check(INSTANCE, { volumeTags: { Owner: "web" } })), ["volumeTags"]);
  });

  it("takes an instance whose volumes are tagged together, each, or by the provider", () => {
    assert.deepEqual(check(INSTANCE, { volumeTags: good }), []);
    assert.deepEqual(check(INSTANCE, { rootBlockDevice: { tags: good } }), []);
    const provider = { defaultTags: JSON.stringify({ tags: good }) };
    assert.deepEqual(check(INSTANCE, { rootBlockDevice: { tags: { a: "1" } } }, provider), []);
    assert.deepEqual(check(INSTANCE, {}, provider), []);
  });

  it("does not judge an instance whose launch template may tag the volumes, nor unknown tags", () => {
    assert.deepEqual(check(INSTANCE, { launchTemplate: { id: "lt-1" } }), []);
    assert.deepEqual(check(INSTANCE, { launchTemplate: UNKNOWN }), []);
    assert.deepEqual(places(check(INSTANCE, { volumeTags: UNKNOWN })), ["? volumeTags"]);
    assert.deepEqual(places(check(INSTANCE, {}, { defaultTags: UNKNOWN })), ["? rootBlockDevice.tags"]);
  });

  it("wants the keys it is told", () => {
    const tagSpecifications = [entry("instance", { Team: "a" }), entry("volume", { Team: "a" })];
    const told = { settings: { keys: ["Team"] } };
    assert.deepEqual(judge(launchedTags, { type: TEMPLATE, inputs: { tagSpecifications } }, told), []);
  });

  it("never throws, whatever the inputs", () => {
    const inputs = anyInputs(
      "tagSpecifications",
      "volumeTags",
      "rootBlockDevice",
      "ebsBlockDevices",
      "launchTemplate",
    );
    fc.assert(
      fc.property(
        fc.constantFrom(TEMPLATE, INSTANCE),
        inputs,
        anyInputs("defaultTags"),
        (type, given, provider) => {
          assert.ok(Array.isArray(check(type, given, provider)));
        },
      ),
    );
  });
});

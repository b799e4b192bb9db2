import assert from "node:assert/strict";
import * as fc from "fast-check";
import { overriddenDefaultTags } from "../../../policy/rules/overridden-default-tags";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";
import { places } from "../places";

const VPC = "aws:ec2/vpc:Vpc";
const defaults = (tags: Values): Values => ({ defaultTags: JSON.stringify({ tags }) });
const check = (tags: Value, provider: Values, type = VPC): ReturnType<typeof judge> =>
  judge(overriddenDefaultTags, { type, inputs: { tags }, provider });

describe("the rule overridden-default-tags", () => {
  it("says which default tag has another value, and neither value", () => {
    assert.deepEqual(check({ Owner: "platform", Team: "a" }, defaults({ Owner: "web", Team: "a" })), [
      {
        problem: {
          property: "tags.Owner",
          rule: "as the provider's default tags say",
          got: "another value",
          remedy: "leave it out here, or keep it under another key",
        },
      },
    ]);
  });

  it("takes other keys, even those that differ in case, and a provider without default tags", () => {
    assert.deepEqual(check({ owner: "a", constructor: "b" }, defaults({ Owner: "web" })), []);
    for (const provider of [{}, { defaultTags: "{" }, { defaultTags: null }, defaults({})])
      assert.deepEqual(check({ Owner: "a" }, provider), []);
  });

  it("has nothing to say of a group, which default tags do not reach", () => {
    const tags = [{ key: "Owner", value: "a", propagateAtLaunch: true }];
    assert.deepEqual(check(tags, defaults({ Owner: "web" }), "aws:autoscaling/group:Group"), []);
  });

  it("does not evaluate what is unknown and could differ", () => {
    assert.deepEqual(places(check({ Owner: UNKNOWN, a: UNKNOWN }, defaults({ Owner: "web" }))), [
      "? tags.Owner",
    ]);
    const unknownValue: Values = { defaultTags: { tags: { Owner: UNKNOWN } } };
    assert.deepEqual(places(check({ Owner: "a" }, unknownValue)), ["? tags.Owner"]);
    assert.deepEqual(places(check({ Owner: "a" }, { defaultTags: UNKNOWN })), ["? tags"]);
    assert.deepEqual(places(check(UNKNOWN, defaults({ Owner: "web" }))), ["? tags"]);
    assert.deepEqual(check(UNKNOWN, {}), []);
    assert.deepEqual(check({}, { defaultTags: UNKNOWN }), []);
  });

  it("never throws, whatever the inputs", () => {
    fc.assert(
      fc.property(anyInputs("tags"), anyInputs("defaultTags"), (inputs, provider) => {
        const found = judge(overriddenDefaultTags, { type: VPC, inputs, provider });
        assert.ok(Array.isArray(found));
      }),
    );
  });
});

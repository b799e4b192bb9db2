import assert from "node:assert/strict";
import * as fc from "fast-check";
import { tagCharacters } from "../../../policy/rules/tag-characters";
import { UNKNOWN, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";
import { places } from "../places";

const VPC = "aws:ec2/vpc:Vpc";
const check = (type: string, inputs: Values, provider: Values = {}): ReturnType<typeof judge> =>
  judge(tagCharacters, { type, inputs, provider });

describe("the rule tag-characters", () => {
  it("says which key and which value it is, and not what the value says", () => {
    assert.deepEqual(check(VPC, { tags: { "C#": "plain", Name: "web (blue)" } }), [
      {
        problem: {
          property: "tags.C#",
          rule: "written with letters, digits, spaces and _ . : / = + - @",
          got: 'the key "C#"',
          remedy: "write it otherwise",
        },
      },
      {
        problem: {
          property: "tags.Name",
          rule: "written with letters, digits, spaces and _ . : / = + - @",
          got: "a value with others",
          remedy: "write it otherwise",
        },
      },
    ]);
  });

  it("takes every character of the list, letters of all scripts, an empty value, and what is unknown", () => {
    const tags: Values = { "a_b.c:d/e=f+g-h@i 1": "사과 é", Empty: "", Later: UNKNOWN };
    assert.deepEqual(check(VPC, { tags }), []);
  });

  it("finds each of the other printable characters", () => {
    for (const character of "!\"#$%&'()*,;<>?[\\]^`{|}~\t\n")
      assert.deepEqual(places(check(VPC, { tags: { Name: character } })), ["tags.Name"], character);
  });

  it("finds it in a list, in specifications and at the provider, where alone a default tag is judged", () => {
    const list = { tags: [{ key: "a", value: "(" }] };
    assert.deepEqual(places(check("aws:autoscaling/group:Group", list)), ["tags[0].value"]);
    const provider = { defaultTags: JSON.stringify({ tags: { a: "(" } }) };
    assert.deepEqual(places(check("pulumi:providers:aws", provider)), ["defaultTags.tags.a"]);
    assert.deepEqual(check(VPC, {}, provider), []);
  });

  it("does not evaluate tags of which nothing is known", () => {
    assert.deepEqual(places(check(VPC, { tags: UNKNOWN })), ["? tags"]);
  });

  it("never throws, whatever the inputs", () => {
    const inputs = anyInputs("tags", "tagsAll", "key", "volumeTags", "tagSpecifications");
    fc.assert(
      fc.property(
        fc.constantFrom(...tagCharacters.types),
        inputs,
        anyInputs("defaultTags"),
        (type, given, provider) => {
          assert.ok(Array.isArray(check(type, given, provider)));
        },
      ),
    );
  });
});

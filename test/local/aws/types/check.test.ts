import assert from "node:assert/strict";
import { checkInputs } from "../../../../local/aws/types/check";
import type { Properties, TypeTable } from "../../../../local/aws/types/shape";
import { Asset, ResourceReference, Secret, Unknown, type Value, type Values } from "../../../../wire/values";
import { problemText } from "../../../../refusal/refusal";

const BOX: Properties = {
  text: { shape: "string", required: true },
  count: { shape: "number", required: false },
  on: { shape: "boolean", required: false },
  code: { shape: "asset", required: false },
  list: { shape: { list: "string" }, required: false },
  tags: { shape: { map: "string" }, required: false },
  weights: { shape: { map: "number" }, required: false },
  part: { shape: { object: "Part" }, required: false },
  parts: { shape: { list: { object: "Part" } }, required: false },
  owner: { shape: { oneOf: ["string", "resource"] }, required: false },
  policy: { shape: { oneOf: ["string", { object: "Part" }] }, required: false },
  free: { shape: "any", required: false },
};
const PART: Properties = {
  size: { shape: "number", required: true },
  part: { shape: { object: "Part" }, required: false },
};
const TABLE: TypeTable = { sdk: "0", resources: {}, functions: {}, objects: { Part: PART }, provider: {} };

const HUSH = "hush-e58c0d";

function problems(inputs: Values): string[] {
  return checkInputs(TABLE, "a Box", BOX, inputs).map(problemText);
}

function refusal(property: string, rule: string, got: string): string {
  return `${property}: must be ${rule}, got ${got}; give a value of that type`;
}

describe("checkInputs", () => {
  it("refuses a property that is not declared, and names the one that is meant", () => {
    assert.deepEqual(problems({ text: "t", coumt: 1 }), [
      'coumt: must be a property of a Box, got "coumt"; did you mean count?',
    ]);
    assert.deepEqual(problems({ text: "t", part: { size: 1, sise: 2 } }), [
      'part.sise: must be a property of Part, got "sise"; did you mean size?',
    ]);
  });

  it("refuses a property that is like none, also one that every object of JavaScript has", () => {
    for (const name of ["unheardOf", "constructor", "toString"]) {
      assert.deepEqual(problems({ text: "t", [name]: 1 }), [
        `${name}: must be a property of a Box, got "${name}"; remove it`,
      ]);
    }
  });

  it("refuses what is required and missing or null, at every depth", () => {
    assert.deepEqual(problems({}), ["text: must be given, got nothing; a Box needs it"]);
    assert.deepEqual(problems({ text: null }), ["text: must be given, got nothing; a Box needs it"]);
    assert.deepEqual(problems({ text: "t", parts: [{ size: 1 }, { part: { size: 2, part: {} } }] }), [
      "parts[1].size: must be given, got nothing; Part needs it",
      "parts[1].part.part.size: must be given, got nothing; Part needs it",
    ]);
  });

  const wrong: [name: string, value: Value, property: string, rule: string, got: string][] = [
    ["text", 1, "text", "a string", "a number"],
    ["text", ["t"], "text", "a string", "a list"],
    ["text", {}, "text", "a string", "an object"],
    ["text", new ResourceReference("urn", "id"), "text", "a string", "a resource"],
    ["count", "1", "count", "a number", "a string"],
    ["on", "true", "on", "a boolean", "a string"],
    ["code", "code", "code", "an asset or archive", "a string"],
    ["text", new Asset("archive", "h", {}), "text", "a string", "an archive"],
    ["text", new Asset("asset", "h", {}), "text", "a string", "an asset"],
    ["list", "t", "list", "a list", "a string"],
    ["list", { 0: "t" }, "list", "a list", "an object"],
    ["list", ["t", 1], "list[1]", "a string", "a number"],
    ["list", ["t", null], "list[1]", "a string", "nothing"],
    ["tags", ["t"], "tags", "a map", "a list"],
    ["tags", { Name: { deep: "t" } }, "tags.Name", "a string", "an object"],
    ["weights", { "7": "0.1" }, "weights.7", "a number", "a string"],
    ["part", [], "part", "an object Part", "a list"],
    ["part", "t", "part", "an object Part", "a string"],
    ["part", { size: 1, part: { size: true } }, "part.part.size", "a number", "a boolean"],
    ["parts", { size: 1 }, "parts", "a list", "an object"],
  ];
  for (const [name, value, property, rule, got] of wrong) {
    it(`refuses ${got} where ${property} is to be ${rule}`, () => {
      assert.deepEqual(problems({ text: "t", [name]: value }), [refusal(property, rule, got)]);
    });
  }

  it("refuses what fits none of the shapes allowed, by the one that fits best", () => {
    assert.deepEqual(problems({ text: "t", owner: 1 }), [refusal("owner", "a string", "a number")]);
    assert.deepEqual(problems({ text: "t", policy: { size: "1" } }), [
      refusal("policy", "a string", "an object"),
    ]);
  });

  it("says everything that is wrong at once", () => {
    const found = checkInputs(TABLE, "a Box", BOX, { x: 1, count: "1", list: [1, 2], part: { y: 1 } });
    assert.deepEqual(
      found.map(({ property }) => property),
      ["x", "text", "count", "list[0]", "list[1]", "part.y", "part.size"],
    );
  });

  it("looks into secrets, and shows the kind of what is wrong but never its value", () => {
    const found = problems({
      text: new Secret([HUSH]),
      count: new Secret(HUSH),
      list: new Secret([new Secret({ x: HUSH })]),
      tags: new Secret({ Name: [HUSH] }),
      part: { size: new Secret(HUSH) },
      owner: new Secret([HUSH]),
    });
    assert.deepEqual(found, [
      refusal("text", "a string", "a list"),
      refusal("count", "a number", "a string"),
      refusal("list[0]", "a string", "an object"),
      refusal("tags.Name", "a string", "a list"),
      refusal("part.size", "a number", "a string"),
      refusal("owner", "a string", "a list"),
    ]);
  });

  it("takes unknowns and secrets at every depth, and what the SDKs keep for themselves", () => {
    const { value: unknown } = Unknown;
    const secret = (value: Value) => new Secret(value);
    assert.deepEqual(
      problems({
        __defaults: [],
        text: unknown,
        list: [unknown, secret("t"), secret(unknown)],
        tags: secret({ Name: unknown, Other: secret("t") }),
        part: { __defaults: [], size: secret(1), part: unknown },
        parts: secret([secret({ size: unknown })]),
        owner: unknown,
        code: secret(new Asset("archive", "h", {})),
      }),
      [],
    );
  });

  it("takes each of the shapes allowed, and anything where the SDK leaves it open", () => {
    for (const owner of ["name", new ResourceReference("urn", "id")])
      assert.deepEqual(problems({ text: "t", owner }), []);
    for (const policy of ["{}", { size: 1 }]) assert.deepEqual(problems({ text: "t", policy }), []);
    for (const free of ["t", 1, [1, "t"], { deep: [null] }, new Asset("asset", "h", {})])
      assert.deepEqual(problems({ text: "t", free }), []);
  });

  it("takes null for what is not required", () => {
    assert.deepEqual(problems({ text: "t", count: null, part: null }), []);
  });
});

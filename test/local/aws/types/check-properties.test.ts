import assert from "node:assert/strict";
import * as fc from "fast-check";
import { checkInputs } from "../../../../local/aws/types/check";
import type { Properties, Shape, TypeTable } from "../../../../local/aws/types/shape";
import { typeTable } from "../../../../local/aws/types/type-table";
import {
  Asset,
  isValues,
  ResourceReference,
  Secret,
  Unknown,
  type Value,
  type Values,
} from "../../../../wire/values";
import { problemText } from "../../../../refusal/refusal";
import { cacheFolder } from "../../../../local/engine/cache-folder";

const HUSH = "hush-";
const DEPTH = 4;

describe("checkInputs, over every type of the SDK", () => {
  let table: TypeTable;
  let types: string[];
  before(() => {
    table = typeTable(cacheFolder(process.env));
    types = Object.keys(table.resources);
  });

  /** Some inputs of some type, out of the table's own shapes. */
  const resource = () =>
    fc.constantFrom(...types).chain((type) => {
      const { inputs } = table.resources[type]!;
      return fc.record({
        type: fc.constant(type),
        inputs: fc.constant(inputs),
        values: objectOf(table, inputs, 0),
      });
    });

  it("takes whatever is made from the table's own shapes", () => {
    fc.assert(
      fc.property(resource(), ({ type, inputs, values }) => {
        assert.deepEqual(checkInputs(table, type, inputs, values), []);
      }),
    );
  });

  it("refuses one property too many and one value of the wrong type, wherever it is, without showing a value", () => {
    fc.assert(
      fc.property(resource(), fc.nat(), ({ type, inputs, values }, choice) => {
        const mutations = mutationsOfObject(table, inputs, values);
        const [path, mutated] = mutations[choice % mutations.length]!;
        const texts = checkInputs(table, type, inputs, mutated).map(problemText);
        assert.ok(
          texts.some((text) => text.startsWith(`${path}: must be `)),
          `${path}\n${texts.join("\n")}`,
        );
        assert.ok(!texts.join("\n").includes(HUSH), texts.join("\n"));
      }),
    );
  });
});

function valueOf(table: TypeTable, shape: Shape, depth: number): fc.Arbitrary<Value> {
  const bare = bareOf(table, shape, depth);
  return fc.oneof(
    { arbitrary: bare, weight: 6 },
    { arbitrary: bare.map((value) => new Secret(value)), weight: 1 },
    { arbitrary: fc.constant(Unknown.value), weight: 1 },
  );
}

function bareOf(table: TypeTable, shape: Shape, depth: number): fc.Arbitrary<Value> {
  if (typeof shape === "object") {
    if ("oneOf" in shape) return fc.oneof(...shape.oneOf.map((one) => valueOf(table, one, depth)));
    const maxLength = depth > DEPTH ? 0 : 3;
    if ("list" in shape)
      return fc.array(
        lazily(() => valueOf(table, shape.list, depth + 1)),
        { maxLength },
      );
    if ("map" in shape)
      return fc.dictionary(
        fc.stringMatching(/^\w[\w.-]{0,8}$/),
        lazily(() => valueOf(table, shape.map, depth + 1)),
        { maxKeys: maxLength },
      );
    return objectOf(table, table.objects[shape.object]!, depth + 1);
  }
  switch (shape) {
    case "string":
      return fc.string().map((text) => HUSH + text);
    case "number":
      return fc.double({ noNaN: true });
    case "boolean":
      return fc.boolean();
    case "asset":
      return fc.constantFrom(new Asset("asset", "h", {}), new Asset("archive", "h", {}));
    case "resource":
      return fc.constant(new ResourceReference("urn", "id"));
    case "any":
      return fc.constantFrom<Value>("text", 1, ["list"], { key: "map" });
  }
}

/** Shapes refer to themselves: what stands inside a list or map is made only when it is needed. */
function lazily<T>(make: () => fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.constant(undefined).chain(make);
}

/** What is required and up to three of the others. */
function objectOf(table: TypeTable, declared: Properties, depth: number): fc.Arbitrary<Values> {
  const names = Object.keys(declared);
  const required = names.filter((name) => declared[name]!.required);
  const others = names.filter((name) => !declared[name]!.required);
  return fc
    .subarray(others, { maxLength: Math.min(others.length, depth > DEPTH ? 0 : 3) })
    .chain((chosen) =>
      fc.record(
        Object.fromEntries(
          [...required, ...chosen].map((name) => [name, valueOf(table, declared[name]!.shape, depth)]),
        ),
      ),
    );
}

/** A place and the value as it is when that place alone is made wrong. */
type Mutation<T extends Value = Value> = [path: string, mutated: T];

function mutationsOfObject(
  table: TypeTable,
  declared: Properties,
  values: Values,
  path = "",
): Mutation<Values>[] {
  const name = "zzUnheardOf";
  const inside = Object.entries(values).flatMap(([key, value]) =>
    mutationsOf(table, declared[key]!.shape, value, path + key).map(([place, mutated]): Mutation<Values> => [
      place,
      { ...values, [key]: mutated },
    ]),
  );
  return [[path + name, { ...values, [name]: "x" }], ...inside];
}

function mutationsOf(table: TypeTable, shape: Shape, value: Value, path: string): Mutation[] {
  if (value instanceof Secret)
    return mutationsOf(table, shape, value.value, path).map(([place, mutated]) => [
      place,
      new Secret(mutated),
    ]);
  // Behind an alternative nothing is wrong for certain.
  if (value instanceof Unknown || shape === "any" || (typeof shape === "object" && "oneOf" in shape))
    return [];
  const whole: Mutation = [path, shape === "number" ? HUSH : 7];
  if (typeof shape === "string") return [whole];
  if ("list" in shape && Array.isArray(value)) {
    const entries = value.flatMap((entry, index) =>
      mutationsOf(table, shape.list, entry, `${path}[${index}]`).map(([place, mutated]): Mutation => [
        place,
        value.with(index, mutated),
      ]),
    );
    return [whole, ...entries];
  }
  if ("map" in shape && isValues(value)) {
    const entries = Object.entries(value).flatMap(([key, entry]) =>
      mutationsOf(table, shape.map, entry, `${path}.${key}`).map(([place, mutated]): Mutation => [
        place,
        { ...value, [key]: mutated },
      ]),
    );
    return [whole, ...entries];
  }
  if ("object" in shape && isValues(value))
    return [whole, ...mutationsOfObject(table, table.objects[shape.object]!, value, `${path}.`)];
  return [whole];
}

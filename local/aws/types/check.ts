/** Checks the inputs of a resource against the SDK's own declaration: names, necessity and shape, at every depth. */
import {
  Asset,
  isValues,
  ResourceReference,
  Secret,
  Unknown,
  type Value,
  type Values,
} from "../../../wire/values";
import { shown, type Problem } from "../../../refusal/refusal";
import { plain } from "../../../wire/secrets";
import { nearest } from "../../../refusal/nearest";
import type { Properties, Shape, TypeTable } from "./shape";

/** Everything wrong with `inputs`; `owner` is what they belong to, as a reader would name it. */
export function checkInputs(table: TypeTable, owner: string, allowed: Properties, inputs: Values): Problem[] {
  return checkObject(table, owner, allowed, inputs, "");
}

function checkObject(
  table: TypeTable,
  owner: string,
  allowed: Properties,
  value: Values,
  path: string,
): Problem[] {
  const unknown = Object.keys(value)
    .filter((key) => !key.startsWith("__") && !Object.hasOwn(allowed, key))
    .map((key) => {
      const near = nearest(key, Object.keys(allowed));
      const remedy = near === undefined ? "remove it" : `did you mean ${near}?`;
      return { property: path + key, rule: `a property of ${owner}`, got: shown(key), remedy };
    });
  const rest = Object.entries(allowed).flatMap(([key, property]) => {
    const entry = value[key];
    if (entry === undefined || entry === null) {
      if (!property.required) return [];
      return [{ property: path + key, rule: "given", got: "nothing", remedy: `${owner} needs it` }];
    }
    return checkValue(table, property.shape, entry, path + key);
  });
  return [...unknown, ...rest];
}

function checkValue(table: TypeTable, shape: Shape, value: Value, path: string): Problem[] {
  if (value instanceof Unknown || shape === "any") return [];
  if (value instanceof Secret) return checkValue(table, shape, value.value, path);
  if (typeof shape === "string") return matches(shape, value) ? [] : [wrong(path, nounOf(shape), value)];
  if ("oneOf" in shape) {
    const tries = shape.oneOf.map((one) => checkValue(table, one, value, path));
    return tries.reduce((best, problems) => (problems.length < best.length ? problems : best));
  }
  if ("list" in shape) {
    if (!Array.isArray(value)) return [wrong(path, "a list", value)];
    return value.flatMap((entry, index) => checkValue(table, shape.list, entry, `${path}[${index}]`));
  }
  if (!isValues(value)) return [wrong(path, "map" in shape ? "a map" : `an object ${shape.object}`, value)];
  if ("map" in shape) {
    return Object.entries(value).flatMap(([key, entry]) =>
      checkValue(table, shape.map, entry, `${path}.${key}`),
    );
  }
  return checkObject(table, shape.object, table.objects[shape.object] ?? {}, value, `${path}.`);
}

function matches(shape: Extract<Shape, string>, value: Value): boolean {
  switch (shape) {
    case "string":
    case "number":
    case "boolean":
      return typeof value === shape;
    case "asset":
      return value instanceof Asset;
    case "resource":
      return value instanceof ResourceReference;
    case "any":
      return true;
  }
}

function nounOf(shape: Extract<Shape, string>): string {
  return shape === "asset" ? "an asset or archive" : `a ${shape}`;
}

function wrong(property: string, rule: string, value: Value): Problem {
  const kind = Array.isArray(value)
    ? "a list"
    : value instanceof Asset
      ? `an ${value.kind}`
      : kindOf(plain(value));
  return { property, rule, got: kind, remedy: "give a value of that type" };
}

/** The kind only, never the value: it may be a secret's neighbour. */
function kindOf(value: Value): string {
  if (value === null) return "nothing";
  if (value instanceof ResourceReference) return "a resource";
  return isValues(value) ? "an object" : `a ${typeof value}`;
}

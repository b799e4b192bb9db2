/** Whether a value is as a schema says, with everything that is wrong at once. */
import { Ajv, type ErrorObject } from "ajv";
import { shown, type Problem } from "../../refusal/refusal";
import type { JsonSchema } from "./setting";

/** @param whole - how the value itself is named */
export function schemaProblems(schema: JsonSchema, value: unknown, whole = "the configuration"): Problem[] {
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true, formats: { date: isDate } });
  const check = ajv.compile(schema);
  return check(value) ? [] : (check.errors ?? []).map((error) => problem(error, whole));
}

function problem(
  { instancePath, keyword, params, data, parentSchema = {}, ...error }: ErrorObject,
  whole: string,
): Problem {
  const property = pathOf(instancePath);
  const named = (name: string): string => (property === "" ? name : `${property}.${name}`);
  if (keyword === "required")
    return {
      property: named(String(params["missingProperty"])),
      rule: "given",
      got: "nothing",
      remedy: "add it",
    };
  if (keyword === "additionalProperties") {
    const known = Object.keys((parentSchema["properties"] as object | undefined) ?? {});
    return {
      property: named(String(params["additionalProperty"])),
      rule: `one of ${known.join(", ")}`,
      got: "an unknown name",
      remedy: "mend its name or remove it",
    };
  }
  const rule = RULES[keyword]?.(parentSchema) ?? error.message?.replace(/^must (be )?/, "") ?? keyword;
  return {
    property: property === "" ? whole : property,
    rule,
    got: shown(data),
    remedy: "change it",
  };
}

/** What each keyword asks for, completing "must be". */
const RULES: Readonly<Record<string, (schema: JsonSchema) => string>> = {
  // One or several.
  type: ({ type }) => [type].flat().map(typeText).join(" or "),
  enum: ({ enum: words }) => `one of ${(words as readonly string[]).join(", ")}`,
  format: () => "a day as 2027-03-31",
  pattern: ({ pattern }) => `text of the form ${String(pattern)}`,
  minLength: ({ minLength }) => `at least ${String(minLength)} characters`,
  minItems: ({ minItems }) => `a list of at least ${String(minItems)}`,
  uniqueItems: () => "a list without anything twice",
  minimum: range,
  maximum: range,
};

const TYPES: Readonly<Record<string, string>> = {
  array: "a list",
  object: "a map",
  string: "a text",
  integer: "a whole number",
  boolean: "true or false",
};

function typeText(type: unknown): string {
  return TYPES[String(type)] ?? String(type);
}

function range({ minimum, maximum }: JsonSchema): string {
  return `from ${String(minimum)} to ${String(maximum)}`;
}

/** `/rules/required-tags/keys/0` as `rules.required-tags.keys[0]`. */
function pathOf(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, step) => {
      if (/^\d+$/.test(step)) return `${path}[${step}]`;
      return path === "" ? step : `${path}.${step}`;
    }, "");
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

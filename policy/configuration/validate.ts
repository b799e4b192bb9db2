/** Whether a value is as a schema says, with everything that is wrong at once. */
import { Ajv, type ErrorObject } from "ajv";
import { shown, type Problem } from "../../refusal/refusal";
import type { JsonSchema } from "./setting";

export function schemaProblems(schema: JsonSchema, value: unknown): Problem[] {
  const ajv = new Ajv({ allErrors: true, verbose: true, formats: { date: isDate } });
  const check = ajv.compile(schema);
  return check(value) ? [] : (check.errors ?? []).map(problem);
}

function problem({ instancePath, keyword, message = "", params, data, parentSchema }: ErrorObject): Problem {
  const property = pathOf(instancePath);
  const named = (name: string): string => (property === "" ? name : `${property}.${name}`);
  const known = Object.keys((parentSchema?.["properties"] as object | undefined) ?? {});
  switch (keyword) {
    case "additionalProperties":
      return {
        property: named(String(params["additionalProperty"])),
        rule: `one of ${known.join(", ")}`,
        got: "an unknown name",
        remedy: "mend its name or remove it",
      };
    case "required":
      return {
        property: named(String(params["missingProperty"])),
        rule: "given",
        got: "nothing",
        remedy: "add it",
      };
    case "enum":
      return {
        property,
        rule: `one of ${(params["allowedValues"] as string[]).join(", ")}`,
        got: shown(data),
        remedy: "choose one",
      };
    case "format":
      return { property, rule: "a day as 2027-03-31", got: shown(data), remedy: "change it" };
    default:
      return {
        property: property === "" ? "the configuration" : property,
        rule: message.replace(/^must (be )?/, "").replace(/^NOT /, "not "),
        got: shown(data),
        remedy: "change it",
      };
  }
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

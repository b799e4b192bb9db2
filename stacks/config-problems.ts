/** The schema library's complaints, in this project's words. Pure. */
import type { z } from "zod";
import { nearest } from "../refusal/nearest";
import { shown, type Problem } from "../refusal/refusal";
import { NOUNS, pathText, ruleOf, valueAt, type Issue, type Path } from "../refusal/schema-problems";

/** One problem for each complaint (for each unknown key, where it names several). */
export function configProblems(issues: readonly Issue[], schema: z.ZodType, values: unknown): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    if (issue.code === "unrecognized_keys") {
      const known = keysAt(schema, issue.path, values);
      return issue.keys.map((key) => unknownKey(key, issue.path, known));
    }
    const property = pathText(issue.path);
    const value = valueAt(values, issue.path);
    const got = gotText(issue.path, value);
    const remedy =
      value === undefined ? `set it: pulumi config set --path 'multistage:${property}'` : "change it";
    return [{ property, rule: ruleOf(issue), got, remedy }];
  });
}

/** A copy of the values in which everything complained about is left out. */
export function withoutFaulty(values: unknown, issues: readonly Issue[]): unknown {
  const copy = structuredClone(values);
  for (const issue of issues) {
    const faulty =
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of faulty) {
      const owner = valueAt(copy, path.slice(0, -1));
      const key = path.at(-1);
      if (typeof owner !== "object" || owner === null || key === undefined) continue;
      // An entry of a list keeps its place, so that the others keep their numbers.
      if (Array.isArray(owner)) owner[Number(key)] = undefined;
      else Reflect.deleteProperty(owner, key);
    }
  }
  return copy;
}

/** A value as a problem shows it; under `secrets`, where secret values stand or are put by mistake, its kind alone. */
export function gotText(path: Path, value: unknown): string {
  if (value === undefined || !path.includes("secrets")) return shown(value);
  const kind = Array.isArray(value) ? "array" : typeof value;
  return NOUNS[kind] ?? kind;
}

function unknownKey(key: string, path: Path, known: readonly string[]): Problem {
  const near = nearest(key, known);
  const remedy = near === undefined ? "remove it" : `did you mean ${near}?`;
  return { property: pathText([...path, key]), rule: `one of ${known.join(", ")}`, got: shown(key), remedy };
}

/** The keys the schema knows where a path leads; the values say which of several shapes is meant. */
function keysAt(schema: z.ZodType, path: Path, value: unknown): string[] {
  const { def } = schema as unknown as { def: SchemaDefinition };
  const [step, ...rest] = path;
  if (def.innerType !== undefined) return keysAt(def.innerType, path, value);
  if (def.options !== undefined && def.discriminator !== undefined) {
    const meant = valueAt(value, [def.discriminator]);
    const option = def.options.find(({ def: { shape } }) =>
      shape?.[def.discriminator ?? ""]?.def.values?.includes(meant),
    );
    return option === undefined ? [] : keysAt(option as unknown as z.ZodType, path, value);
  }
  if (step === undefined) return Object.keys(def.shape ?? {});
  const next = def.element ?? def.valueType ?? def.shape?.[String(step)];
  return next === undefined ? [] : keysAt(next, rest, valueAt(value, [step]));
}

/** The parts of the library's definitions that lead deeper. */
interface SchemaDefinition {
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly shape?: Record<string, z.ZodType & { def: { values?: unknown[] } }>;
  readonly options?: readonly { readonly def: SchemaDefinition }[];
  readonly discriminator?: string;
}

/** A schema library's complaints, in this project's words. Pure. */
import type { z } from "zod";
import { shown, type Problem } from "./refusal";

export type Issue = z.core.$ZodIssue;
export type Path = readonly PropertyKey[];

/** One problem for each complaint (for each unknown key, where it names several), all with one remedy. */
export function schemaProblems(issues: readonly Issue[], value: unknown, remedy: string): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => {
        const path = [...issue.path, key];
        return {
          property: pathText(path),
          rule: "left out",
          got: shown(valueAt(value, path)),
          remedy,
        };
      });
    const got = shown(valueAt(value, issue.path));
    return [{ property: pathText(issue.path), rule: ruleOf(issue), got, remedy }];
  });
}

/** `services[0].runtime`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");
}

/** What is allowed, completing "must be". */
export function ruleOf(issue: Issue): string {
  if (issue.code === "invalid_type") return NOUNS[issue.expected] ?? `of type ${issue.expected}`;
  if (issue.code === "invalid_union" && "options" in issue)
    return `one of ${issue.options?.join(", ") ?? ""}`;
  if (issue.code !== "invalid_value") return issue.message;
  return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(", ")}`;
}

export const NOUNS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

export function valueAt(values: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    return typeof value === "object" && value !== null
      ? (value as Record<PropertyKey, unknown>)[step]
      : undefined;
  }, values);
}

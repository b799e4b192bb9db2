/** What a rule can be told: each setting with its JSON schema, in the part of it that Pulumi takes, and its default. */

import type { Problem } from "../../refusal/refusal";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** `Value` is the type of what the schema lets through. */
export interface Setting<Value> {
  /** JSON Schema without references and alternatives, which Pulumi's configuration of policies does not take. */
  readonly schema: JsonSchema & { readonly description: string };
  /** Counts where nothing is given. */
  readonly fallback: Value;
  /** Whether a text is the path of a file, whose text counts in its place; one that begins with `{` is that text itself. */
  readonly isFile?: true;
  /** What is wrong with what the schema lets through; `path` is where it stands. */
  problems?(value: Value, path: string): readonly Problem[];
}

/** What is wrong with settings beyond their schemas; `path` is where they stand. */
export function settingProblems(
  settings: Readonly<Record<string, Setting<unknown>>>,
  given: Readonly<Record<string, unknown>>,
  path: string,
): readonly Problem[] {
  return Object.entries(settings).flatMap(([name, setting]) =>
    given[name] === undefined ? [] : (setting.problems?.(given[name], `${path}.${name}`) ?? []),
  );
}

export type SettingsOf<S> = {
  readonly [Name in keyof S]: S[Name] extends Setting<infer Value> ? Value : never;
};

/** A list of texts, each of them once. */
export function texts(description: string, fallback: readonly string[]): Setting<readonly string[]> {
  const items = { type: "string", minLength: 1 };
  return { schema: { type: "array", items, uniqueItems: true, description }, fallback };
}

/** One of several words. */
export function oneOf<const Word extends string>(
  description: string,
  words: readonly Word[],
  fallback: Word,
): Setting<Word> {
  return { schema: { type: "string", enum: words, description }, fallback };
}

/** A whole number within a range, both ends included. */
export function wholeNumber(
  description: string,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
  fallback: number,
): Setting<number> {
  return { schema: { type: "integer", minimum, maximum, description }, fallback };
}

/** Some of several words. */
export function someOf<const Word extends string>(
  description: string,
  words: readonly Word[],
  fallback: readonly Word[],
): Setting<readonly Word[]> {
  const items = { type: "string", enum: words };
  return { schema: { type: "array", items, uniqueItems: true, description }, fallback };
}

/** Ports of TCP or UDP. */
export function ports(description: string, fallback: readonly number[]): Setting<readonly number[]> {
  const items = { type: "integer", minimum: 0, maximum: 65_535 };
  return { schema: { type: "array", items, uniqueItems: true, description }, fallback };
}

/** Whether something is so. */
export function yesOrNo(description: string, fallback: boolean): Setting<boolean> {
  return { schema: { type: "boolean", description }, fallback };
}

/** Texts by name. */
export function textByName(
  description: string,
  fallback: Readonly<Record<string, string>>,
): Setting<Readonly<Record<string, string>>> {
  return { schema: { type: "object", additionalProperties: { type: "string" }, description }, fallback };
}

/** Lists of texts by name. */
export function textsByName(
  description: string,
  fallback: Readonly<Record<string, readonly string[]>>,
): Setting<Readonly<Record<string, readonly string[]>>> {
  const items = { type: "string", minLength: 1 };
  const additionalProperties = { type: "array", items, minItems: 1, uniqueItems: true };
  return { schema: { type: "object", additionalProperties, description }, fallback };
}

/** The settings of a rule nobody has told anything. */
export function fallbacks(
  settings: Readonly<Record<string, Setting<unknown>>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(settings).map(([name, { fallback }]) => [name, fallback]));
}

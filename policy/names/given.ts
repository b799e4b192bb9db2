/** What a resource is called, who called it so, and how names are derived here. Pure. */
import { standsFor } from "../../naming/wildcard";
import { nameProperties } from "../aws/name-properties";
import { texts, type Setting } from "../configuration/setting";
import type { Context, Resource } from "../rule";
import { isList, UNKNOWN, type Value } from "../value";

/** The types whose names are judged. */
export const named: ReadonlySet<string> = new Set(nameProperties.keys());

export interface Name {
  /** The input that it stands in: `name`, `bucket`, `namePrefix`. */
  readonly property: string;
  /** Undefined where nobody knows it before AWS makes it up. */
  readonly name: string | typeof UNKNOWN | undefined;
  /** Whether the provider made it up. */
  readonly isAutomatic: boolean;
}

type Named = Pick<Resource, "type" | "name" | "inputs">;

/** Nothing for a type without a name, and for what is no name. */
export function nameOf({ type, name: inProgram, inputs }: Named): Name | undefined {
  const property = nameProperties.get(type);
  if (property === undefined) return undefined;
  const prefix = `${property}Prefix`;
  const [name, beginning]: readonly Value[] = [inputs[property] ?? undefined, inputs[prefix] ?? undefined];
  const defaults: Value = inputs["__defaults"];
  const isFilledIn =
    (isList(defaults) && defaults.includes(property)) ||
    (typeof name === "string" && isMadeUp(name, inProgram));
  // The rest of a name by prefix is made up, but whoever gave the prefix meant it so.
  if (beginning !== undefined && (name === undefined || isFilledIn)) return given(prefix, beginning);
  if (name === undefined) return { property, name, isAutomatic: true };
  const own = given(property, name);
  return own === undefined ? undefined : { ...own, isAutomatic: isFilledIn };
}

/**
 * The bridge of the provider lists in `__defaults` what it filled in, which a state holds; but the engine tells a pack
 * nothing that begins so (SkipInternalKeys in its analyzer_plugin.go). There the form tells it: the resource's name in
 * the program, a hyphen and seven digits, behind and before what its service wants.
 */
function isMadeUp(name: string, inProgram: string): boolean {
  const own = name.replace(/^.*\//, "").replace(/\.fifo$/, "");
  return /-[0-9a-f]{7}$/.test(own) && own.slice(0, -8).toLowerCase() === inProgram.toLowerCase();
}

function given(property: string, name: Value): Name | undefined {
  return typeof name === "string" || name === UNKNOWN ? { property, name, isAutomatic: false } : undefined;
}

/** The names of a stage, as naming/ derives them: a test holds the two together. */
export const stageNames: Setting<readonly string[]> = texts(
  "How names may be, with * for any characters and {project} and {stack} for their names: {project}-{stack}-* where it is not given.",
  ["{project}-{stack}-*"],
);

/** The patterns for one stack. */
export function patternsOf(
  names: readonly string[],
  { project, stack }: Pick<Context, "project" | "stack">,
): readonly string[] {
  return names.map((name) => name.replaceAll("{project}", () => project).replaceAll("{stack}", () => stack));
}

/** Whether a name follows one of them: as a whole, or from a slash on, as `alias/…` and `/aws/lambda/…` do. */
export function follows(name: string, patterns: readonly string[]): boolean {
  return [name, ...name.split("/")].some((part) => patterns.some((pattern) => standsFor(pattern, part)));
}

/** The settings of a project's stacks as its files have them: Pulumi.yaml and a Pulumi.<stack>.yaml for each. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { Refusal, shown } from "../refusal/refusal";
import { isObject, merged } from "./merge";
import type { Stages } from "./stage-order";

/** What all stages have in common stands in Pulumi.yaml, under this key and `value`. */
export const BASE = "multistage:base";

/** Key → value, as in the file. */
export type Settings = Readonly<Record<string, unknown>>;

/**
 * The text of the stack's own file.
 *
 * @throws Refusal when the project has no settings for the stack
 */
export function committedSettings(project: string, stack: string): string {
  const name = `Pulumi.${stack}.yaml`;
  const file = join(project, name);
  if (existsSync(file)) return readFileSync(file, "utf8");
  const rule = `a stack of the project, with its settings in ${name}`;
  const remedy = "write that file, or name another stack";
  throw new Refusal({ property: "stack", rule, got: stack, remedy });
}

/**
 * What the project says of every stack: the base, and defaults such as a region.
 *
 * @throws Refusal when the folder is no project
 */
export function projectSettings(project: string): Settings {
  const config = configOf(projectFile(project), "Pulumi.yaml");
  const given = Object.entries(config).map(([key, entry]) => [key, valueOf(entry)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/**
 * The settings a stack runs with: the project's, the base of all stages, and the stack's own over both.
 *
 * @throws Refusal when the project has no settings for the stack, or they are no YAML
 */
export function stackSettings(project: string, stack: string): Settings {
  const own = configOf(committedSettings(project, stack), `Pulumi.${stack}.yaml`);
  const { [BASE]: base, ...rest } = { ...projectSettings(project), ...own };
  const common = Object.entries((base ?? {}) as Settings).map(([key, value]) => [`multistage:${key}`, value]);
  return merged(Object.fromEntries(common), rest) as Settings;
}

/** Every stack the project has settings for, in the order of their names. */
export function stackNames(project: string): string[] {
  return readdirSync(project)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort();
}

/** What each stack of the project builds on. */
export function stages(project: string): Stages {
  const name = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  return Object.fromEntries(
    stackNames(project).map((stack) => {
      const config = configOf(committedSettings(project, stack), `Pulumi.${stack}.yaml`);
      return [stack, { after: name(config["multistage:after"]), shared: name(config["multistage:shared"]) }];
    }),
  );
}

/**
 * The name of the Pulumi project.
 *
 * @throws Refusal when the folder is none, or its file has no name
 */
export function projectName(folder: string): string {
  const { name } = parsed(projectFile(folder), "Pulumi.yaml");
  if (typeof name === "string") return name;
  throw new Refusal({
    property: "Pulumi.yaml name",
    rule: "a text",
    got: shown(name),
    remedy: "name the project",
  });
}

function projectFile(folder: string): string {
  const file = join(folder, "Pulumi.yaml");
  if (existsSync(file)) return readFileSync(file, "utf8");
  const remedy = "change to the folder of the Pulumi project";
  throw new Refusal({ property: "project", rule: "a folder with a Pulumi.yaml", got: folder, remedy });
}

function configOf(text: string, file: string): Settings {
  const { config } = parsed(text, file);
  return isObject(config) ? config : {};
}

function parsed(text: string, file: string): Settings {
  try {
    const value: unknown = parse(text);
    return isObject(value) ? value : {};
  } catch (error) {
    const got = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new Refusal({ property: file, rule: "valid YAML", got, remedy: "mend its syntax" });
  }
}

/** Pulumi.yaml has a value as it is, or in an object that may also say its type. */
function valueOf(entry: unknown): unknown {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return entry;
  const { value, default: otherwise } = entry as { value?: unknown; default?: unknown };
  return value ?? otherwise;
}

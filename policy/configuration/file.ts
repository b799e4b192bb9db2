/** Where the configuration stands, for the pack and for an audit alike. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { Refusal } from "../../refusal/refusal";
import type { Rule } from "../rule";
import { unconfigured, type Configuration } from "./configuration";
import type { ReadFile } from "./from-files";
import { configurationFrom } from "./parse";

const POLICY_FILE = "multistage-policy.yaml";

/** The file that counts, which may be missing where nobody named it. */
export function policyFile(env: NodeJS.ProcessEnv, named?: string): string {
  return named ?? env["MULTISTAGE_POLICY"] ?? ofProject(".");
}

/** Beside Pulumi.yaml: the engine starts a pack in the folder of the program's `main`, which may lie below. */
function ofProject(folder: string): string {
  const file = join(folder, POLICY_FILE);
  const above = join("..", folder);
  const isTop = existsSync(join(folder, "Pulumi.yaml")) || resolve(folder) === resolve(above);
  if (existsSync(file)) return file;
  return isTop ? POLICY_FILE : ofProject(above);
}

/**
 * The configuration of the named file, else of the one that the variable MULTISTAGE_POLICY names, else of
 * multistage-policy.yaml in this folder or above it as far as Pulumi.yaml; where there is none of these, as it is
 * unconfigured.
 *
 * @throws Refusal with everything that is wrong, or when the file cannot be read: no rule is left out for it
 */
export function configured(rules: readonly Rule[], env: NodeJS.ProcessEnv, named?: string): Configuration {
  const file = policyFile(env, named);
  const isNamed = (named ?? env["MULTISTAGE_POLICY"]) !== undefined;
  if (!isNamed && !existsSync(file)) return unconfigured(rules);
  return configurationFrom(read(file), file, rules, readingBeside(dirname(file)));
}

/** Reads what settings name, relative to a folder. */
export function readingBeside(folder: string): ReadFile {
  return (path) => {
    const file = isAbsolute(path) ? path : join(folder, path);
    return { file, text: read(file) };
  };
}

/** Without the mark at its beginning that some editors leave. */
function read(file: string): string {
  try {
    return new TextDecoder().decode(readFileSync(file));
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new Refusal({ property: file, rule: "a file that can be read", got: code, remedy: "name another" });
  }
}

/** The configuration of this stack, as the engine hands it over, parsed. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Refusal } from "../refusal/refusal";
import { stages } from "../settings/committed-settings";
import { parseConfig, type StackConfig } from "./config";

const NAMESPACE = "multistage:";

/**
 * Every key under `multistage:`; secrets come in plain text and are marked again where they are used.
 *
 * @throws RunError with everything that is wrong, which the engine shows without a stack trace
 */
export function readConfig(): StackConfig {
  const entries = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(NAMESPACE));
  const raw = Object.fromEntries(entries.map(([key, value]) => [key.slice(NAMESPACE.length), value]));
  try {
    return parseConfig(raw, {
      stack: pulumi.getStack(),
      project: pulumi.getProject(),
      stages: () => stages(pulumi.getRootDirectory()),
      fileExists: (path) => statSync(fromProjectRoot(path), { throwIfNoEntry: false })?.isFile() ?? false,
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new pulumi.RunError(`the configuration of ${pulumi.getStack()} is refused:\n${error.message}`);
  }
}

/** A path of the configuration; the engine runs the program in stacks/, people think from the project's root. */
export function fromProjectRoot(path: string): string {
  return resolve(pulumi.getRootDirectory(), path);
}

/** Finds the SDK's own runners, which load a program and connect it to the engine. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { Refusal } from "../../../refusal/refusal";

/**
 * The file of that runner in the @pulumi/pulumi which a program in `folder` would itself load.
 *
 * @throws Refusal when none is installed there
 */
export function runner(name: "run" | "run-plugin" | "run-policy-pack", folder: string): string {
  try {
    return createRequire(join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${name}`);
  } catch {
    throw new Refusal({
      property: "@pulumi/pulumi",
      rule: "installed for the program",
      got: `nothing that can be resolved from ${folder}`,
      remedy: "run npm install there",
    });
  }
}

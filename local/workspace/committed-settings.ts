/** A stack's settings as the project has them: the file Pulumi.<stack>.yaml. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../../refusal/refusal";

/**
 * The text of the file.
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

/** Every stack the project has settings for, in the order of their names. */
export function stackNames(project: string): string[] {
  return readdirSync(project)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort();
}

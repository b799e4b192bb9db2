/** Where the project of a program is declared: the one place in code that the engine's questions lead to. */
import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { FilePlace } from "../output/sarif";

const NAMES = ["Pulumi.yaml", "Pulumi.yml"];

/**
 * The project's file at or above a folder, from the top folder of its repository, as code scanning wants it; from its
 * own folder where there is no repository. Undefined where there is no project.
 */
export function projectFile(folder: string): FilePlace | undefined {
  const found = above(folder).flatMap((one) => NAMES.map((name) => join(one, name)));
  const file = found.find((one) => existsSync(one));
  if (file === undefined) return undefined;
  const top = above(dirname(file)).find((one) => existsSync(join(one, ".git"))) ?? dirname(file);
  // Code scanning asks for a line.
  return { file: relative(top, file).split(sep).join("/"), line: 1 };
}

/** A folder and those it is in. */
function above(folder: string): readonly string[] {
  const outer = dirname(folder);
  return outer === folder ? [folder] : [folder, ...above(outer)];
}

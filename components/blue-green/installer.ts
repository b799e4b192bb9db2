/** The program that installs a revision on an instance at its first boot, as the text of its file. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathAbove } from "../path-above";

const FILE = join("runtime", "boot", "install-revision.py");

/**
 * Read where the program runs, not bundled: it stays one file that Python's own tools read, beside the sources and in
 * the installed package.
 *
 * @throws Error when it is in no folder above `from`
 */
export function installerText(from: string = __dirname): string {
  const file = pathAbove(from, FILE);
  if (file === undefined) throw new Error(`no ${FILE} in any folder above ${from}`);
  return readFileSync(file, "utf8");
}

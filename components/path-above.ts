/** Files of this package that components read where they run. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * That path below the first folder above `from` which has it; undefined when none has. Components run from the
 * repository's sources, from a program bundled in memory and from the npm package: no fixed number of folders lies
 * between them and the package's own.
 */
export function pathAbove(from: string, path: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, path);
    if (existsSync(found)) return found;
    if (folder === dirname(folder)) return undefined;
  }
}

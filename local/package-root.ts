/** Where this package stands, whether it runs from its sources or from dist/. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of multistage's own package.json. */
export function packageRoot(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) throw new Error(`no package.json above ${__dirname}`);
  }
}

/** The version of an installed package. */
export function versionOf(name: string): string {
  const manifest = readFileSync(require.resolve(`${name}/package.json`), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

/** The version of this package. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../local/package-root";

export function ownVersion(): string {
  const manifest = readFileSync(join(packageRoot(), "package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

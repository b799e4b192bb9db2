/**
 * The type table of the installed @pulumi/aws, read once per version of the SDK (some seconds) and kept in the
 * cache folder.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readSdk } from "./read-sdk";
import type { TypeTable } from "./shape";

/** The table, out of `cache` where it stands there for this SDK and this reader. */
export function typeTable(cache: string): TypeTable {
  const sdk = dirname(require.resolve("@pulumi/aws/package.json"));
  const { version } = JSON.parse(readFileSync(join(sdk, "package.json"), "utf8")) as { version: string };
  // The reader's own text is part of the key: a table made by an older reader is never used.
  const reader = createHash("sha256").update(readFileSync(require.resolve("./read-sdk")));
  const path = join(cache, "aws-types", `${version}-${reader.digest("hex").slice(0, 12)}.json`);
  try {
    return JSON.parse(readFileSync(path, "utf8")) as TypeTable;
  } catch {
    const table = readSdk(sdk);
    mkdirSync(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(table));
    renameSync(temporary, path);
    return table;
  }
}

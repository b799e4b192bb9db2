/**
 * The type table of the installed @pulumi/aws, read once per version of the SDK (some seconds) and kept in the
 * cache folder.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refusal, shown } from "../../../refusal/refusal";
import { readSdk } from "./read-sdk";
import type { TypeTable } from "./shape";

/**
 * The table, out of `cache` where it stands there for this SDK and this reader.
 *
 * @throws Refusal when it must be kept there and cannot
 */
export function typeTable(cache: string): TypeTable {
  const sdk = dirname(require.resolve("@pulumi/aws/package.json"));
  const { version } = JSON.parse(readFileSync(join(sdk, "package.json"), "utf8")) as { version: string };
  // The reader's own text is part of the key: a table made by an older reader is never used.
  const reader = createHash("sha256").update(readFileSync(require.resolve("./read-sdk")));
  const path = join(cache, "aws-types", `${version}-${reader.digest("hex").slice(0, 12)}.json`);
  try {
    return JSON.parse(readFileSync(path, "utf8")) as TypeTable;
  } catch {
    writing(path, () => mkdirSync(dirname(path), { recursive: true }));
    const table = readSdk(sdk);
    // All of the file or none of it: another process may be reading.
    const temporary = `${path}.${process.pid}`;
    writing(path, () => {
      writeFileSync(temporary, JSON.stringify(table));
      renameSync(temporary, path);
    });
    return table;
  }
}

function writing(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new Refusal({
      property: "MULTISTAGE_CACHE_DIR",
      rule: "a folder that can be written",
      got: `${shown(dirname(path))} (${code})`,
      remedy: "set MULTISTAGE_CACHE_DIR to a folder of yours, or mend this one",
    });
  }
}

/**
 * Knows a package again: beside each artifact lies `<artifact>.inputs.json`, which says from what it was made and what its
 * bytes were. When both still hold, packaging has nothing to do.
 */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import type { PackagedFile } from "./folder-files";

const recordSchema = z.object({
  /** Digest of everything the package was made from. */
  inputs: z.string(),
  /** The artifact's own digest, so that a file changed or replaced by others is not taken for the package. */
  sha256: z.string(),
  bytes: z.number(),
  unzippedBytes: z.number(),
  files: z.number(),
});

/** What is remembered of a package. */
export type PackageRecord = Readonly<z.infer<typeof recordSchema>>;

/** Digest of the app's files (paths, modes, bytes) and of the choices made for them. */
export async function digestOf(
  files: readonly PackagedFile[],
  choices: Readonly<Record<string, string | number>>,
): Promise<string> {
  const digest = createHash("sha256").update(JSON.stringify(choices));
  for (const { path, from, executable } of files) {
    digest.update(JSON.stringify([path, executable, await sha256Of(from)]));
  }
  return digest.digest("hex");
}

/** The record of the artifact at `path`, if it was made from these inputs and its bytes are still the same. */
export async function unchanged(path: string, inputs: string): Promise<PackageRecord | undefined> {
  const record = await readRecord(path);
  if (record?.inputs !== inputs) return undefined;
  const artifact = await stat(path).catch(() => undefined);
  if (artifact?.isFile() !== true || artifact.size !== record.bytes) return undefined;
  return (await sha256Of(path)) === record.sha256 ? record : undefined;
}

/** Writes the record of the artifact at `path`, in one step. */
export async function remember(path: string, record: PackageRecord): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  await writeFile(temporary, `${JSON.stringify(record, null, 2)}\n`);
  await rename(temporary, recordPath(path));
}

function recordPath(path: string): string {
  return `${path}.inputs.json`;
}

async function readRecord(path: string): Promise<PackageRecord | undefined> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(recordPath(path), "utf8")));
  } catch {
    return undefined; // A missing or spoilt record only costs the time of packaging again.
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/** Reads zips back, with the modes they carry. */
import { strict as assert } from "node:assert";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { fromBufferPromise } from "yauzl";

/** A file in a zip. */
export interface ZipEntry {
  readonly path: string;
  /** Its permission bits. */
  readonly mode: number;
  readonly bytes: Buffer;
}

/** The files of a zip, in its order. */
export async function zipEntries(path: string): Promise<ZipEntry[]> {
  const archive = await readFile(path);
  const zip = await fromBufferPromise(archive, { lazyEntries: true });
  const entries: ZipEntry[] = [];
  for await (const entry of zip.eachEntry()) {
    assert.equal(entry.compressionMethod, 8, "only deflate is read here");
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const bytes = inflateRawSync(archive.subarray(fileDataStart, fileDataStart + entry.compressedSize));
    entries.push({ path: entry.fileName, mode: (entry.externalFileAttributes >>> 16) & 0o777, bytes });
  }
  return entries;
}

/** Unpacks a zip into a folder, modes kept. */
export async function unpack(zip: string, folder: string): Promise<void> {
  const made = new Set<string>();
  for (const { path, mode, bytes } of await zipEntries(zip)) {
    const to = join(folder, path);
    if (!made.has(dirname(to))) await mkdir(dirname(to), { recursive: true });
    made.add(dirname(to));
    await writeFile(to, bytes, { mode });
  }
}

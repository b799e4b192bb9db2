/** Writes a zip whose bytes depend on the files' paths, modes and bytes alone, and puts it in place in one step. */
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { PackagedFile } from "./folder-files";

/** A zip as it was written. */
export interface WrittenZip {
  /** Hexadecimal. (Lambda reports the same digest as base64.) */
  readonly sha256: string;
  /** Its size. */
  readonly bytes: number;
}

/**
 * Writes these files, in this order, to a temporary file beside `path` and renames it. Modes are 0755 for executables,
 * else 0644. Until the rename, and when anything fails, a file that stood at `path` stays as it was. Equal input gives
 * equal bytes on machines whose Node.js has the same zlib.
 */
export async function writeZip(
  files: readonly PackagedFile[],
  path: string,
  signal?: AbortSignal,
): Promise<WrittenZip> {
  signal?.throwIfAborted();
  // One date for all, said in this machine's time zone because the format keeps none: the same bytes everywhere.
  const mtime = new Date(2000, 0, 1);
  const zip = new ZipFile();
  for (const { path: name, from, executable } of files) {
    const mode = executable ? 0o100755 : 0o100644;
    zip.addBuffer(await readFile(from), name, { mtime, mode, forceDosTimestamp: true });
  }
  zip.end();

  const sha256 = createHash("sha256");
  const temporary = `${path}.${randomUUID()}.tmp`;
  const file = createWriteStream(temporary);
  try {
    await pipeline(
      zip.outputStream,
      async function* (chunks: AsyncIterable<string | Buffer>) {
        for await (const chunk of chunks) {
          sha256.update(chunk);
          yield chunk;
        }
      },
      file,
      { signal },
    );
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    signal?.throwIfAborted();
    throw error;
  }
  return { sha256: sha256.digest("hex"), bytes: file.bytesWritten };
}

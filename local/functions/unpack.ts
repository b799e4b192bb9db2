/** Unpacks a function's zip, which nobody has checked: nothing of it lands outside its folder, and it has its bounds. */
import { createWriteStream } from "node:fs";
import { mkdir, realpath, rm, symlink } from "node:fs/promises";
import { dirname, join, posix, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { fromBufferPromise, type Entry, type ZipFile } from "yauzl";
import { Refusal, shown, type Problem } from "../../refusal/refusal";
import { UNPACKED_BYTES } from "./limits";

const MAX_ENTRIES = 100_000;
const MAX_LINK_BYTES = 4_096;
const TYPE_BITS = 0o170000;
const SYMLINK = 0o120000;

interface Found {
  readonly entry: Entry;
  readonly path: string;
  readonly mode: number;
}

/**
 * Unpacks into a folder that does not exist yet, modes kept.
 *
 * @throws Refusal for what is no zip, is too large, or leads outside; the folder is then gone again
 */
export async function unpack(zip: Buffer, folder: string, maxBytes = UNPACKED_BYTES): Promise<void> {
  const archive = await opened(zip);
  const found = await entries(archive);
  const problems = checked(found, maxBytes);
  if (problems.length > 0) throw new Refusal(...problems);
  await mkdir(folder, { recursive: true });
  try {
    await write(archive, found, folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error instanceof Refusal ? error : unreadable(error);
  }
}

async function opened(zip: Buffer): Promise<ZipFile> {
  try {
    // Names are read and checked below, so that everything wrong with them is said at once.
    return await fromBufferPromise(zip, { lazyEntries: true, decodeStrings: false });
  } catch (error) {
    throw unreadable(error);
  }
}

async function entries(archive: ZipFile): Promise<Found[]> {
  if (archive.entryCount > MAX_ENTRIES)
    throw new Refusal(problem(`at most ${MAX_ENTRIES} files`, String(archive.entryCount)));
  const found: Found[] = [];
  try {
    for await (const entry of archive.eachEntry()) {
      const path = Buffer.from(entry.fileName as unknown as Uint8Array).toString("utf8");
      found.push({ entry, path, mode: entry.externalFileAttributes >>> 16 });
    }
  } catch (error) {
    throw unreadable(error);
  }
  return found;
}

function checked(found: readonly Found[], maxBytes: number): Problem[] {
  const problems: Problem[] = [];
  const links = new Set(found.filter(isLink).map(({ path }) => path));
  const seen = new Set<string>();
  let bytes = 0;
  for (const one of found) {
    const { entry, path } = one;
    bytes += entry.uncompressedSize;
    if (!inside(path)) problems.push(problem("files inside its own folder", shown(path)));
    else if (parents(path).some((parent) => links.has(parent)))
      problems.push(problem("files that lie behind no symbolic link", shown(path)));
    if (seen.has(path)) problems.push(problem("one file of a name", `${shown(path)} twice`));
    seen.add(path);
    if (isLink(one) && entry.uncompressedSize > MAX_LINK_BYTES)
      problems.push(problem("symbolic links of a sensible length", shown(path)));
    if (entry.isEncrypted()) problems.push(problem("files without a password", shown(path)));
  }
  if (bytes > maxBytes) problems.push(problem(`at most ${maxBytes} bytes unpacked`, `${bytes} bytes`));
  return problems;
}

function isLink({ mode }: Found): boolean {
  return (mode & TYPE_BITS) === SYMLINK;
}

function inside(path: string): boolean {
  return !/^\/|^[a-z]:|\\|\0/i.test(path) && path !== "" && !path.split("/").includes("..");
}

function parents(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

async function write(archive: ZipFile, found: readonly Found[], folder: string): Promise<void> {
  const made = new Set<string>();
  const folderFor = async (path: string): Promise<void> => {
    if (!made.has(path)) await mkdir(path, { recursive: true });
    made.add(path);
  };
  for (const one of found.filter((each) => !isLink(each))) {
    const to = join(folder, one.path);
    await folderFor(one.path.endsWith("/") ? to : dirname(to));
    if (one.path.endsWith("/")) continue;
    const mode = one.mode === 0 ? 0o644 : one.mode & 0o777;
    // More bytes than the zip says are an error of the stream.
    await pipeline(
      await archive.openReadStreamPromise(one.entry),
      createWriteStream(to, { mode, flags: "wx" }),
    );
  }
  // Last, so that no file is written through one.
  for (const one of found.filter(isLink)) {
    const target = await linkTarget(archive, one);
    await folderFor(dirname(join(folder, one.path)));
    await symlink(target, join(folder, one.path));
  }
  const root = await realpath(folder);
  for (const one of found.filter(isLink)) {
    // Where it truly leads, through other links too.
    const real = await realpath(join(folder, one.path)).catch(() => undefined);
    if (real === undefined || (real !== root && !real.startsWith(root + sep)))
      throw new Refusal(problem("symbolic links to files of its own", shown(one.path)));
  }
}

async function linkTarget(archive: ZipFile, { entry, path }: Found): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  const target = Buffer.concat(chunks).toString("utf8");
  const lands = posix.join(posix.dirname(path), target);
  if (posix.isAbsolute(target) || lands === ".." || lands.startsWith("../"))
    throw new Refusal(problem("symbolic links to files of its own", `${shown(path)} to ${shown(target)}`));
  return target;
}

function unreadable(error: unknown): Refusal {
  return new Refusal(problem("a zip", error instanceof Error ? error.message : String(error)));
}

function problem(rule: string, got: string): Problem {
  return {
    property: "code",
    rule,
    got,
    remedy: "package it with multistage package, or mend what made this zip",
  };
}

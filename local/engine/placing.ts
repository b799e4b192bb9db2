/**
 * Puts an engine, or what else is made once, into the cache whole or not at all: it is made in a staging folder beside
 * its place and renamed into it. A staging folder carries its owner's name, so that what a crash left is known and removed.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";

/** Where the engine stands in a folder laid out as the Automation API takes it. */
export function engineIn(root: string): string {
  return join(root, "bin", "pulumi");
}

/**
 * Has `make` fill a new folder and renames it to `target`, whose parent must exist; where two do so at once, the
 * first one stays.
 *
 * @param make - gets the folder to lay it out in, and one for what is needed on the way
 * @param proof - the file by which one in its place is known to be whole; the engine's program unless given
 */
export async function place(
  target: string,
  make: (root: string, temporary: string) => Promise<void>,
  proof: (root: string) => string = engineIn,
): Promise<void> {
  const engines = dirname(target);
  removeLeftovers(engines);
  const staging = mkdtempSync(join(engines, `.staging-${process.pid}-${hostname()}-`));
  try {
    const [root, temporary] = [join(staging, "root"), join(staging, "temporary")];
    mkdirSync(join(root, "bin"), { recursive: true });
    mkdirSync(temporary);
    await make(root, temporary);
    flush(proof(root));
    try {
      renameSync(root, target);
    } catch (error) {
      if (!existsSync(proof(target))) throw error;
    }
  } finally {
    rmSync(staging, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A rename can reach the disk before the file does; after a power cut the engine would be there, and empty. */
function flush(file: string): void {
  const descriptor = openSync(file, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function removeLeftovers(engines: string): void {
  for (const name of readdirSync(engines)) {
    const [, pid, host] = /^\.staging-(\d+)-(.+)-[^-]+$/.exec(name) ?? [];
    if (pid === undefined) continue;
    const folder = join(engines, name);
    const ownerGone = host === hostname() ? !isRunning(Number(pid)) : isOld(folder);
    if (ownerGone) rmSync(folder, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Another machine's processes cannot be asked; no build takes this long. */
function isOld(folder: string): boolean {
  const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return age > 2 * 3_600_000;
}

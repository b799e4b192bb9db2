/** A file that says which process holds something, so that whoever comes later sees whether it still lives. */
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { thisProcess, whereabouts, type Holder } from "./holder";

/** A lock that was taken: gives it back. Or who has it. */
export type Lock = { readonly unlock: () => void } | { readonly holder: Holder };

/**
 * Takes a lock, or says who has it. One whose holder has ended, also by force, is taken over.
 *
 * @param file - its folder is there
 */
export async function tryLock(file: string): Promise<Lock> {
  const own = `${file}.${process.pid}.${randomUUID()}`;
  writeFileSync(own, JSON.stringify(thisProcess()), { mode: 0o600 });
  try {
    while (!linked(own, file)) {
      const holder = read(file);
      if (holder !== undefined && (await whereabouts(holder)) !== "ended") return { holder };
      moveAway(file, `${own}.ended`, holder);
    }
  } finally {
    rmSync(own, { force: true });
  }
  const unlock = (): void => {
    if (read(file)?.pid === process.pid) rmSync(file, { force: true });
  };
  return { unlock };
}

/** Of several that see at once that its holder has ended, one moves it away; another's that came meanwhile is put back. */
function moveAway(file: string, away: string, ended: Holder | undefined): void {
  try {
    renameSync(file, away);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (JSON.stringify(read(away)) !== JSON.stringify(ended)) linked(away, file);
  rmSync(away, { force: true });
}

/** Whether the file was not there, and now is, whole. */
function linked(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

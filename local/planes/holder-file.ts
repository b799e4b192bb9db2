/** A file that says which process holds something, so that whoever comes later sees whether it still lives. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { whereabouts, type Holder } from "../../processes/holder";
import { Refusal } from "../../refusal/refusal";

/** This process, from now on. */
export function thisProcess(): Holder {
  return {
    pid: process.pid,
    username: userInfo().username,
    hostname: hostname(),
    timestamp: new Date().toISOString(),
  };
}

/**
 * Takes a lock; what is returned gives it back. One whose holder has ended, also by force, is taken over.
 *
 * @param file - its folder is there
 * @throws Refusal when another process holds it
 */
export async function takeLock(file: string): Promise<() => void> {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(thisProcess()), { mode: 0o600 });
  try {
    while (!linked(own, file)) {
      const holder = read(file);
      if (holder !== undefined && (await whereabouts(holder)) !== "ended") throw held(holder);
      moveAway(file, `${own}.ended`, holder);
    }
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    if (read(file)?.pid === process.pid) rmSync(file, { force: true });
  };
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

function held({ pid, timestamp }: Holder): Refusal {
  return new Refusal({
    property: "workspace",
    rule: "brought up or taken down by one command at a time",
    got: `process ${pid}, at it since ${timestamp.slice(0, 19).replace("T", " ")} UTC`,
    remedy: "wait until that one has ended, or end it, and run this again",
  });
}

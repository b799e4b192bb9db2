/** The memory of a process and of all it has started, at any depth. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

const DEADLINE_MS = 5_000;

/** A process as `ps` tells it; memory in KiB, what it shares with others included. */
interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly memory: number;
}

/**
 * In MiB. What processes share, such as the program itself, counts once (PSS); for each of them where the system does
 * not tell (RSS).
 *
 * @param shared - whether it counts for each of them all the same
 * @returns undefined where `ps` cannot tell
 */
export async function treeMemoryMiB(root: number, shared = false): Promise<number | undefined> {
  try {
    const asked = ["-A", "-o", "pid=,ppid=,rss="];
    const { stdout } = await promisify(execFile)("ps", asked, { timeout: DEADLINE_MS });
    const own = treeOf(root, stdout).map(({ pid, memory }) => (shared ? memory : (ownShare(pid) ?? memory)));
    return own.reduce((sum, one) => sum + one, 0) / 1024;
  } catch {
    return undefined;
  }
}

/** @param table - a process a line: its number, its parent's, its memory */
export function treeOf(root: number, table: string): Row[] {
  const rows = table.split("\n").map((line): Row => {
    const [pid = 0, parent = 0, memory = 0] = line.trim().split(/\s+/).map(Number);
    return { pid, parent, memory };
  });
  const found = rows.filter(({ pid }) => pid === root);
  // It grows as it is walked.
  for (const { pid } of found) found.push(...rows.filter(({ parent }) => parent === pid));
  return found;
}

/** What of the memory is its own, and its part of what it shares, in KiB; undefined where the system does not tell. */
function ownShare(pid: number): number | undefined {
  try {
    const [, text] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
    return text === undefined ? undefined : Number(text);
  } catch {
    return undefined;
  }
}

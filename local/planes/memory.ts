/** The memory of a process and of all it has started, at any depth. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const DEADLINE_MS = 5_000;

/** In MiB, what is shared counted for each; undefined where `ps` cannot tell. */
export async function treeMemoryMiB(root: number): Promise<number | undefined> {
  try {
    const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,rss="], {
      timeout: DEADLINE_MS,
    });
    return sumOf(root, stdout) / 1024;
  } catch {
    return undefined;
  }
}

/** @param table - a process a line: its number, its parent's, its memory */
export function sumOf(root: number, table: string): number {
  const rows = table.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const children = new Map<number, (readonly [number, number])[]>();
  let total = 0;
  for (const [pid = 0, parent = 0, memory = 0] of rows) {
    if (pid === root) total += memory;
    children.set(parent, [...(children.get(parent) ?? []), [pid, memory]]);
  }
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop())
    for (const [child, memory] of children.get(pid) ?? []) {
      total += memory;
      waiting.push(child);
    }
  return total;
}

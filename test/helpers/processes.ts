/** Looks after processes that something else started. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** The process numbers in a file that something is about to write, separated by blanks. */
export async function pidsIn(file: string): Promise<number[]> {
  await becomes(() => existsSync(file) && readFileSync(file, "utf8").endsWith("\n"), `${file} to be written`);
  return readFileSync(file, "utf8").trim().split(" ").map(Number);
}

/** Waits, at most 10 s, and says for what. */
export async function becomes(condition: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 10_000;
  while (!condition()) {
    assert.ok(Date.now() < end, `waited 10 s for ${what}`);
    await sleep(20);
  }
}

/** Whether the process is there; one that has ended and awaits its parent's notice is not. */
export function isRunning(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}

/** The ids of the processes whose environment or command line has that text (Linux). */
export function processesWith(text: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "latin1");
        return (
          pid !== process.pid && (command + readFileSync(`/proc/${pid}/environ`, "latin1")).includes(text)
        );
      } catch {
        return false; // It ended while it was looked at, or is somebody else's.
      }
    });
}

/** Waits at most so long until none of them is left; gives what is. */
export async function gone(text: string, milliseconds = 5_000): Promise<number[]> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const left = processesWith(text);
    if (left.length === 0 || Date.now() > deadline) return left;
    await sleep(20);
  }
}

/** Looks after processes that something else started. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
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

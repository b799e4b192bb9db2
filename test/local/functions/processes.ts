/** The processes of this machine, as far as tests look at them. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** The ids of those whose environment or command line has that text. */
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

/** The memory that process trees use, read where the system tells it cheaply: Linux's /proc. */
import { readFileSync } from "node:fs";

/** The largest they had each, added, in MiB; `undefined` where it cannot be read. */
export function peakMiB(pids: readonly number[]): number | undefined {
  if (process.platform !== "linux") return undefined;
  let kibibytes = 0;
  for (const queue = [...pids]; queue.length > 0;) {
    const pid = queue.pop() ?? 0;
    try {
      const status = readFileSync(`/proc/${pid}/status`, "latin1");
      kibibytes += Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0);
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1");
      queue.push(...children.split(" ").filter(Boolean).map(Number));
    } catch {
      // It has ended meanwhile.
    }
  }
  return Math.round(kibibytes / 1024);
}

/** Whether the process that holds a lock is seen to be gone. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { promisify } from "node:util";

/** Who took a lock, as the engine writes it into the lock. */
export interface Holder {
  readonly pid: number;
  readonly username: string;
  readonly hostname: string;
  /** When it took the lock, in ISO 8601. */
  readonly timestamp: string;
}

/** This process, from now on. */
export function thisProcess(): Holder {
  return {
    pid: process.pid,
    username: userInfo().username,
    hostname: hostname(),
    timestamp: new Date().toISOString(),
  };
}

/** `ended`: seen to be gone. `runs`: on this machine. `elsewhere`: on another machine, so that it cannot be seen. */
export type Whereabouts = "ended" | "runs" | "elsewhere";

/** A process that began this much after the lock was taken is another one with the same number. */
const TOLERANCE_MS = 10_000;
/** How many ticks a second has in /proc, on every Linux that is in use. */
const TICKS = 100;
const PS_DEADLINE_MS = 5_000;

export async function whereabouts(holder: Holder): Promise<Whereabouts> {
  if (holder.hostname !== hostname()) return "elsewhere";
  if (!exists(holder.pid)) return "ended";
  const seen = process.platform === "linux" ? inProc(holder.pid) : await inPs(holder.pid);
  // Gone meanwhile, or only its number is still kept for its parent.
  if (seen === undefined || seen.state.startsWith("Z")) return "ended";
  return seen.began.getTime() > Date.parse(holder.timestamp) + TOLERANCE_MS ? "ended" : "runs";
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

interface Seen {
  readonly state: string;
  readonly began: Date;
}

function inProc(pid: number): Seen | undefined {
  try {
    // The name of the program stands in brackets and may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\)\s/s, "")
      .split(" ");
    const boot = /^btime (\d+)$/m.exec(readFileSync("/proc/stat", "utf8"))?.[1];
    const began = (Number(boot) + Number(fields[19]) / TICKS) * 1000;
    return { state: fields[0] ?? "", began: new Date(began) };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Between looking and reading it may have ended. */
function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ESRCH";
}

async function inPs(pid: number): Promise<Seen | undefined> {
  const args = ["-o", "stat=", "-o", "lstart=", "-p", String(pid)];
  const options = { timeout: PS_DEADLINE_MS, env: { ...process.env, LC_ALL: "C" } };
  try {
    const { stdout } = await promisify(execFile)("ps", args, options);
    const [state = "", ...began] = stdout.trim().split(/\s+/);
    return { state, began: new Date(began.join(" ")) };
  } catch (error) {
    if ((error as { code?: unknown }).code === 1) return undefined; // there is no such process
    throw error;
  }
}

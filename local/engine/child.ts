/** Runs a program to its end, within a deadline; it and all it started are ended with it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface ChildOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly deadlineSeconds: number;
  readonly signal?: AbortSignal | undefined;
  /** How long it may take to end when interrupted, before it is ended by force; 3 s unless given. */
  readonly graceSeconds?: number;
  /** Called with every line the program writes to its standard error. */
  readonly onErrorLine?: (line: string) => void;
}

export interface ChildResult {
  /** The exit code, or the signal that ended it. */
  readonly status: number | NodeJS.Signals;
  readonly output: string;
  /** The last lines of its standard error. */
  readonly lastErrorLines: readonly string[];
}

/** Thrown when a program was not done in time, and has been ended. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";
}

const KEPT_LINES = 12;

/**
 * The program's result, whatever its exit code. It runs in a process group of its own, so that a group is what ends.
 *
 * @throws DeadlineError; the signal's reason when aborted; the system's error when it cannot be started at all
 */
export async function runChild(
  command: string,
  args: readonly string[],
  { env, deadlineSeconds, signal, graceSeconds = 3, onErrorLine }: ChildOptions,
): Promise<ChildResult> {
  signal?.throwIfAborted();
  const child = spawn(command, args, { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;

  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const lastErrorLines: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    lastErrorLines.push(line);
    if (lastErrorLines.length > KEPT_LINES) lastErrorLines.shift();
    onErrorLine?.(line);
  });

  const end = (how: NodeJS.Signals): void => {
    if (child.pid !== undefined) endGroup(child.pid, how);
  };
  let kill: NodeJS.Timeout | undefined;
  const stop = (): void => {
    end("SIGINT");
    kill ??= setTimeout(end, graceSeconds * 1000, "SIGKILL");
  };
  const deadline = AbortSignal.timeout(deadlineSeconds * 1000);
  deadline.addEventListener("abort", stop);
  const endNow = (): void => {
    end("SIGKILL");
  };
  signal?.addEventListener("abort", stop);
  process.once("exit", endNow);
  try {
    const [code, by] = await ended;
    signal?.throwIfAborted();
    if (deadline.aborted) throw new DeadlineError(`no end within ${deadlineSeconds} s`);
    return { status: code ?? by ?? "SIGKILL", output, lastErrorLines };
  } finally {
    deadline.removeEventListener("abort", stop);
    clearTimeout(kill);
    if (kill !== undefined) end("SIGKILL");
    signal?.removeEventListener("abort", stop);
    process.removeListener("exit", endNow);
  }
}

function endGroup(pid: number, how: NodeJS.Signals): void {
  try {
    process.kill(-pid, how);
  } catch {
    // It has ended already.
  }
}

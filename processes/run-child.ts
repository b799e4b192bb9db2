/**
 * Runs a program to its end, within a deadline. It gets a process group of its own, and the group is what ends: when
 * the deadline passes, when the caller gives up, and when this process exits.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { endGroup } from "./group";

/** How a program is run. */
export interface ChildOptions {
  /** The folder it runs in; this process's own unless given. */
  readonly cwd?: string;
  /** Its whole environment. */
  readonly env: NodeJS.ProcessEnv;
  /** How long it may take, in seconds. */
  readonly deadlineSeconds: number;
  /** Ends it early. */
  readonly signal?: AbortSignal | undefined;
  /** Seconds it has to end when interrupted, before it is ended by force; 0 forces at once. 3 unless given. */
  readonly graceSeconds?: number;
  /** Called with what it prints on either stream, as it comes. */
  readonly onText?: (text: string) => void;
  /** Called with every line it writes to its standard error. */
  readonly onErrorLine?: (line: string) => void;
}

/** How a program ended. */
export interface ChildResult {
  /** The exit code, or the signal that ended it. */
  readonly status: number | NodeJS.Signals;
  /** All it wrote to its standard output. */
  readonly output: string;
  /** The last lines of its standard error, at most 12. */
  readonly lastErrorLines: readonly string[];
}

/** Thrown when a program was not done in time, and has been ended. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";
}

const KEPT_LINES = 12;

/**
 * The program's result, whatever its exit code.
 *
 * @throws DeadlineError; the signal's reason when aborted; the system's error (ENOENT…) when it cannot be started
 */
export async function runChild(
  command: string,
  args: readonly string[],
  { cwd, env, deadlineSeconds, signal, graceSeconds = 3, onText, onErrorLine }: ChildOptions,
): Promise<ChildResult> {
  signal?.throwIfAborted();
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;

  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    onText?.(text);
  });
  const lastErrorLines: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => onText?.(text));
  createInterface({ input: child.stderr }).on("line", (line) => {
    lastErrorLines.push(line);
    if (lastErrorLines.length > KEPT_LINES) lastErrorLines.shift();
    onErrorLine?.(line);
  });

  const force = (): void => {
    endGroup(child.pid, "SIGKILL");
    // Whoever left the group may still hold the pipes; they are not waited for.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  let forcing: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    endGroup(child.pid, "SIGINT");
    forcing ??= setTimeout(force, graceSeconds * 1000);
  };
  const stop = graceSeconds === 0 ? force : interrupt;
  const deadline = AbortSignal.timeout(deadlineSeconds * 1000);
  deadline.addEventListener("abort", stop);
  signal?.addEventListener("abort", stop);
  process.once("exit", force);
  try {
    const [code, by] = await ended;
    signal?.throwIfAborted();
    if (deadline.aborted) throw new DeadlineError(`no end within ${deadlineSeconds} s`);
    return { status: code ?? by ?? "SIGKILL", output, lastErrorLines };
  } finally {
    deadline.removeEventListener("abort", stop);
    signal?.removeEventListener("abort", stop);
    process.removeListener("exit", force);
    clearTimeout(forcing);
    // The program has heard the interrupt; what it started may not have.
    if (forcing !== undefined) force();
  }
}

/**
 * Runs one program to its end, with a deadline. It gets a process group of its own, which is ended as a whole when the
 * deadline passes, when the caller gives up, and when this process exits.
 */
import { spawn } from "node:child_process";
import { Refusal } from "../refusal/refusal";

/** How a program is run. */
export interface ChildOptions {
  /** The folder it runs in. */
  readonly cwd: string;
  /** Its whole environment. */
  readonly env: NodeJS.ProcessEnv;
  /** How long it may take, in seconds. */
  readonly deadlineSeconds: number;
  /** What it is to the reader, for the refusal when it takes longer: `pip install`. */
  readonly what: string;
  /** Ends it early. */
  readonly signal?: AbortSignal | undefined;
}

/** How a program ended. */
export interface ChildResult {
  /** Its exit code; null when a signal from outside ended it. */
  readonly code: number | null;
  /** The last lines it printed on either stream, at most 20, credentials in addresses blanked. */
  readonly lastLines: string;
}

/**
 * Runs a program and waits for its end. Throws a Refusal when the deadline passes, the signal's reason when it is
 * aborted, and the system's error (ENOENT…) when it cannot be started.
 */
export async function runChild(
  command: string,
  args: readonly string[],
  { cwd, env, deadlineSeconds, what, signal }: ChildOptions,
): Promise<ChildResult> {
  signal?.throwIfAborted();
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  const keep = (chunk: string): void => {
    printed = (printed + chunk).slice(-16_384);
  };
  child.stdout.setEncoding("utf8").on("data", keep);
  child.stderr.setEncoding("utf8").on("data", keep);

  const end = (): void => {
    endGroup(child.pid);
    // Whoever left the group may still hold the pipes; they are not waited for.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const deadline = AbortSignal.timeout(deadlineSeconds * 1000);
  deadline.addEventListener("abort", end);
  process.once("exit", end);
  signal?.addEventListener("abort", end);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    });
    signal?.throwIfAborted();
    if (!deadline.aborted) return { code, lastLines: lastLinesOf(printed) };
  } finally {
    deadline.removeEventListener("abort", end);
    process.removeListener("exit", end);
    signal?.removeEventListener("abort", end);
  }
  throw new Refusal({
    property: what,
    rule: `finished within ${deadlineSeconds} s`,
    got: "a program that was still running and has been ended",
    remedy: `see what it waited for; its last lines:\n${lastLinesOf(printed)}`,
  });
}

/** The last 20 lines of what a program printed, indented, with user names and passwords in addresses blanked. */
export function lastLinesOf(printed: string): string {
  const lines = printed.trimEnd().split(/\r?\n/).slice(-20);
  return lines.map((line) => `  ${line.replace(/\/\/[^\s/@]+@/g, "//***@")}`).join("\n");
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}

/** Ends programs of ours that end when their standard input does, and so also when we are killed. */
import type { ChildProcess } from "node:child_process";

/** Closes the input and resolves once the program has ended: by itself, or by force after so many seconds. */
export async function closeInput(
  child: ChildProcess,
  ended: Promise<unknown>,
  graceSeconds: number,
): Promise<void> {
  child.stdin?.destroy();
  const forcing = setTimeout(() => child.kill("SIGKILL"), graceSeconds * 1000);
  try {
    await ended;
  } finally {
    clearTimeout(forcing);
  }
}

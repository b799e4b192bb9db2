/** Runs a tool of packaging: the reader sees the last lines it printed, and one that takes too long is refused. */
import { DeadlineError, runChild, type ChildOptions } from "../processes/run-child";
import { Refusal } from "../refusal/refusal";

/** How a tool is run. */
export interface ToolOptions extends Pick<ChildOptions, "env" | "deadlineSeconds" | "signal"> {
  /** The folder it runs in. */
  readonly cwd: string;
  /** What it is to the reader, for the refusal when it takes longer: `pip install`. */
  readonly what: string;
}

/** How a tool ended. */
export interface ToolResult {
  /** Its exit code; null when a signal from outside ended it. */
  readonly code: number | null;
  /** The last lines it printed on either stream, at most 20, credentials in addresses blanked. */
  readonly lastLines: string;
}

/**
 * Runs a tool and waits for its end. Throws a Refusal when the deadline passes, the signal's reason when it is aborted,
 * and the system's error (ENOENT…) when it cannot be started.
 */
export async function runTool(
  command: string,
  args: readonly string[],
  { what, ...options }: ToolOptions,
): Promise<ToolResult> {
  let printed = "";
  const onText = (text: string): void => {
    printed = (printed + text).slice(-16_384);
  };
  try {
    // By force at once: a tool works in a staging folder, which is thrown away.
    const { status } = await runChild(command, args, { ...options, graceSeconds: 0, onText });
    return { code: typeof status === "number" ? status : null, lastLines: lastLinesOf(printed) };
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    throw new Refusal({
      property: what,
      rule: `finished within ${options.deadlineSeconds} s`,
      got: "a program that was still running and has been ended",
      remedy: `see what it waited for; its last lines:\n${lastLinesOf(printed)}`,
    });
  }
}

/** The last 20 lines of what a program printed, indented, with user names and passwords in addresses blanked. */
export function lastLinesOf(printed: string): string {
  const lines = printed.trimEnd().split(/\r?\n/).slice(-20);
  return lines.map((line) => `  ${line.replace(/\/\/[^\s/@]+@/g, "//***@")}`).join("\n");
}

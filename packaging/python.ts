/** The host's Python as a tool for packaging: the `python3` on PATH, run as any other program, refused when missing. */
import { Refusal } from "../refusal/refusal";
import { runTool, type ToolOptions, type ToolResult } from "./tool";

/** Runs `python3` with these arguments; see `runTool`. Throws a Refusal when there is no `python3` on PATH. */
export async function runPython(args: readonly string[], options: ToolOptions): Promise<ToolResult> {
  try {
    return await runTool("python3", args, options);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new Refusal({
      property: "python3",
      rule: "a program on PATH",
      got: "no such program",
      remedy: "install Python 3 with pip, or put its folder on PATH",
    });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

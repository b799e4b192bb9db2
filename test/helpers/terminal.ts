/** The compiled `multistage` command on a terminal: Python's pty stands between, as a terminal emulator would. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./command-line";

const EMULATOR = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])) & 255)";
const DEADLINE_MS = 30_000;

/** What a key sends. */
export const Key = { Enter: "\r", CtrlC: "\u0003", CtrlD: "\u0004" } as const;

/** Types each reply once what stands before it has appeared; gives the exit code and everything that was shown. */
export function onTerminal(
  args: readonly string[],
  project: string,
  replies: readonly (readonly [seen: string, reply: string])[],
): Promise<{ code: number | null; shown: string }> {
  const command = [process.execPath, join(ROOT, "dist/cli/main.js"), ...args];
  const child = spawn("python3", ["-c", EMULATOR, ...command], {
    cwd: project,
    env: { ...process.env, NO_COLOR: "1", AWS_REGION: "", AWS_DEFAULT_REGION: "" },
    timeout: DEADLINE_MS,
  });
  let [shown, from, next] = ["", 0, 0];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
    const reply = replies[next];
    const at = reply === undefined ? -1 : shown.indexOf(reply[0], from);
    if (reply === undefined || at === -1) return;
    [from, next] = [at + reply[0].length, next + 1];
    child.stdin.write(reply[1]);
  });
  return new Promise((settle, reject) => {
    child.once("error", reject).once("close", (code) => {
      settle({ code, shown });
    });
  });
}

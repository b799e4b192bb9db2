import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { runChild } from "../../../local/engine/child";
import { packageRoot } from "../../../local/package-root";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { becomes, isRunning, pidsIn } from "./processes";

const env = { PATH: "/usr/bin:/bin" };

describe("runChild", () => {
  it("throws the system's error for a program that cannot be started", async () => {
    await assert.rejects(runChild("/no/such/program", [], { env, deadlineSeconds: 5 }), { code: "ENOENT" });
  });

  it("starts nothing when stopped already", async () => {
    const stopped = new Error("stopped");
    const file = join(temporaryFolder(), "started");
    const options = { env, deadlineSeconds: 5, signal: AbortSignal.abort(stopped) };
    await assert.rejects(runChild("touch", [file], options), stopped);
    assert.equal(spawnSync("test", ["-e", file]).status, 1);
  });

  it("ends a program that is not done in time, by force if need be, and what it started", async () => {
    const file = join(temporaryFolder(), "pids");
    // What a shell starts in the background does not hear interrupts.
    const script = `sleep 60 & echo $$ $! > '${file}'; wait`;
    await assert.rejects(runChild("sh", ["-c", script], { env, deadlineSeconds: 0.3, graceSeconds: 0.1 }), {
      name: "DeadlineError",
      message: "no end within 0.3 s",
    });
    for (const pid of await pidsIn(file)) await becomes(() => !isRunning(pid), `process ${pid} to end`);
  });

  it("ends the program when this process exits", async () => {
    const file = join(temporaryFolder(), "pid");
    const source = JSON.stringify(join(packageRoot(), "local", "engine", "child.ts"));
    const driver = `
      const options = { env: process.env, deadlineSeconds: 60 };
      void require(${source}).runChild("sh", ["-c", "echo $$ > '${file}'; exec sleep 60"], options);
      process.stdin.once("end", () => process.exit(7)).resume();`;
    const parent = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", driver], {
      cwd: packageRoot(),
    });
    const [pid = 0] = await pidsIn(file);
    assert.ok(isRunning(pid));
    const ended = once(parent, "close");
    parent.stdin.end();
    assert.deepEqual(await ended, [7, null]);
    await becomes(() => !isRunning(pid), "the program to end");
  });

  it("gives the exit code, the output and the last lines of the errors", async () => {
    const lines: string[] = [];
    const script = "echo out; i=0; while [ $i -lt 20 ]; do i=$((i+1)); echo $i >&2; done; exit 6";
    const options = { env, deadlineSeconds: 5, onErrorLine: (line: string) => lines.push(line) };
    assert.deepEqual(await runChild("sh", ["-c", script], options), {
      status: 6,
      output: "out\n",
      lastErrorLines: Array.from({ length: 12 }, (_, index) => String(index + 9)),
    });
    assert.equal(lines.length, 20);
  });
});

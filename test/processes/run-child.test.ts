import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { runChild } from "../../processes/run-child";
import { temporaryFolder } from "../helpers/temporary-folder";
import { becomes, isRunning, pidsIn } from "../helpers/processes";

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
    assert.equal(existsSync(file), false);
  });

  for (const graceSeconds of [0, 0.1])
    it(`ends a program that is not done in time, by force after ${graceSeconds} s, and what it started`, async () => {
      const file = join(temporaryFolder(), "pids");
      await assert.rejects(runChild("sh", napping(file), { env, deadlineSeconds: 0.3, graceSeconds }), {
        name: "DeadlineError",
        message: "no end within 0.3 s",
      });
      await end(await pidsIn(file));
    });

  for (const { graceSeconds, tidies } of [
    { graceSeconds: 10, tidies: true },
    { graceSeconds: 0, tidies: false },
  ])
    it(`${tidies ? "lets" : "does not let"} a program tidy up with ${graceSeconds} s of grace, and gives the caller who gave up the reason`, async () => {
      const folder = temporaryFolder();
      const [file, tidied] = [join(folder, "pids"), join(folder, "tidied")];
      const script = `trap 'touch ${tidied}; exit' INT; sleep 60 >/dev/null 2>&1 & echo $$ $! > '${file}'; wait`;
      const [reason, giveUp] = [new Error("enough"), new AbortController()];
      const options = { env, deadlineSeconds: 20, graceSeconds, signal: giveUp.signal };
      const refused = assert.rejects(runChild("sh", ["-c", script], options), reason);
      const pids = await pidsIn(file);
      giveUp.abort(reason);
      await refused;
      await end(pids);
      assert.equal(existsSync(tidied), tidies);
    });

  it("does not wait for who left the group and holds its streams", async () => {
    const file = join(temporaryFolder(), "pid");
    const script = `
      const { pid } = require("node:child_process").spawn("sleep", ["60"], { detached: true, stdio: "inherit" });
      require("node:fs").writeFileSync(${JSON.stringify(file)}, pid + "\\n");`;
    const [reason, giveUp] = [new Error("enough"), new AbortController()];
    const options = { env, deadlineSeconds: 20, graceSeconds: 0.1, signal: giveUp.signal };
    const refused = assert.rejects(runChild(process.execPath, ["-e", script], options), reason);
    const [pid = 0] = await pidsIn(file);
    giveUp.abort(reason);
    await refused;
    assert.ok(isRunning(pid));
    process.kill(pid);
  });

  it("ends the program and what it started when this process exits", async () => {
    const file = join(temporaryFolder(), "pids");
    const root = resolve(__dirname, "../..");
    const driver = `
      const options = { env: process.env, deadlineSeconds: 60 };
      const { runChild } = require(${JSON.stringify(join(root, "processes", "run-child.ts"))});
      void runChild("sh", ${JSON.stringify(napping(file))}, options);
      process.stdin.once("end", () => process.exit(7)).resume();`;
    const parent = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", driver], {
      cwd: root,
    });
    const pids = await pidsIn(file);
    assert.ok(pids.every(isRunning));
    const ended = once(parent, "close");
    parent.stdin.end();
    assert.deepEqual(await ended, [7, null]);
    await end(pids);
  });

  it("gives the exit code, the output and the last lines of the errors", async () => {
    const [lines, texts]: [string[], string[]] = [[], []];
    const script = "echo out; i=0; while [ $i -lt 20 ]; do i=$((i+1)); echo $i >&2; done; exit 6";
    const options = {
      env,
      deadlineSeconds: 5,
      onErrorLine: (line: string) => lines.push(line),
      onText: (text: string) => texts.push(text),
    };
    assert.deepEqual(await runChild("sh", ["-c", script], options), {
      status: 6,
      output: "out\n",
      lastErrorLines: Array.from({ length: 12 }, (_, index) => String(index + 9)),
    });
    const numbers = Array.from({ length: 20 }, (_, index) => String(index + 1));
    assert.deepEqual(lines, numbers);
    assert.deepEqual(texts.join("").trimEnd().split("\n").sort(), [...numbers, "out"].sort());
  });

  it("gives the signal that ended the program", async () => {
    const { status } = await runChild("sh", ["-c", "kill -TERM $$"], { env, deadlineSeconds: 5 });
    assert.equal(status, "SIGTERM");
  });

  it("runs the program in the folder it is given", async () => {
    const cwd = realpathSync(temporaryFolder());
    assert.equal((await runChild("pwd", [], { cwd, env, deadlineSeconds: 5 })).output, `${cwd}\n`);
  });
});

/** A shell that writes down its number and that of its child, which hears no interrupts: it is in the background. */
function napping(file: string): string[] {
  return ["-c", `sleep 60 & echo $$ $! > '${file}'; wait`];
}

async function end(pids: readonly number[]): Promise<void> {
  for (const pid of pids) await becomes(() => !isRunning(pid), `process ${pid} to end`);
}

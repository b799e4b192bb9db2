import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { GuardedProcess } from "../../processes/guarded-process";
import { becomes, isRunning, pidsIn } from "../helpers/processes";
import { temporaryFolder } from "../helpers/temporary-folder";

const env = { PATH: "/usr/bin:/bin" };
const started = (script: string, printed: string[] = []): GuardedProcess =>
  new GuardedProcess(["sh", "-c", script], {
    cwd: temporaryFolder(),
    env,
    onOutput: (chunk) => printed.push(chunk.toString()),
  });

describe("a process that never outlives its owner", () => {
  it("says how it ended: with a status, by a signal, or that there is no such program or folder", async () => {
    assert.equal(await started("exit 6").exited, 6);
    assert.equal(await started("kill -TERM $$").exited, "SIGTERM");
    const nothing = (): undefined => undefined;
    const cwd = temporaryFolder();
    const none = new GuardedProcess(["/no/such/program"], { cwd, env, onOutput: nothing });
    assert.equal(await none.exited, 127);
    const nowhere = new GuardedProcess(["sh"], { cwd: join(cwd, "none"), env, onOutput: nothing });
    assert.equal(await nowhere.exited, "ENOENT");
    nowhere.end();
  });

  it("is heard on both streams, and has nothing to read", async () => {
    const printed: string[] = [];
    await started("cat; echo out; echo error >&2", printed).exited;
    await becomes(() => printed.join("").length >= 10, "its output");
    assert.deepEqual(printed.join("").trimEnd().split("\n").sort(), ["error", "out"]);
  });

  it("takes with it what it started, when it ends and when it is ended", async () => {
    for (const [last, status] of [
      ["exit 0", 0],
      ["wait", "SIGKILL"],
    ] as const) {
      const file = join(temporaryFolder(), "pids");
      const one = started(`sleep 60 & echo $$ $! > '${file}'; ${last}`);
      const pids = await pidsIn(file);
      if (status !== 0) one.end();
      assert.equal(await one.exited, status);
      for (const pid of pids) await becomes(() => !isRunning(pid), `process ${pid} to end`);
    }
  });

  it("ends with its owner, and what it started too, also when that is killed", async () => {
    const file = join(temporaryFolder(), "pids");
    const root = resolve(__dirname, "../..");
    const owner = `
      const { GuardedProcess } = require(${JSON.stringify(join(root, "processes", "guarded-process.ts"))});
      const command = ["sh", "-c", ${JSON.stringify(`sleep 60 & echo $$ $! > '${file}'; wait`)}];
      new GuardedProcess(command, { cwd: "/", env: ${JSON.stringify(env)}, onOutput: () => undefined });
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", owner], {
      cwd: root,
    });
    const pids = await pidsIn(file);
    assert.ok(pids.every(isRunning));
    child.kill("SIGKILL");
    for (const pid of pids) await becomes(() => !isRunning(pid), `process ${pid} to end`);
  });
});

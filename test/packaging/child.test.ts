import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lastLinesOf, runChild, type ChildOptions } from "../../packaging/child";
import { Refusal } from "../../refusal/refusal";

describe("a program run for packaging", () => {
  const folder = mkdtempSync(join(tmpdir(), "multistage-child-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const options = (more: Partial<ChildOptions> = {}): ChildOptions => ({
    cwd: folder,
    env: process.env,
    deadlineSeconds: 20,
    what: "the nap",
    ...more,
  });
  // A shell with a child of its own, whose id it writes down.
  const nap = ["-c", "echo lying down; sleep 60 & echo $! > napper; wait"];
  const napper = (): number => Number(readFileSync(join(folder, "napper"), "utf8"));

  it("is ended with its whole group at its deadline, which is refused with its last lines", async () => {
    await assert.rejects(runChild("sh", nap, options({ deadlineSeconds: 0.2 })), (error) => {
      assert.ok(error instanceof Refusal);
      assert.equal(
        error.message,
        "the nap: must be finished within 0.2 s, got a program that was still running and has been ended; " +
          "see what it waited for; its last lines:\n  lying down",
      );
      return true;
    });
    await ended(napper());
  });

  it("is ended with its whole group when the caller gives up, who gets the reason back", async () => {
    const reason = new Error("enough");
    const giveUp = new AbortController();
    setTimeout(() => {
      giveUp.abort(reason);
    }, 200);
    await assert.rejects(runChild("sh", nap, options({ signal: giveUp.signal })), reason);
    await ended(napper());
  });

  it("is not started for a caller who has given up already", async () => {
    const reason = new Error("enough");
    const run = runChild("sh", ["-c", "touch started"], options({ signal: AbortSignal.abort(reason) }));
    await assert.rejects(run, reason);
    assert.equal(existsSync(join(folder, "started")), false);
  });

  it("is ended with this process", async () => {
    const program = `
      const { runChild } = require(${JSON.stringify(resolve(__dirname, "../../packaging/child"))});
      void runChild("sh", ${JSON.stringify(nap)}, ${JSON.stringify(options({ env: { PATH: process.env["PATH"] } }))});
      setTimeout(() => process.exit(3), 300);`;
    const run = spawnSync(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", program], {
      cwd: resolve(__dirname, "../.."),
      timeout: 20_000,
    });
    assert.equal(run.status, 3, run.stderr.toString());
    await ended(napper());
  });

  it("gives back its exit code and the last lines of both streams", async () => {
    const { code, lastLines } = await runChild("sh", ["-c", "echo out; echo err >&2; exit 7"], options());
    assert.equal(code, 7);
    assert.deepEqual(lastLines.split("\n").sort(), ["  err", "  out"]);
  });

  it("shows at most 20 last lines, and no user name or password in an address", () => {
    const printed = Array.from({ length: 30 }, (_, line) => `line ${line}\n`).join("");
    const shown = lastLinesOf(`${printed}see http://ann:secret@host.example/path\n`).split("\n");
    assert.equal(shown.length, 20);
    assert.equal(shown[0], "  line 11");
    assert.equal(shown[19], "  see http://***@host.example/path");
  });
});

/** Waits until a process is gone, at most 5 seconds. */
async function ended(pid: number): Promise<void> {
  assert.ok(pid > 1, `no process id: ${pid}`);
  const deadline = Date.now() + 5000;
  while (alive(pid)) {
    assert.ok(Date.now() < deadline, `process ${pid} still runs after 5 s`);
    await sleep(20);
  }
}

/** Whether a process runs; one that has ended and only waits to be noticed by its parent does not. */
function alive(pid: number): boolean {
  const state = spawnSync("ps", ["-o", "stat=", "-p", String(pid)]).stdout.toString();
  return state !== "" && !state.startsWith("Z");
}

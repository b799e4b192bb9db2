import assert from "node:assert/strict";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { multistage, ROOT, serverlessProject } from "../helpers/command-line";
import { ENGINE_TIMEOUT, testEngine } from "../helpers/engine";
import { LocalPlanes } from "../helpers/local-planes";
import { MOTO_TIMEOUT, testMoto } from "../helpers/moto";
import { becomes, isRunning } from "../helpers/processes";

/** How a command is ended: after what was said, and how many seconds later. */
const ENDINGS = [
  ["SIGINT", "… the planes run", 1],
  ["SIGINT", "… dev: the engine brings it up", 1],
  ["SIGINT", "… everything answers", 0],
  ["SIGKILL", "… the planes run", 0.1],
  ["SIGKILL", "✓ the planes run", 0],
  ["SIGKILL", "  create aws:lambda/function:Function", 0.2],
  ["SIGKILL", "… everything answers", 0],
] as const;

describe("what runs on this machine, when something is killed", function () {
  this.timeout(600_000);
  const local = new LocalPlanes(serverlessProject());
  const temporary = (): string[] =>
    readdirSync(tmpdir()).filter((name) => /multistage-(?!test-)|guestbook/.test(name));
  before(async function () {
    this.timeout(ENGINE_TIMEOUT + MOTO_TIMEOUT);
    await testEngine();
    await (await testMoto()).stop();
    assert.equal((await multistage(["package"], { project: local.project })).code, 0);
  });
  after(async () => {
    await local.run(["down"]);
    await local.gone();
  });

  /** An `up` that is running, and everything that it has said. */
  const running = (
    ...more: string[]
  ): { child: ChildProcess; said: () => string; code: Promise<number | null> } => {
    const command = [join(ROOT, "dist/cli/main.js"), "local", "up", ...more];
    const child = spawn(process.execPath, command, { cwd: local.project, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (some: Buffer) => (text += some.toString()));
    return { child, said: () => text, code: once(child, "exit").then(([code]) => code as number | null) };
  };
  const answers = async (): Promise<void> => {
    const condition = await local.up();
    assert.equal((await fetch(`${local.url(condition, /guestbook-api$/)}/health`)).status, 200);
    local.look();
  };
  /** Its own project stands in the arguments of whatever was started for it; an engine that lost its command ends soon. */
  const nothingLeft = async (): Promise<void> => {
    const left = (): string[] =>
      execFileSync("ps", ["-A", "-ww", "-o", "pid=,stat=,args="], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line.includes(local.project) && !/^\s*\d+ Z/.test(line));
    const end = Date.now() + 30_000;
    while (left().length > 0) {
      assert.ok(Date.now() < end, `left after 30 s: ${left().join("\n")}`);
      await sleep(100);
    }
    await local.gone();
  };

  for (const [signal, after, seconds] of ENDINGS)
    it(`leaves nothing when up gets ${signal} ${seconds} s after "${after.trim()}", and comes up again`, async () => {
      rmSync(local.workspace, { recursive: true, force: true });
      const before = temporary();
      const { child, said, code } = running();
      while (!said().includes(after) && child.exitCode === null) {
        local.look();
        await sleep(10);
      }
      assert.ok(said().includes(after), said());
      await sleep(seconds * 1000);
      local.look();
      child.kill(signal);
      assert.equal(await code, signal === "SIGINT" ? 130 : null, said());
      await nothingLeft();
      assert.deepEqual(temporary(), before);
      await answers();
      assert.equal((await local.run(["down"])).code, 0);
      await nothingLeft();
    });

  for (const [signal, wanted] of [
    ["SIGINT", 0],
    ["SIGKILL", null],
  ] as const)
    it(`leaves nothing when up in the foreground gets ${signal}`, async () => {
      const { child, said, code } = running("--foreground");
      while (!said().includes("Ctrl-C ends it all.")) {
        assert.equal(child.exitCode, null, said());
        await sleep(50);
      }
      local.look();
      child.kill(signal);
      assert.equal(await code, wanted, said());
      await nothingLeft();
    });

  it("refuses a second up while one is at work", async () => {
    const first = running();
    await becomes(() => existsSync(join(local.workspace, "planes", "lock")), "the lock to be taken");
    const second = await local.run(["up"]);
    assert.equal(second.code, 2);
    assert.match(
      second.err,
      new RegExp(
        `workspace: must be brought up .* one command at a time, got process ${first.child.pid}, at it since`,
      ),
    );
    assert.equal(await first.code, 0, first.said());
    local.look();
  });

  it("says that moto was killed, and mends it with the next up", async () => {
    const moto = local
      .look()
      .find((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("serve.py"));
    assert.ok(moto !== undefined);
    process.kill(moto, "SIGKILL");
    await becomes(() => !isRunning(moto), "moto to end");
    const status = await local.run(["status"]);
    assert.equal(status.code, 1);
    assert.match(status.out, /\n {2}store +does not answer +moto does not answer\n/);
    assert.match(status.err, /^failed: store does not answer; multistage local up mends it\n$/);
    assert.match((await local.run(["logs", "store"])).out, /the emulator moto has ended \(SIGKILL\)/);
    await answers();
    assert.equal((await local.run(["status"])).code, 0);
  });

  it("says that the supervisor was killed, and has left nothing", async () => {
    local.look();
    process.kill(local.state().holder.pid, "SIGKILL");
    await nothingLeft();
    const status = await local.run(["status"]);
    assert.deepEqual(
      [status.code, status.err],
      [1, "failed: what ran was killed in the workspace local; multistage local up starts it\n"],
    );
    await answers();
  });

  it("ends by itself when its folder is removed", async () => {
    local.look();
    rmSync(local.workspace, { recursive: true, force: true });
    await nothingLeft();
  });
});

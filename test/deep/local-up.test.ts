import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { emulatorClient } from "../../local/emulator-client";
import { treeMemoryMiB } from "../../local/planes/memory";
import type { Condition } from "../../local/planes/condition";
import { multistage, ownProject, ROOT, run } from "../helpers/command-line";
import { ENGINE_TIMEOUT, testEngine } from "../helpers/engine";
import { LocalPlanes } from "../helpers/local-planes";
import { MOTO_TIMEOUT, testMoto } from "../helpers/moto";
import { temporaryFolder } from "../helpers/temporary-folder";
import { releasesSoon, releaseStorefront } from "./local-release";

const WARM_SECONDS = 15;
const MOST_MEMORY_MIB = 1024;

describe("the whole of dev on this machine", function () {
  this.timeout(600_000);
  const local = new LocalPlanes(ownProject());
  before(async function () {
    this.timeout(ENGINE_TIMEOUT + MOTO_TIMEOUT);
    releasesSoon(local.project, 2);
    await testEngine();
    await (await testMoto()).stop();
    assert.equal((await multistage(["package"], { project: local.project })).code, 0);
    await local.up();
    await local.run(["down"]);
  });
  after(async () => {
    await local.run(["down"]);
    await local.gone();
  });

  it(`is up within ${WARM_SECONDS} s where it was before`, async () => {
    const started = performance.now();
    await local.up();
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `      up in ${seconds.toFixed(1)} s at load ${readFileSync("/proc/loadavg", "utf8").slice(0, 4)}`,
    );
    assert.ok(seconds <= WARM_SECONDS, `${seconds.toFixed(1)} s`);
  });

  it("shows the fixed page before the first release, on product and preview", async () => {
    const condition = await local.condition();
    for (const name of [/^product$/, /^preview$/])
      assert.equal((await fetch(local.url(condition, name))).status, 503);
  });

  it("releases by its pipeline: users see the second release, the preview the first, which is kept", async () => {
    const first = await releaseStorefront(local);
    const second = await releaseStorefront(local);
    const condition = await until(local, (now) => healthy(now).length === 4);
    const version = async (name: RegExp): Promise<string> =>
      (await (await fetch(`${local.url(condition, name)}/version`)).text()).trim();
    assert.equal(await version(/^product$/), second);
    // It is turned by the next look at the release, which is a minute off at most.
    let preview = await version(/^preview$/);
    for (const end = Date.now() + 90_000; preview !== first; preview = await version(/^preview$/)) {
      assert.ok(Date.now() < end, `the preview shows ${preview}, not ${first}`);
      await sleep(500);
    }
    assert.deepEqual(new Set(condition.instances.map(({ state }) => state)), new Set(["booted"]));
  });

  it(`takes at most ${MOST_MEMORY_MIB} MiB with four instances and six functions that have run`, async () => {
    const { endpoints, region } = local.state();
    const endpoint = endpoints["AWS_ENDPOINT_URL_LAMBDA"] ?? "";
    const lambda = new LambdaClient(emulatorClient({ endpoint, region }, 60));
    const { functions, instances } = await local.condition();
    assert.deepEqual([instances.length, functions.length], [4, 6]);
    for (const { name } of functions.filter((one) => !one.name.includes("guestbook")))
      await lambda.send(new InvokeCommand({ FunctionName: name, Payload: "{}" }));
    const before = await local.condition();
    assert.equal((await fetch(`${local.url(before, /guestbook-api$/)}/health`)).status, 200);
    const { memoryMiB = Infinity } = await local.condition();
    const shared = (await treeMemoryMiB(local.state().holder.pid, true)) ?? 0;
    const each = `${Math.round(shared)} MiB where what they share counts for each`;
    console.log(`      ${Math.round(memoryMiB)} MiB of ${local.look().length} processes, ${each}`);
    assert.ok(memoryMiB <= MOST_MEMORY_MIB, `${memoryMiB} MiB`);
  });

  it("listens on this machine's own addresses only", () => {
    for (const address of local.listening()) assert.match(address, /^127\./);
  });

  it("sees within the declared thresholds that an app was killed, and sends it nothing more", async () => {
    const group = local.objects().find(({ type }) => type === "aws:lb/targetGroup:TargetGroup");
    const { interval, unhealthyThreshold, timeout } = group?.properties["healthCheck"] as Record<
      string,
      number
    >;
    const [first] = healthy(await local.condition()).filter((one) => one.group.endsWith("blue"));
    const app = appOf(local, first?.id ?? "");
    process.kill(app, "SIGKILL");
    const killed = Date.now();
    const now = await until(local, ({ targets }) =>
      targets.some(({ id, state }) => id === first?.id && state === "unhealthy"),
    );
    const seconds = (Date.now() - killed) / 1000;
    const most = (interval ?? 0) * (unhealthyThreshold ?? 0) + (timeout ?? 0) + 5;
    assert.ok(seconds <= most, `${seconds} s of at most ${most}`);
    const target = now.targets.find(({ id }) => id === first?.id);
    assert.equal(target?.reason, "Target.FailedHealthChecks");
    for (let request = 0; request < 20; request += 1)
      assert.equal((await fetch(local.url(now, /^product$/))).status, 200);
  });

  it("ends with nothing left, and comes back as it is declared", async () => {
    local.look();
    assert.equal((await local.run(["down"])).code, 0);
    await local.gone();
    const condition = await local.up();
    assert.deepEqual([condition.ok, condition.instances.length], [true, 0]);
  });

  it("says which port was taken, and takes the next", async () => {
    assert.equal((await local.run(["down"])).code, 0);
    const taken = createServer().listen(8080, "127.0.0.1");
    await once(taken, "listening");
    try {
      const preview = new URL(local.url(await local.up(), /^preview$/));
      assert.ok(Number(preview.port) > 8080);
      const { out } = await local.run(["logs", "load-balancer"]);
      assert.match(
        out,
        /port 8080 is not free \(EADDRINUSE on 127\.0\.0\.1\); its listener is on port \d+ instead\n/,
      );
    } finally {
      taken.close();
    }
  });

  it("comes up without instances where there is no unshare, says so, and answers with the rest", async () => {
    assert.equal((await local.run(["down"])).code, 0);
    const bin = temporaryFolder();
    for (const name of ["sh", "ps", "cat", "python3", "dirname"])
      symlinkSync(execFileSync("which", [name], { encoding: "utf8" }).trim(), join(bin, name));
    const { code, err } = await local.run(["up"], { env: { ...process.env, PATH: bin } });
    local.look();
    assert.equal(code, 1, err);
    assert.match(
      err,
      /failed: not everything can run here; the rest does\n {2}instances: unshare: must be a program on PATH \(Linux\), got no such program; install util-linux/,
    );
    assert.equal((await fetch(local.url(await local.condition(), /^product$/))).status, 503);
    const status = await local.run(["status"]);
    assert.equal(status.code, 1);
    assert.match(status.err, /^failed: instances does not answer/);
    assert.equal((await local.run(["down"])).code, 0);
    await local.gone();
  });

  it("runs as docs/local.md says", async () => {
    const docs = readFileSync(join(ROOT, "docs", "local.md"), "utf8");
    const block = docs.split("\n## Play with it\n")[1]?.split("```sh\n")[1]?.split("```")[0] ?? "";
    assert.match(block, /^npx multistage local up\n/);
    const script = block.replaceAll("npx multistage", `node ${join(ROOT, "dist/cli/main.js")}`);
    const { code, out, err } = await run("bash", ["-euc", script], { project: local.project });
    assert.equal(code, 0, out + err);
    assert.match(out, /\n {4}141 unchanged\n/);
    await local.gone();
  });

  it("is destroyed when that is asked for, and begins anew", async () => {
    local.look();
    assert.equal((await local.run(["down", "--destroy"])).code, 0);
    await local.gone();
    assert.deepEqual(local.objects(), []);
  });
});

function healthy({ targets }: Condition): Condition["targets"] {
  return targets.filter(({ state }) => state === "healthy");
}

async function until(local: LocalPlanes, holds: (condition: Condition) => boolean): Promise<Condition> {
  const end = Date.now() + 120_000;
  for (;;) {
    const condition = await local.condition();
    if (holds(condition)) return condition;
    assert.ok(
      Date.now() < end,
      `waited 120 s, saw ${JSON.stringify([condition.targets, condition.instances])}`,
    );
    await sleep(500);
  }
}

/** The web server in an instance. */
function appOf(local: LocalPlanes, instanceId: string): number {
  const found = local.look().filter((pid) => {
    const [command, environment] = [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`].map((file) => {
      try {
        return readFileSync(file, "utf8");
      } catch {
        return "";
      }
    });
    return (
      command?.includes("app.py") === true && environment?.includes(`INSTANCE_ID=${instanceId}`) === true
    );
  });
  const [app] = found;
  assert.ok(app !== undefined, `an app in ${instanceId}`);
  return app;
}

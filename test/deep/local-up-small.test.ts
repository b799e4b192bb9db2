import assert from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Store } from "../../local/aws/store/store";
import { cacheFolder } from "../../local/engine/cache-folder";
import { Emulator } from "../../local/mirror/emulator";
import { multistage, serverlessProject } from "../helpers/command-line";
import { ENGINE_TIMEOUT, testEngine } from "../helpers/engine";
import { answersCurl } from "./answers-curl";
import { LocalPlanes } from "../helpers/local-planes";
import { MOTO_TIMEOUT, testMoto } from "../helpers/moto";
import { temporaryFolder } from "../helpers/temporary-folder";

describe("multistage local", function () {
  this.timeout(180_000);
  before(async function () {
    this.timeout(ENGINE_TIMEOUT + MOTO_TIMEOUT);
    await testEngine();
    await (await testMoto()).stop();
    assert.equal((await multistage(["package"], { project: local.project })).code, 0);
  });
  const local = new LocalPlanes(serverlessProject());
  after(async () => {
    await local.run(["down"]);
    await local.gone();
  });

  it("says that nothing runs, and how to start it", async () => {
    const status = await local.run(["status"]);
    assert.deepEqual(
      [status.code, status.out, status.err],
      [1, "", "failed: nothing runs in the workspace local; multistage local up starts it\n"],
    );
    const down = await local.run(["down"]);
    assert.deepEqual([down.code, down.out], [0, "nothing runs in the workspace local\n"]);
    const logs = await local.run(["logs", "store"]);
    assert.equal(logs.code, 2);
    assert.match(logs.err, /nothing has run here yet: multistage local up\n/);
  });

  it("refuses to come up where there is no Python, and leaves nothing running", async () => {
    const [cache, bin] = [temporaryFolder(), temporaryFolder()];
    for (const part of ["engine", "aws-types"])
      symlinkSync(join(cacheFolder(process.env), part), join(cache, part));
    mkdirSync(join(bin, "empty"));
    symlinkSync("/bin/sh", join(bin, "sh"));
    const env = { ...process.env, MULTISTAGE_CACHE_DIR: cache, PATH: bin };
    const { code, err } = await local.run(["up"], { env });
    assert.equal(code, 2, err);
    assert.match(
      err,
      /python3: must be Python 3\.10 or newer on PATH, got no such program; install Python 3/,
    );
    assert.deepEqual(local.files(), ["logs", "supervisor.log"]);
  });

  it("comes up with everything answering, on this machine's own addresses only", async () => {
    const condition = await local.up();
    assert.deepEqual(
      condition.planes.map(({ name, answers }) => [name, answers]),
      ["store", "load-balancer", "instances", "functions", "http-api", "events", "pipelines"].map((name) => [
        name,
        true,
      ]),
    );
    const url = local.url(condition, /guestbook-api$/);
    const answer = await fetch(`${url}/health`);
    assert.deepEqual([answer.status, await answer.json()], [200, { status: "ok", version: "unreleased" }]);
    assert.equal((await fetch(`${url}/nobody`)).status, 404);
    const listening = local.listening();
    assert.ok(listening.length >= 4);
    for (const address of listening) assert.match(address, /^127\./);
    assert.equal((await local.run(["status"])).code, 0);
  });

  answersCurl(local);

  it("says that it runs already, keeps it, and brings the stack up to date", async () => {
    const before = local.state().holder.pid;
    const file = join(local.project, "Pulumi.dev.yaml");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace("kind: serverless", "kind: serverless\n      memoryMiB: 640"),
    );
    const { code, out, err } = await local.run(["up"]);
    assert.equal(code, 0, err);
    assert.match(out, /✓ the planes run \d+\.\d s, they run already\n/);
    assert.match(out, /✓ dev: the engine brings it up \d+\.\d s, 3 update, 36 unchanged\n/);
    assert.match(out, /\n {2}multistage-dev-guestbook-web {2}version 2 {2}live\n/);
    assert.match(out, /\n {2}multistage-dev-guestbook-api {2}curl http:\/\/127\.0\.0\.1:\d+\/\n/);
    assert.equal(local.state().holder.pid, before);
  });

  it("tells a shell where AWS clients and the engine find it", async () => {
    const { out } = await local.run(["env"]);
    const { emulator, endpoints } = local.state();
    assert.ok(out.includes(`export MULTISTAGE_LOCAL_EMULATOR='${emulator}'\n`));
    for (const [name, url] of Object.entries(endpoints)) assert.ok(out.includes(`export ${name}='${url}'\n`));
    assert.ok(out.includes("export AWS_REGION='ap-northeast-2'\n"));
  });

  it("has a repair delete from the running emulator too what no state has", async () => {
    const { region, emulator: endpoint } = local.state();
    const type = "aws:ssm/parameter:Parameter";
    const properties = { name: "/nobodys", type: "String", value: "1", region };
    new Store(join(local.workspace, "aws.jsonl")).put({ type, key: `${region}//nobodys`, properties });
    const orphan = { type, id: "/nobodys", properties };
    const emulator = new Emulator(endpoint);
    await emulator.create(orphan);
    const asked = ["repair", "--workspace", "local", "--delete-orphans", "--json"];
    const { code, out, err } = await multistage(asked, { project: local.project });
    assert.equal(code, 0, err);
    const { orphans } = JSON.parse(out) as { orphans: unknown };
    assert.deepEqual(orphans, [{ type, id: "/nobodys", outcome: "deleted" }]);
    assert.equal(await emulator.read(orphan), undefined);
    assert.ok(!local.objects().some(({ id }) => id === "/nobodys"));
  });

  it("shows what a plane and a function have logged, by an end of its name too", async () => {
    const requests = await local.run(["logs", "http-api"]);
    assert.match(requests.out, /"path":"\/nobody","status":"404"/);
    const printed = await local.run(["logs", "guestbook-web"]);
    assert.match(printed.out, /START RequestId: .* Version: 1\n/);
    const nobody = await local.run(["logs", "nobody"]);
    assert.equal(nobody.code, 2);
    assert.match(
      nobody.err,
      /name: must be one that has logged something, got nobody; name one of events, functions, http-api,/,
    );
  });

  it("ends with nothing left, and the stack stays declared", async () => {
    local.look();
    const { code, out } = await local.run(["down"]);
    assert.equal(code, 0);
    assert.match(out, /^✓ everything that ran has ended /);
    await local.gone();
    assert.deepEqual(local.files(), ["logs", "supervisor.log"]);
    assert.ok(local.objects().some(({ type }) => type === "aws:lambda/function:Function"));
  });
});

import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { SERVING } from "../../runtime/release/sample";
import { atShop } from "../../cli/release/at-shop";

/** Programs in the place of the AWS CLI and its plugin: the first writes down how it was called, and ends as it is told to. */
function programs(code = 0): { path: string; called: () => string } {
  const folder = temporaryFolder();
  const trace = join(folder, "called");
  const texts = {
    aws: `#!/bin/sh\necho "$@" > ${trace}\nexit ${code}\n`,
    "session-manager-plugin": "#!/bin/sh\n",
  };
  for (const [name, text] of Object.entries(texts)) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
  return {
    path: `${folder}:/usr/bin:/bin`,
    called: () => (existsSync(trace) ? readFileSync(trace, "utf8").trim() : ""),
  };
}

describe("multistage connect", function () {
  this.timeout(MOTO_TIMEOUT);
  const at = atShop();

  /** One instance on blue, where users are. */
  async function planted(): Promise<void> {
    await at.stage.plant();
    await at.stage.record(SERVING);
  }

  async function instance(): Promise<string> {
    const { out } = await at.run(["--json", "connect", "prd.storefront"]);
    return (JSON.parse(out) as { instance: { instanceId: string } }).instance.instanceId;
  }

  it("refuses a name that is none, and one of another zone, before AWS is asked", async () => {
    const nowhere = { AWS_ENDPOINT_URL: "http://127.0.0.1:9" };
    const wrong = await at.run(["connect", "storefront"], nowhere);
    assert.equal(wrong.code, 2);
    assert.match(
      wrong.err,
      /name: must be pre\.<service>, prd\.<service> or <instance id>\.<service>, with the zone or without it, got storefront/,
    );
    const other = await at.run(["connect", "prd.storefront.prod.shop.internal"], nowhere);
    assert.equal(other.code, 2);
    assert.match(
      other.err,
      /name: must be a name of the zone dev\.shop\.internal, got prd\.storefront\.prod\.shop\.internal/,
    );
  });

  it("refuses an unknown service with the nearest name", async () => {
    await at.stage.parameter("registration", "{}");
    const { code, err } = await at.run(["connect", "prd.storefrnt"]);
    assert.equal(code, 2);
    assert.match(err, /got storefrnt; perhaps storefront is meant/);
  });

  it("refuses a side whose fleet is empty, and says which that is", async () => {
    await planted();
    const { code, err } = await at.run(["connect", "pre.storefront"]);
    assert.equal(code, 2);
    assert.match(
      err,
      /name: must be a name of instances that run, got pre\.storefront, whose fleet is green and empty; the idle fleet is empty between releases/,
    );
  });

  it("refuses an instance that is not there, or not of that service", async () => {
    await planted();
    const gone = await at.run(["connect", "i-0123456789abcdef0"]);
    assert.equal(gone.code, 2);
    assert.match(gone.err, /name: must be an instance of shop dev that runs, got i-0123456789abcdef0/);
    const foreign = await at.run(["connect", `${await instance()}.checkout`]);
    assert.equal(foreign.code, 2);
    assert.match(foreign.err, /name: must be an instance of checkout that runs, got i-/);
  });

  it("names every program that is missing, and where to get it", async () => {
    await planted();
    const { code, err } = await at.run(["connect", "prd.storefront"], { PATH: temporaryFolder() });
    assert.equal(code, 2);
    assert.match(
      err,
      /refused: 2 problems\n {2}aws: must be installed, on PATH, got nothing; install the AWS CLI: https:.*\n {2}session-manager-plugin: must be installed/,
    );
  });

  it("fails as the session does", async () => {
    await planted();
    const { code, err } = await at.run(["connect", "prd.storefront"], { PATH: programs(255).path });
    assert.equal(code, 1);
    assert.match(err, /failed: the session with i-[0-9a-f]{17} ended with code 255\n$/);
  });

  it("opens a session with an instance of the fleet that users are on, by its whole name, too", async () => {
    await planted();
    const { path, called } = programs();
    for (const name of ["prd.storefront", "prd.storefront.dev.shop.internal"]) {
      const { code, err } = await at.run(["connect", name], { PATH: path });
      assert.equal(code, 0, err);
      assert.match(called(), /^ssm start-session --target i-[0-9a-f]{17} --region ap-northeast-2$/);
      assert.match(err, /i-[0-9a-f]{17} \(storefront blue, [0-9.]+\), since 20/);
    }
  });

  it("takes the other colour for the side under test, and an instance by its id", async () => {
    await at.stage.plant({ blue: 0, green: 102 });
    await at.stage.record(SERVING);
    const { path, called } = programs();
    // The load balancer has the word, whatever is recorded.
    const { code, err } = await at.run(["connect", "pre.storefront"], { PATH: path });
    assert.equal(code, 0, err);
    const id = /i-[0-9a-f]{17}/.exec(called())?.[0] ?? "";
    await at.run(["connect", id], { PATH: path });
    assert.equal(called(), `ssm start-session --target ${id} --region ap-northeast-2`);
  });

  it("says with --json which instance it is, and starts nothing", async () => {
    await planted();
    const { path, called } = programs();
    const { code, out } = await at.run(["--json", "connect", "prd.storefront"], { PATH: path });
    const { ok, instance: found, others, command } = JSON.parse(out) as Record<string, unknown>;
    assert.deepEqual([code, ok, others, called()], [0, true, [], ""]);
    const { instanceId, service, colour } = found as Record<string, unknown>;
    assert.deepEqual([service, colour], ["storefront", "blue"]);
    assert.deepEqual(command, [
      "aws",
      "ssm",
      "start-session",
      "--target",
      instanceId,
      "--region",
      "ap-northeast-2",
    ]);
  });
});

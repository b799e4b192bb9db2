/** Instances whose revision, app or output are bad, and one that ends in peace; test/local/instances has the rest. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { withMoto } from "../helpers/moto";
import { becomes } from "../helpers/processes";
import { Fleet } from "../local/instances/fleet";

describe("an instance on this machine", () => {
  const moto = withMoto();
  let fleet: Fleet;
  beforeEach(() => {
    fleet = new Fleet(moto);
  });
  afterEach(() => fleet.instances?.close());

  it("says what AWS said where the revision is not there", async () => {
    await fleet.makeInstalling(1);
    const instances = await fleet.play();
    const { instanceId } = await fleet.until("failed");
    const printed = instances.output(instanceId) ?? "";
    assert.match(
      printed,
      /An error occurred \(400\) when calling the get-parameter operation: .*ParameterNotFound/,
    );
  });

  it("lets its app end in peace", async () => {
    const script =
      "#!/bin/sh\nsh -c 'trap \"echo goodbye; exit\" TERM; echo hello; while :; do sleep 0.05; done' &\n";
    await fleet.make(script, 1);
    const instances = await fleet.play();
    const { instanceId } = await fleet.until("booted");
    await becomes(() => instances.output(instanceId)?.includes("hello") === true, "the app to begin");
    await fleet.resize(0);
    // Its shell tells of the sleep that was asked to end, too.
    assert.match(instances.output(instanceId) ?? "", /^hello\n(Terminated\n)?goodbye\n$/);
    assert.deepEqual(
      fleet.events.map(({ kind }) => kind),
      ["launched", "booted", "ended"],
    );
  });

  it("does no harm by printing 100 MB, and keeps the beginning and the end of it", async function () {
    this.timeout(60_000);
    const script = "#!/bin/sh\necho first\nhead -c 100000000 /dev/zero | tr '\\0' x\necho\necho last\n";
    await fleet.make(script, 1);
    const instances = await fleet.play();
    const before = process.memoryUsage().rss;
    const { instanceId } = await fleet.until("booted");
    await becomes(
      () => instances.output(instanceId)?.endsWith("last\n") === true,
      "the end of what it prints",
    );
    const output = instances.output(instanceId) ?? "";
    assert.ok(output.startsWith("first\nxxx"));
    assert.match(output, /\n\[\d+ bytes are left out\]\n/);
    assert.ok(output.length < 300_000);
    assert.ok(process.memoryUsage().rss - before < 150_000_000);
  });

  it("runs on where its app never listens, listens elsewhere, or crashes again and again", async () => {
    const script =
      '#!/bin/sh\npython3 -m http.server 9090 --bind "$INSTANCE_ADDRESS" >/dev/null 2>&1 &\n' +
      "(while :; do echo started; sh -c 'exit 3' || echo crashed; sleep 0.02; done) &\n";
    await fleet.make(script, 1);
    const instances = await fleet.play();
    const { instanceId } = await fleet.until("booted");
    await becomes(() => (instances.output(instanceId)?.split("crashed").length ?? 0) > 5, "five crashes");
    await assert.rejects(fleet.get(instanceId, "/"));
    for (let tries = 0; ; tries++) {
      const answer = await fleet.get(instanceId, "/", 9090).catch(() => undefined);
      if (answer?.status === 200) break;
      assert.ok(tries < 200, "waited 10 s for the other port");
      await sleep(50);
    }
    assert.equal(instances.list().length, 1);
  });
});

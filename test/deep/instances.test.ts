/** Instances whose revision, app or output are bad, and one that ends in peace; test/local/instances has the rest. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { RunningInstance } from "../../local/instances/running";
import { withMoto } from "../helpers/moto";
import { becomes, processesWith } from "../helpers/processes";
import { Fleet, PORT } from "../local/instances/fleet";
import { becomesRefused, listeningOutside } from "../local/instances/listening";

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
      "#!/bin/sh\npython3 -m http.server 9090 --bind 0.0.0.0 >/dev/null 2>&1 &\n" +
      "(while :; do echo started; sh -c 'exit 3' || echo crashed; sleep 0.02; done) &\n";
    await fleet.make(script, 1);
    const instances = await fleet.play();
    const { instanceId } = await fleet.until("booted");
    await becomes(() => (instances.output(instanceId)?.split("crashed").length ?? 0) > 5, "five crashes");
    await assert.rejects(fleet.get(instanceId, "/"));
    await fleet.answer(instanceId, "/", 9090);
    await assert.rejects(fleet.get(instanceId, "/"));
    assert.equal(instances.list().length, 1);
  });

  it("answers in each instance on 0.0.0.0:8080, again after the app was restarted, and not after it died", async () => {
    const before = listeningOutside(PORT);
    const script =
      '#!/bin/sh\ncd /srv\nmkdir 1 2\nfor run in 1 2; do echo "$run of $INSTANCE_ID" > $run/index.html; done\n' +
      `(for run in 1 2; do python3 -m http.server ${PORT} -d $run; done) >/dev/null 2>&1 &\n`;
    await fleet.make(script, 2);
    const instances = await fleet.play();
    await fleet.until("booted", 2);
    const [first, other] = instances.list().map(({ instanceId }) => instanceId);
    const serves = async (instanceId: string, run: number): Promise<boolean> =>
      (await fleet.answer(instanceId, "/")) === `${run} of ${instanceId}\n`;
    assert.deepEqual([await serves(first!, 1), await serves(other!, 1)], [true, true]);
    assert.deepEqual(listeningOutside(PORT), before);
    const kill = (run: number): void => {
      const [app] = processesWith(`\0${PORT}\0-d\0${run}\0`).filter((pid) => isOf(pid, first!));
      process.kill(app!, "SIGKILL");
    };
    kill(1);
    assert.equal(await serves(first!, 2), true);
    kill(2);
    await becomesRefused(instances.addressOf(first!, PORT)!);
    assert.equal(await serves(other!, 1), true);
    assert.equal(instances.list().length, 2);
  });

  it("ends with its network", async () => {
    await fleet.make("#!/bin/sh\nsetsid sleep 1000 &\n", 1);
    const instances = await fleet.play();
    await fleet.until("booted");
    const [{ instanceId, address }] = instances.list() as [RunningInstance & { address: string }];
    const [network] = processesWith(`private-network.py\0${address}\0`);
    process.kill(network!, "SIGKILL");
    const { reason } = await fleet.until("failed");
    assert.equal(reason, "its first process has ended (SIGKILL)");
    await becomes(() => processesWith(`INSTANCE_ID=${instanceId}`).length === 0, "its processes to end");
  });
});

function isOf(pid: number, instanceId: string): boolean {
  return readFileSync(`/proc/${pid}/environ`, "utf8").includes(`INSTANCE_ID=${instanceId}\0`);
}

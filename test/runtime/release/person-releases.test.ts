import assert from "node:assert/strict";
import type { Reply } from "../../../runtime/release/wish";
import { askedOf } from "./asking";
import { endedRelease, StageInMemory } from "./stage-in-memory";
import { at, prepare, released, side } from "./stories/stage";
import { grown } from "./world/read";

const AGAIN = { goal: "reRelease", service: "storefront", id: "again-1", by: "Ada", release: "r2" };
const RETIRE = { goal: "retire", service: "storefront", by: "Ada" };

let stage: StageInMemory;
beforeEach(() => {
  stage = new StageInMemory("storefront");
});

function asked(event: unknown): Promise<Reply> {
  return askedOf(stage, event);
}

/** The sweep, until nothing changes any more. */
async function swept(): Promise<void> {
  await stage.of().settle({ kind: "sweep" });
}

describe("an earlier release, once more", () => {
  const only = "only a release that was done can be released again; multistage history lists them";

  it("is refused where it is unknown, did not last or brought nothing", async () => {
    const one = await released(stage.of());
    const done = endedRelease(one);
    assert.deepEqual(await asked({ ...AGAIN, release: "r0" }), {
      state: "refused",
      reason: `there is no release r0: ${only}`,
    });
    one.history.push(endedRelease(one, { outcome: "rolledBack", reason: "an alarm fired" }));
    one.history.shift();
    assert.deepEqual(await asked(AGAIN), {
      state: "refused",
      reason: `release r2 did not last (an alarm fired): ${only}`,
    });
    const { artifact, ...release } = done.release;
    assert.ok(artifact);
    one.history.splice(0, 1, { ...done, release });
    assert.deepEqual(await asked(AGAIN), {
      state: "refused",
      reason: `release r2 brought no artifact: ${only}`,
    });
  });

  it("is refused while another release has the service", async () => {
    const one = await released(stage.of());
    await one.run({ kind: "switchBack", id: "x", by: "Bob", why: "y" });
    await one.settle({ kind: "sweep" });
    const { artifact } = endedRelease(one).release;
    assert.equal(artifact, undefined);
    await one.run(prepare("r3", one.world.now));
    assert.equal(one.world.state.open?.id, "r3");
    assert.deepEqual(await asked(AGAIN), {
      state: "refused",
      reason: "release r3 has the service; reject it, or wait for its end",
    });
  });

  it("takes that record's artifact and commit, is underway, and done when the sweep has driven it", async () => {
    const one = await released(stage.of());
    one.pass(86_400);
    await swept();
    const reply = await asked(AGAIN);
    assert.deepEqual([reply.state, reply.releaseId], ["underway", "again-1"]);
    const { open } = one.world.state;
    assert.deepEqual(
      [open?.kind, open?.by, open?.artifact, open?.approval?.by],
      ["reRelease", "Ada", endedRelease(one).release.artifact, "Ada"],
    );
    one.pass(60);
    for (let round = 0; one.world.state.open !== undefined; round++) {
      assert.ok(round < 50);
      await swept();
      one.pass(3600);
    }
    const done = await asked(AGAIN);
    assert.deepEqual([done.state, done.releaseId], ["done", "again-1"]);
    assert.match(done.reason, /^release again-1 serves on blue/);
  });

  it("that waits for an alarm says so, and to ask again", async () => {
    const one = await released(stage.of());
    side(one, "blue", { alarm: "ALARM" });
    assert.deepEqual(await asked(AGAIN), {
      state: "underway",
      reason: "waiting for these alarms to be quiet: blue-errors; ask again with the same id",
    });
  });
});

describe("to retire the fleet that is kept", () => {
  it("is refused while a release has the service", async () => {
    await at(stage.of(), "deploying");
    const { state, reason } = await asked(RETIRE);
    assert.equal(state, "refused");
    assert.match(reason, /^release r2 has the service; when it has ended, the other fleet can be retired: /);
  });

  it("is done where there is nothing to retire", async () => {
    assert.deepEqual(await asked(RETIRE), { state: "done", reason: "nothing is to be done" });
  });

  it("is underway until its instances are gone, and done then", async () => {
    const one = await released(stage.of());
    one.pass(120);
    assert.deepEqual(await asked(RETIRE), {
      state: "underway",
      reason: "the fleet that users are not on is retired as soon as that is safe",
    });
    one.world = grown(one.world, "blue");
    assert.equal((await asked(RETIRE)).state, "done");
    assert.deepEqual(one.calls, ["blue has 0 to 0 instances, 0 of them now"]);
  });
});

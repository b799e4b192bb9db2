import assert from "node:assert/strict";
import { planRollback, type RollbackPlan, type Wish } from "../../../cli/release/rollback-plan";
import { Refusal } from "../../../refusal/refusal";
import { decide } from "../../../runtime/release/decide";
import type { EndedRelease } from "../../../runtime/release/ports";
import {
  at,
  byHand,
  registered,
  released,
  ROLLBACK,
  side,
  stageOf,
  SWEEP,
} from "../../runtime/release/stories/stage";
import type { InMemory } from "../../runtime/release/world/in-memory";
import { observed } from "../../runtime/release/world/read";
import { ARTIFACT } from "../../runtime/release/sample";
import { unreleased } from "../../runtime/release/world/world";
import { NOON, PLAN, RELEASE } from "../../runtime/release/sample";

/** A switch back brings none. */
const WITHOUT: EndedRelease["release"] = { ...RELEASE };
Reflect.deleteProperty(WITHOUT, "artifact");

const WISH: Wish = { by: "Bob", why: "customers call" };

/** Over since that many hours before noon. */
function over(
  id: string,
  hours: number,
  change: Partial<EndedRelease> & { release?: EndedRelease["release"] } = {},
): EndedRelease {
  const release = { ...RELEASE, id, toId: id, executionId: id, artifact: ARTIFACT };
  return {
    release,
    outcome: "done",
    reason: `release ${id} serves`,
    endedAt: NOON - hours * 3_600_000,
    ...change,
  };
}

function plan(stage: InMemory, ended: readonly EndedRelease[] = [], wish: Partial<Wish> = {}): RollbackPlan {
  const { world } = stage;
  return planRollback({ state: world.state, observed: observed(world), now: world.now }, ended, {
    ...WISH,
    ...wish,
  });
}

/** The fleet before is retired. */
async function retired(stage: InMemory): Promise<InMemory> {
  await released(stage);
  await stage.run({ kind: "retire", by: "Bob" });
  await stage.settle({ kind: "retire", by: "Bob" });
  assert.equal(stage.world.state.idle, undefined);
  return stage;
}

describe("the plan of a rollback", () => {
  it("is impossible before the first release, with no word of an earlier one", () => {
    assert.deepEqual(plan(stageOf(decide, {}, unreleased)), {
      kind: "impossible",
      reason: "no fleet was kept to go back to, and no earlier release is recorded",
    });
  });

  it("is impossible behind breaking migrations, and says that the database comes first", async () => {
    const stage = await released(stageOf(decide, { migrations: "breaking" }));
    assert.deepEqual(plan(stage, [over("r2", 0), over("r1", 9)]), {
      kind: "impossible",
      reason: "the migrations of this release are breaking; mend it forward, or restore the database first",
    });
  });

  it("is impossible behind breaking migrations whose old fleet is gone, unless the release is named", async () => {
    const stage = await retired(stageOf(decide, { migrations: "breaking" }));
    const breaking = { ...RELEASE, plan: { ...PLAN, canGoBack: false } };
    const ended = [over("r2", 0, { release: breaking }), over("r1", 9)];
    const found = plan(stage, ended);
    assert.ok(found.kind === "impossible");
    assert.match(
      found.reason,
      /^the migrations of release r2, which serves, are breaking: .*name the release: --to <id>$/,
    );
    assert.equal(plan(stage, ended, { to: "r1" }).kind, "reRelease");
  });

  it("is impossible while the rule is none of ours, and says so", async () => {
    const stage = await released(stageOf(decide));
    const seen = {
      state: stage.world.state,
      observed: { ...observed(stage.world), product: { odd: "it redirects" } },
      now: stage.world.now,
    };
    const found = planRollback(seen, [], WISH);
    assert.deepEqual(found, {
      kind: "impossible",
      reason: "the product rule was changed by hand; put it right first",
    });
  });

  it("refuses a release that is not recorded, with the nearest id that was done", async () => {
    const stage = await released(stageOf(decide));
    assert.throws(
      () => plan(stage, [over("b7c1e0aa", 1), over("r-old", 9, { outcome: "rejected" })], { to: "b7c1e0ab" }),
      (error) => {
        assert.ok(error instanceof Refusal);
        assert.equal(
          error.message,
          "--to: must be a release that is over, as b7c1e0aa, got b7c1e0ab; multistage history lists them",
        );
        return true;
      },
    );
  });

  it("does not release again what was rejected, brought no artifact, or serves", async () => {
    const stage = await retired(stageOf(decide));
    const back = { ...WITHOUT, id: "back", kind: "switchBack" as const };
    const ended = [
      over("r2", 0),
      over("r-bad", 1, { outcome: "rejected", reason: "Ada rejected it" }),
      over("back", 2, { release: back }),
    ];
    const reasons = ["r2", "r-bad", "back"].map((to) => {
      const found = plan(stage, ended, { to });
      return found.kind === "impossible" ? found.reason : found.kind;
    });
    assert.deepEqual(reasons, [
      "release r2 serves already",
      "release r-bad never was done: Ada rejected it",
      "back was a switch back: it has no artifact of its own",
    ]);
  });

  it("does not release an earlier one while another has the service", async () => {
    const stage = await at(stageOf(decide), "deployed");
    assert.deepEqual(plan(stage, [over("r0", 9)], { to: "r0" }), {
      kind: "impossible",
      reason: "release r2 has the service; reject it, or wait for its end",
    });
  });

  it("is a switch back while the fleet before is kept", async () => {
    assert.deepEqual(plan(await released(stageOf(decide))), {
      kind: "switchBack",
      says: "users go back to blue, release r1, at once, by one call",
    });
  });

  it("is the same switch back where the kept release is named", async () => {
    const stage = await released(stageOf(decide));
    assert.deepEqual(plan(stage, [], { to: "r1" }), plan(stage));
  });

  it("ends a release that users have not moved to", async () => {
    assert.deepEqual(plan(await at(stageOf(decide), "deployed")), {
      kind: "switchBack",
      says: "release r2, which users have not moved to, ends; users stay on blue, release r1",
    });
  });

  it("takes users back from a release that is watched", async () => {
    assert.deepEqual(plan(await at(stageOf(decide), "baking")), {
      kind: "switchBack",
      says: "users go back to blue, release r1, at once, by one call; release r2 ends as rolled back",
    });
  });

  it("sends users to one colour who are on both by hand", () => {
    const stage = stageOf(decide);
    byHand(stage, { blue: 50, green: 50 });
    assert.deepEqual(plan(stage), { kind: "switchBack", says: "users go to blue: blue has 1 of 1 healthy" });
  });

  it("is the release before once its fleet is gone, and says why it takes longer", async () => {
    const found = plan(await retired(stageOf(decide)), [
      over("r2", 0),
      over("r-bad", 5, { outcome: "rolledBack" }),
      over("r1", 9),
      over("r0", 10),
    ]);
    assert.ok(found.kind === "reRelease");
    assert.deepEqual(
      [found.release.release.id, found.whyNotAtOnce, found.says],
      [
        "r1",
        "no fleet was kept to go back to",
        "release r1 of 2026-11-21 03:00:00 UTC is released again, on the idle fleet, which takes as long as any release, without an approval",
      ],
    );
  });

  it("is the one before that which serves, after a switch back", async () => {
    const stage = await released(stageOf(decide));
    await stage.settle(ROLLBACK);
    await stage.run({ kind: "retire", by: "Bob" });
    stage.pass(7200);
    await stage.settle(SWEEP);
    assert.equal(stage.world.state.serving?.releaseId, "r1");
    const back = over("back", 0, {
      outcome: "rolledBack",
      release: { ...WITHOUT, id: "back", kind: "switchBack", toId: "r2" },
    });
    const found = plan(stage, [back, over("r2", 1), over("r1", 9), over("r0", 10)]);
    assert.ok(found.kind === "reRelease");
    assert.equal(found.release.release.id, "r0");
  });

  it("says that a re-release waits for an alarm, and is refused where the service has grown too large", async () => {
    const stage = await retired(stageOf(decide));
    side(stage, "blue", { alarm: "ALARM" });
    const ended = [over("r2", 0), over("r1", 9)];
    const found = plan(stage, ended);
    assert.ok(found.kind === "reRelease");
    assert.match(found.says, / \(first waiting for these alarms to be quiet: blue-errors\)$/);
    registered(stage, { sizes: { min: 0, max: 0, initial: 0 } });
    assert.deepEqual(plan(stage, ended), {
      kind: "impossible",
      reason: "1 instances serve, and sizes.max is 0; raise it, or wait for fewer",
    });
  });
});

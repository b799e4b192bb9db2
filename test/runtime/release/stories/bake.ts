/** Users are on the new fleet, and it is watched. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import { unreleased } from "../world/world";
import type { Goal } from "../../../../runtime/release/observed";
import {
  at,
  byHand,
  CONFIRMED,
  executes,
  fresh,
  RELEASE,
  ROLLBACK,
  runs,
  side,
  stageOf,
  SWEEP,
  targets,
  tells,
} from "./stage";

const BAD = "6.1 bad revision reaches 100 % then fails slowly";
const BACK = ["the product rule shows blue (weights 103, 0)"];
const BOTH = "blue has 1 of 1 healthy, green has 1 of 1 healthy";
const WATCHED = ["baking", "confirming"] as const;

export const BAKE: readonly Story[] = [
  ...WATCHED.flatMap((phase) =>
    (
      [
        ["an alarm of the new colour fires", "green-errors fired"],
        ["the pipeline's execution is stopped", "the pipeline's execution was stopped"],
        ["the pipeline's execution has failed", "the pipeline's execution failed"],
        ["a person asks for users back", "Bob has users go back: customers call"],
      ] as const
    ).map(([what, why]): Story => ({
      row: BAD,
      title: `${phase}: ${what}: users go back by one call to the old fleet, which is at full size`,
      run: async (decide) => {
        const stage = await at(stageOf(decide, CONFIRMED), phase);
        if (why.startsWith("green")) side(stage, "green", { alarm: "ALARM" });
        if (why.endsWith("stopped")) executes(stage, { status: "stopped" });
        if (why.endsWith("failed")) executes(stage, { status: "failed" });
        await stage.run(why.startsWith("Bob") ? ROLLBACK : SWEEP);
        const to = `users are to go back to blue: ${why}`;
        tells(stage, "returning", [to]);
        await stage.run(SWEEP);
        const reason = `users are back on blue: ${why}`;
        tells(stage, undefined, [to, `users go back to blue: ${why}; ${BOTH}`], BACK, [
          `r2 rolledBack: ${reason}`,
        ]);
        assert.deepEqual(stage.answer("release", "r2"), { kind: "failed", reason });
        const { serving, idle } = stage.world.state;
        assert.deepEqual(serving, { colour: "blue", releaseId: "r1" });
        const until = stage.world.now + 3_600_000;
        assert.deepEqual(idle, { why: "debug", until, releaseId: "r2", canGoBack: false, size: 1 });
      },
    })),
  ),
  {
    row: BAD,
    title:
      "an alarm fires, and the old fleet is worse off: users stay until it no longer is, and then go back",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "returning");
      targets(stage, "blue", 1, 0);
      await runs(stage, RELEASE, 2);
      const worse = "blue has 0 of 1 healthy, green has 1 of 1 healthy";
      const said = [`users are to go back (green-errors fired), and wait until that is no worse: ${worse}`];
      tells(stage, "returning", said);
      targets(stage, "blue", 1, 1);
      await stage.run(RELEASE);
      tells(stage, undefined, [...said, `users go back to blue: green-errors fired; ${BOTH}`], BACK, [
        "r2 rolledBack: users are back on blue: green-errors fired",
      ]);
    },
  },
  {
    row: BAD,
    title: "an alarm fires, and the old fleet is worse off for 1800 s: users stay, and the release says why",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "returning");
      targets(stage, "blue", 1, 0);
      stage.pass(1799);
      await stage.run(RELEASE);
      assert.equal(stage.world.state.open?.phase, "returning");
      fresh(stage);
      stage.pass(1);
      await stage.run(RELEASE);
      const reason = "users stay: green-errors fired, but blue has 0 of 1 healthy";
      tells(stage, undefined, [reason], [], [`r2 done: ${reason}`]);
      assert.deepEqual(stage.answer("release", "r2"), { kind: "failed", reason });
      assert.deepEqual(stage.world.state.serving, { colour: "green", releaseId: "r2" });
    },
  },
  {
    row: BAD,
    title:
      "both fleets have no healthy instance, and the old one as many: users go back, as every instance of it gets requests",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "returning");
      targets(stage, "blue", 2, 0);
      targets(stage, "green", 1, 0);
      await stage.run(RELEASE);
      const health = "blue has 0 of 2 healthy, green has 0 of 1 healthy";
      tells(stage, undefined, [`users go back to blue: green-errors fired; ${health}`], BACK, [
        "r2 rolledBack: users are back on blue: green-errors fired",
      ]);
    },
  },
  {
    row: BAD,
    title:
      "both fleets have no healthy instance, and the old one has none at all: users stay, as they would get 503 from it",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "returning");
      targets(stage, "blue", 0, 0);
      targets(stage, "green", 1, 0);
      await stage.run(RELEASE);
      const health = "blue has 0 of 0 healthy, green has 0 of 1 healthy";
      tells(stage, "returning", [
        `users are to go back (green-errors fired), and wait until that is no worse: ${health}`,
      ]);
    },
  },
  {
    row: BAD,
    title:
      "migrations are breaking, and an alarm fires: users stay, people are told, and nobody can switch back later",
    run: async (decide) => {
      const stage = await at(stageOf(decide, { migrations: "breaking" }), "baking");
      side(stage, "green", { alarm: "ALARM" });
      await stage.run(SWEEP);
      const note = "green-errors fired, and users cannot go back: its migrations are breaking";
      tells(stage, "baking", [note]);
      await runs(stage, ROLLBACK, 2);
      const impossible = "users cannot go back: its migrations are breaking";
      tells(stage, "baking", [note, impossible]);
      assert.deepEqual(stage.world.state.ended, [
        { id: "back", outcome: "rejected", reason: impossible, at: stage.world.now },
      ]);
      fresh(stage);
      stage.pass(3600);
      await stage.run(RELEASE);
      await stage.run({ ...ROLLBACK, id: "back2" } as Goal);
      const reason = `release r2 serves on green; ${note}`;
      const refusal =
        "the migrations of this release are breaking; mend it forward, or restore the database first";
      tells(stage, undefined, [reason, refusal], [], [`r2 done: ${reason}`]);
      assert.equal(stage.world.state.idle?.canGoBack, false);
    },
  },
  {
    row: BAD,
    title:
      "the first release has nothing to go back to: an execution that is stopped in its bake changes nothing for users, and people are told",
    run: async (decide) => {
      const stage = await at(stageOf(decide, {}, unreleased), "baking");
      executes(stage, { status: "stopped" });
      await stage.run(SWEEP);
      const note = "the pipeline's execution was stopped, and users cannot go back: nothing served before it";
      tells(stage, "baking", [note]);
      stage.pass(3600);
      await stage.run(SWEEP);
      const reason = `release r2 serves on green; ${note}`;
      tells(stage, undefined, [note, reason], [], [`r2 done: ${reason}`]);
    },
  },
  {
    row: "6.3 person flips weights mid-bake",
    title:
      "the load balancer tells the weights from before the switch for up to 60 s: nothing is done on the strength of that; later it is a person's doing",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "moving");
      await stage.run(RELEASE);
      fresh(stage);
      byHand(stage, { blue: 101, green: 0 });
      stage.pass(59);
      await stage.run(SWEEP);
      const stale = "the load balancer still tells the weights from before the last change";
      tells(stage, "baking", [stale]);
      stage.pass(1);
      await stage.run(SWEEP);
      const reason = "users were sent back to blue by hand";
      tells(stage, undefined, [stale, reason], [], [`r2 rolledBack: ${reason}`]);
    },
  },
];

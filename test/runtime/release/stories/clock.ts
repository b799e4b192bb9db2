/** A clock that goes backwards. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import { at, CALLS, RELEASE, runs, stageOf, SWEEP, tells } from "./stage";

export const CLOCK: readonly Story[] = [
  {
    row: "design: clock backwards",
    title:
      "the clock goes an hour back in the bake: the bake is not shorter for it, and no lease holds longer than it was given for",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "moving");
      await stage.run(RELEASE);
      const lease = { owner: "somebody", fence: 100, until: stage.world.now + 120_000 };
      stage.world = { ...stage.world, lease };
      await runs(stage, RELEASE, 1);
      tells(
        stage,
        "baking",
        ["users move to green: 1 of 1 are healthy and report release r2"],
        CALLS.slice(2, 3),
      );
      stage.world = { ...stage.world, now: stage.world.now - 3_600_000 };
      await runs(stage, RELEASE, 3);
      tells(
        stage,
        "baking",
        [
          "users move to green: 1 of 1 are healthy and report release r2",
          "green is written down as the serving colour, for pulumi up",
          "the preview shows blue",
          "users are on green, which is watched for 3600 s more",
        ],
        CALLS.slice(2),
      );
      assert.equal(stage.world.lease?.fence, 103);
    },
  },
  {
    row: "design: clock backwards",
    title:
      "the clock goes an hour back while the gate counts: no read counts twice, and the release goes on once time has caught up",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deploying");
      await stage.settle({ kind: "deploy", executionId: "r2" }, 2);
      await stage.run(SWEEP);
      const { now } = stage.world;
      stage.world = { ...stage.world, now: now - 3_600_000 };
      await stage.run(SWEEP);
      assert.equal(stage.world.state.open?.gate.reads, 1);
      stage.world = { ...stage.world, now: now + 10_000 };
      await stage.run(SWEEP);
      assert.equal(stage.world.state.open?.phase, "deployed");
    },
  },
];

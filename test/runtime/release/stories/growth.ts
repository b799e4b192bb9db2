/** The serving fleet grows while a release is on its way. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import {
  approve,
  at,
  DEPLOY,
  fleet,
  fresh,
  prepare,
  RELEASE,
  runs,
  side,
  stageOf,
  SWEEP,
  tells,
} from "./stage";

export const GROWTH: readonly Story[] = [
  {
    row: "6.1 scale-out during release",
    title: "the serving fleet grows while a person tests: the new one grows with it before users move",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      fleet(stage, "blue", { desired: 2 });
      await stage.settle(SWEEP);
      const grows = "green has 2 to 2 instances, 2 of them now";
      tells(stage, "deployed", ["green gets 2 instances", "waiting for tests and approval"], [grows]);
      assert.deepEqual(
        stage.world.sides.green.fleet.instances.map(({ releaseId }) => releaseId),
        ["r2", "r2"],
      );
    },
  },
  {
    row: "6.1 scale-out during release",
    title:
      "the serving fleet grows while users wait to move: they move once the new one is as large and healthy",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "switching");
      fleet(stage, "blue", { desired: 2 });
      await runs(stage, RELEASE, 2);
      const seen = "1 of 2 are healthy and report release r2";
      const grows = "green has 2 to 2 instances, 2 of them now";
      tells(stage, "switching", ["green gets 2 instances", `waiting for green: ${seen}`], [grows]);
    },
  },
  {
    row: "6.1 scale-out during release",
    title: "the serving fleet grows while the new one is being filled: the reads that were counted are void",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deploying");
      await stage.settle(DEPLOY, 2);
      await stage.run(DEPLOY);
      assert.equal(stage.world.state.open?.gate.reads, 1);
      fleet(stage, "blue", { desired: 2 });
      fresh(stage);
      await stage.run(DEPLOY);
      tells(stage, "deploying", ["green gets 2 instances"], ["green has 2 to 2 instances, 2 of them now"]);
      assert.deepEqual(stage.world.state.open.gate, { reads: 0, at: 0 });
    },
  },
  {
    row: "6.1 scale-out during release",
    title: "more instances serve than sizes.max when a release is asked for: it is refused, with the way out",
    run: async (decide) => {
      const stage = stageOf(decide);
      fleet(stage, "blue", { max: 3, desired: 3 });
      await stage.run(prepare());
      const reason = "3 instances serve, and sizes.max is 2; raise it, or wait for fewer";
      tells(stage, undefined, [reason]);
      assert.deepEqual(stage.answer("prepare", "r2"), { kind: "failed", reason });
    },
  },
  ...(["deploying", "switching"] as const).map((phase): Story => ({
    row: "6.1 scale-out during release",
    title: `${phase}: by now more instances serve than sizes.max: the release is refused, with the way out`,
    run: async (decide) => {
      const stage = await at(stageOf(decide), phase);
      fleet(stage, "blue", { max: 3, desired: 3 });
      await stage.run(SWEEP);
      const reason = "3 instances serve, and sizes.max is 2; raise it, and release again";
      tells(stage, undefined, [reason], [], [`r2 rejected: ${reason}`]);
    },
  })),
  ...(["deployed", "switching", "moving"] as const).map((phase): Story => ({
    row: "6.1 scale-out during release",
    title: `${phase}: somebody has written another revision for the new fleet: it is put right before users move, as an instance that starts later would install it`,
    run: async (decide) => {
      const stage = await at(stageOf(decide), phase);
      side(stage, "green", { releaseId: "r0" });
      if (phase === "deployed") approve(stage);
      for (let time = 0; time < 3; time++) {
        // While that cannot be written nobody moves.
        stage.throttle = true;
        await stage.run(RELEASE).catch((error: unknown) => {
          assert.match(String(error), /Throttling/);
        });
      }
      assert.deepEqual(stage.calls, []);
      stage.throttle = false;
      await stage.settle(RELEASE);
      assert.deepEqual(stage.calls, [
        "instances of green install release r2",
        "the product rule shows green (weights 0, 102)",
        "green is written down as serving",
        "the preview rule shows blue",
      ]);
    },
  })),
  {
    row: "6.1 scale-out during release",
    title:
      "somebody writes another revision for the new fleet while a person tests it: it is put right at once, for instances that start meanwhile",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      side(stage, "green", { releaseId: "r0" });
      await runs(stage, SWEEP, 2);
      const told = "instances of green install release r2";
      tells(stage, "deployed", [told, "waiting for tests and approval"], [told]);
    },
  },
  {
    row: "6.1 scale-out during release",
    title:
      "the serving fleet grows from 2 to 6 instances while a person is asked, and an alarm fires in the bake: users go back to 6",
    run: async (decide) => {
      const stage = await at(stageOf(decide, { sizes: { min: 2, max: 6, initial: 2 } }), "deployed");
      fleet(stage, "blue", { desired: 6 });
      await stage.settle(SWEEP);
      approve(stage);
      await stage.settle(RELEASE);
      assert.deepEqual(stage.calls, [
        "green has 6 to 6 instances, 6 of them now",
        "the product rule shows green (weights 0, 102)",
        "green is written down as serving",
        "the preview rule shows blue",
        "blue has 6 to 6 instances, 6 of them now",
      ]);
      assert.equal(stage.world.state.open?.pinned, 6);
      fresh(stage);
      side(stage, "green", { alarm: "ALARM" });
      await runs(stage, SWEEP, 2);
      const health = "blue has 6 of 6 healthy, green has 6 of 6 healthy";
      assert.equal(stage.said.at(-1), `users go back to blue: green-errors fired; ${health}`);
      assert.deepEqual(stage.calls, ["the product rule shows blue (weights 103, 0)"]);
    },
  },
  {
    row: "6.1 scale-out during release",
    title:
      "somebody writes another revision or template for the new fleet while it is filled: both are put right first",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deploying");
      side(stage, "green", { releaseId: "r0" });
      fleet(stage, "green", { templateVersion: 7 });
      await runs(stage, DEPLOY, 3);
      tells(
        stage,
        "deploying",
        [
          "instances of green install release r2",
          "green starts from version 1 of its launch template",
          "green gets 1 instances",
        ],
        [
          "instances of green install release r2",
          "green starts from version 1 of its launch template",
          "green has 1 to 2 instances, 1 of them now",
        ],
      );
    },
  },
];

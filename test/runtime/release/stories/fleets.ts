/** Fleets that shrink or grow by other hands than ours, during a release. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import { at, CONFIRMED, ends, fleet, runs, side, stageOf, SWEEP, targets, tells } from "./stage";

export const FLEETS: readonly Story[] = [
  {
    row: "6.3 instance killed at gate and at bake",
    title: "an instance that is lost during the bake is for the alarms to judge: nothing else happens",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "baking");
      targets(stage, "green", 0, 0);
      const left = 3600 - (stage.world.now - (stage.world.state.open?.phaseSince ?? 0)) / 1000;
      await stage.run(SWEEP);
      tells(stage, "baking", [`users are on green, which is watched for ${left} s more`]);
      stage.pass(left);
      await stage.run(SWEEP);
      assert.deepEqual(ends(stage), ["r2 done: release r2 serves on green"]);
    },
  },
  {
    row: "6.3 ASG scale-out during bake",
    title:
      "either fleet grows during the bake: each new instance installs its colour's release, and nobody shrinks the fleet",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "baking");
      for (const colour of ["blue", "green"] as const) fleet(stage, colour, { max: 2, desired: 2 });
      await stage.settle(SWEEP, 4);
      assert.deepEqual(stage.calls, []);
      const ids = (colour: "blue" | "green") =>
        stage.world.sides[colour].fleet.instances.map(({ releaseId }) => releaseId);
      assert.deepEqual(
        [ids("blue"), ids("green")],
        [
          ["r1", "r1"],
          ["r2", "r2"],
        ],
      );
      side(stage, "green", { alarm: "ALARM" });
      await runs(stage, SWEEP, 2);
      const health = "blue has 2 of 2 healthy, green has 2 of 2 healthy";
      assert.equal(stage.said.at(-1), `users go back to blue: green-errors fired; ${health}`);
    },
  },
  ...(["preparing", "prepared", "deploying", "deployed", "switching", "baking", "confirming"] as const).map(
    (phase): Story => ({
      row: "6.1 Spot reclaim, termination during release",
      title: `${phase}: the old fleet is made smaller: it is kept at the size it had`,
      run: async (decide) => {
        const stage = await at(stageOf(decide, phase === "confirming" ? CONFIRMED : {}), phase);
        fleet(stage, "blue", { min: 0, desired: 0 });
        await stage.run(SWEEP);
        const said = ["blue stays at 1 instances until the release is over"];
        tells(stage, phase, said, ["blue has 1 to 2 instances, 1 of them now"]);
      },
    }),
  ),
  {
    row: "6.1 Spot reclaim, termination during release",
    title:
      "returning: the old fleet is made smaller, and has no instance left: it is kept at the size it had, and users go back",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "returning");
      fleet(stage, "blue", { min: 0, desired: 0, instances: [] });
      await stage.run(SWEEP);
      const said = ["blue grows to 1 instances, so that users can go back"];
      tells(stage, "returning", said, ["blue has 1 to 2 instances, 1 of them now"]);
      await stage.settle(SWEEP);
      assert.deepEqual(ends(stage), ["r2 rolledBack: users are back on blue: green-errors fired"]);
    },
  },
  ...(["baking", "confirming"] as const).map((phase): Story => ({
    row: "6.1 Spot reclaim, termination during release",
    title: `${phase}: the new fleet is made smaller while users are on it: it is kept at the size it took over`,
    run: async (decide) => {
      const stage = await at(stageOf(decide, phase === "confirming" ? CONFIRMED : {}), phase);
      fleet(stage, "green", { min: 0, desired: 0 });
      await stage.run(SWEEP);
      const said = ["green stays at 1 instances until the release is over"];
      tells(stage, phase, said, ["green has 1 to 2 instances, 1 of them now"]);
    },
  })),
];

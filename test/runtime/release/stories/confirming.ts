/** After the bake a person is asked once more. */
import assert from "node:assert/strict";
import { NOON } from "../sample";
import type { Story } from "../world/story";
import { at, CONFIRMED, ends, executes, RELEASE, runs, stageOf, SWEEP, tells } from "./stage";

export const CONFIRM: readonly Story[] = [
  {
    row: "design: confirm",
    title:
      "after the bake a person is asked once more, and says yes: the release is done, and the old fleet retired at once",
    run: async (decide) => {
      const stage = await at(stageOf(decide, CONFIRMED), "baking");
      stage.pass(3600);
      await runs(stage, RELEASE, 2);
      const said = [
        "the bake was quiet; a person is asked whether users stay",
        "waiting for a person to confirm",
      ];
      tells(stage, "confirming", said);
      assert.deepEqual(stage.answer("release", "r2"), { kind: "succeeded" });
      executes(stage, { confirmation: { state: "approved", by: "Ada", at: NOON } });
      await stage.settle(SWEEP, 4);
      const reason = "release r2 serves on green: Ada confirmed it";
      tells(
        stage,
        undefined,
        [
          ...said,
          reason,
          "blue is retired: nobody needs it any more",
          "the fleet that users are not on is gone",
          "nothing is to be done",
        ],
        ["blue has 0 to 0 instances, 0 of them now"],
        [`r2 done: ${reason}`],
      );
    },
  },
  {
    row: "design: confirm",
    title: "after the bake a person is asked once more, and says no: users go back",
    run: async (decide) => {
      const stage = await at(stageOf(decide, CONFIRMED), "confirming");
      executes(stage, { status: "failed", confirmation: { state: "rejected", by: "Ada", at: NOON } });
      await runs(stage, SWEEP, 2);
      assert.deepEqual(ends(stage), ["r2 rolledBack: users are back on blue: Ada did not confirm it"]);
      assert.deepEqual(stage.calls, ["the product rule shows blue (weights 103, 0)"]);
    },
  },
  {
    row: "design: confirm",
    title: "after the bake a person is asked once more, and does not answer in time: users go back",
    run: async (decide) => {
      const stage = await at(stageOf(decide, CONFIRMED), "confirming");
      executes(stage, { status: "failed", confirmation: { state: "timedOut" } });
      await runs(stage, SWEEP, 2);
      assert.deepEqual(ends(stage), ["r2 rolledBack: users are back on blue: nobody confirmed it in time"]);
      assert.deepEqual(stage.calls, ["the product rule shows blue (weights 103, 0)"]);
    },
  },
  {
    row: "design: confirm",
    title:
      "migrations are breaking: nobody is asked, as users could not go back, and the release is done after the bake",
    run: async (decide) => {
      const stage = await at(stageOf(decide, { ...CONFIRMED, migrations: "breaking" }), "baking");
      stage.pass(3600);
      await stage.run(RELEASE);
      const reason = "release r2 serves on green";
      tells(stage, undefined, [reason], [], [`r2 done: ${reason}`]);
      assert.equal(stage.world.state.idle?.until, stage.world.now + 3_600_000);
    },
  },
  {
    row: "design: confirm",
    title:
      "the pipeline's execution has succeeded without an answer that is to be seen: the release is done, and the old fleet kept",
    run: async (decide) => {
      const stage = await at(stageOf(decide, CONFIRMED), "confirming");
      executes(stage, { status: "succeeded" });
      await stage.run(SWEEP);
      const reason = "release r2 serves on green: nobody objected";
      tells(stage, undefined, [reason], [], [`r2 done: ${reason}`]);
    },
  },
];

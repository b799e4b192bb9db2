/** None of our functions runs for a while, and a person helps themselves with the one call of the runbook. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import { at, byHand, executes, RELEASE, stageOf, SWEEP, tells } from "./stage";

const ROW = "6.1 control plane of the tool down";

export const CONTROL_PLANE: readonly Story[] = [
  {
    row: ROW,
    title:
      "users are sent back with the runbook's call while nothing of ours runs: who comes after that agrees, and ends the release",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "baking");
      byHand(stage, { blue: 1, green: 0 });
      stage.pass(1800);
      await stage.settle(SWEEP);
      const reason = "users were sent back to blue by hand";
      tells(
        stage,
        undefined,
        [
          reason,
          "blue is written down as the serving colour, for pulumi up",
          "the preview shows green",
          "nothing is to be done",
        ],
        ["blue is written down as serving", "the preview rule shows green"],
        [`r2 rolledBack: ${reason}`],
      );
    },
  },
  {
    row: ROW,
    title:
      "an invocation dies with the lease, and nothing runs for a day: the first sweep needs nobody's help to end the release",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "moving");
      stage.kill = "before the call";
      await stage.run(RELEASE);
      assert.equal(stage.world.lease?.until, stage.world.now + 120_000);
      stage.pass(86_400);
      executes(stage, { status: "failed" });
      await stage.run(SWEEP);
      const reason = "the pipeline's execution failed";
      tells(stage, undefined, [reason], [], [`r2 rejected: ${reason}`]);
    },
  },
];

/** A person moves users during a release. */
import assert from "node:assert/strict";
import { type Phase } from "../../../../runtime/release/state";
import type { Pair } from "../../../../runtime/release/weights";
import type { Story } from "../world/story";
import { at, byHand, CONFIRMED, executes, runs, stageOf, SWEEP, targets, tells } from "./stage";

const ROW = "6.1 weights changed behind our back";
const BEFORE = ["preparing", "prepared", "deploying", "deployed", "switching"] as const;
const AFTER = ["baking", "confirming"] as const;
const OLD: Pair = { blue: 100, green: 0 };
const NEW: Pair = { blue: 0, green: 100 };
const ELSEWHERE: readonly (readonly [Pair, string])[] = [
  [{ blue: 50, green: 50 }, "blue 50 %, green 50 %"],
  [{ blue: 0, green: 0 }, "neither colour"],
];
const plan = (phase: Phase) => (phase === "confirming" ? CONFIRMED : {});
const HAND = "the weights were changed by hand";

export const WEIGHTS: readonly Story[] = [
  ...BEFORE.map((phase): Story => ({
    row: ROW,
    title: `${phase}: users are where they were, with a person's weights: taken over, and marked as ours`,
    run: async (decide) => {
      const stage = await at(stageOf(decide), phase);
      byHand(stage, OLD);
      await stage.run(SWEEP);
      tells(stage, phase, [`${HAND}, and requests go to blue: taken over`]);
      await stage.run(SWEEP);
      const calls = ["the product rule shows blue (weights 101, 0)"];
      tells(stage, phase, [...stage.said.slice(0, 1), "users stay on blue; the rule gets our mark"], calls);
    },
  })),
  ...BEFORE.flatMap((phase) =>
    ELSEWHERE.map(([pair, where]): Story => ({
      row: ROW,
      title: `${phase}: a person sends users to ${where}: nobody has approved that, and they are sent back`,
      run: async (decide) => {
        const stage = await at(stageOf(decide), phase);
        byHand(stage, pair);
        await stage.run(SWEEP);
        tells(
          stage,
          phase,
          [
            where === "neither colour"
              ? `${HAND} to ${where}; blue has 1 of 1 healthy: users go there`
              : `${HAND} to ${where}; users go back to blue`,
          ],
          ["the product rule shows blue (weights 102, 0)"],
        );
      },
    })),
  ),
  ...BEFORE.map((phase): Story => ({
    row: ROW,
    title: `${phase}: a person sends users to green, which is worse off: nobody has approved that, and they are sent back`,
    run: async (decide) => {
      const stage = await at(stageOf(decide), phase);
      byHand(stage, NEW);
      targets(stage, "green", 1, 0);
      await stage.run(SWEEP);
      const calls = ["the product rule shows blue (weights 102, 0)"];
      tells(stage, phase, [`${HAND} to green; users go back to blue`], calls);
    },
  })),
  {
    row: ROW,
    title:
      "deployed: requests go nowhere, and where users were is worse off: they are sent there all the same, and stay there as a person rejects the release",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      targets(stage, "blue", 1, 0);
      byHand(stage, { blue: 0, green: 0 });
      await stage.run(SWEEP);
      executes(stage, { status: "failed", approval: { state: "rejected", by: "Ada", at: 1 } });
      await runs(stage, SWEEP, 3);
      tells(
        stage,
        undefined,
        [
          `${HAND} to neither colour; blue has 0 of 1 healthy: users go there`,
          "Ada rejected it",
          "nothing is to be done",
        ],
        ["the product rule shows blue (weights 102, 0)"],
        ["r2 rejected: Ada rejected it"],
      );
    },
  },
  ...(["deployed", "switching"] as const).map((phase): Story => ({
    row: ROW,
    title: `${phase}: a person sends users to the new fleet, which is as healthy: they stay, and the release ends`,
    run: async (decide) => {
      const stage = await at(stageOf(decide), phase);
      byHand(stage, NEW);
      await stage.run(SWEEP);
      tells(stage, undefined, [`${HAND} to green`], [], [`r2 rejected: ${HAND} to green`]);
      const { serving, idle } = stage.world.state;
      assert.deepEqual(serving, { colour: "green", releaseId: "r2" });
      assert.deepEqual([idle?.why, idle?.releaseId, idle?.canGoBack], ["kept", "r1", true]);
    },
  })),
  {
    row: ROW,
    title:
      "a person sends users to the new fleet, and the old one is worse off: they stay, and the release ends",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      byHand(stage, NEW);
      targets(stage, "blue", 1, 0);
      await stage.run(SWEEP);
      tells(stage, undefined, [`${HAND} to green`], [], [`r2 rejected: ${HAND} to green`]);
      assert.deepEqual(stage.world.state.serving, { colour: "green", releaseId: "r2" });
    },
  },
  {
    row: ROW,
    title:
      "moving: a person sends users where they were: the release ends, as moving them once more would be against somebody's will",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "moving");
      byHand(stage, OLD);
      await stage.run(SWEEP);
      const reason = `${HAND} to blue while users were to move`;
      tells(stage, undefined, [reason], [], [`r2 rejected: ${reason}`]);
    },
  },
  {
    row: ROW,
    title: "moving: a person sends users to the new fleet: it is watched as any other",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "moving");
      byHand(stage, NEW);
      await runs(stage, SWEEP, 4);
      tells(
        stage,
        "baking",
        [
          `${HAND}, and requests go to green: taken over`,
          "green is written down as the serving colour, for pulumi up",
          "the preview shows blue",
          "users are on green already",
        ],
        ["green is written down as serving", "the preview rule shows blue"],
      );
    },
  },
  ...[...AFTER, "moving" as const].flatMap((phase) =>
    ELSEWHERE.map(([pair, where]): Story => ({
      row: ROW,
      title: `${phase}: a person sends users to ${where}: they are to go back`,
      run: async (decide) => {
        const stage = await at(stageOf(decide, plan(phase)), phase);
        byHand(stage, pair);
        await stage.run(SWEEP);
        const why = `${HAND} to ${where} after the switch`;
        tells(stage, "returning", [why]);
        await stage.run(SWEEP);
        const health = "blue has 1 of 1 healthy, green has 1 of 1 healthy";
        const said = [why, `users go back to blue: ${why}; ${health}`];
        const back = ["the product rule shows blue (weights 101, 0)"];
        tells(stage, undefined, said, back, [`r2 rolledBack: users are back on blue: ${why}`]);
      },
    })),
  ),
  ...[...AFTER, "returning" as const].map((phase): Story => ({
    row: ROW,
    title: `${phase}: a person sends users back: the release ends as rolled back`,
    run: async (decide) => {
      const stage = await at(stageOf(decide, plan(phase)), phase);
      byHand(stage, OLD);
      await stage.run(SWEEP);
      const reason = "users were sent back to blue by hand";
      tells(stage, undefined, [reason], [], [`r2 rolledBack: ${reason}`]);
    },
  })),
  ...[...AFTER, "returning" as const].map((phase): Story => ({
    row: ROW,
    title: `${phase}: a person writes other weights for the same users: taken over`,
    run: async (decide) => {
      const stage = await at(stageOf(decide, plan(phase)), phase);
      byHand(stage, NEW);
      await stage.run(SWEEP);
      tells(stage, phase, [`${HAND}, and requests go to green: taken over`]);
    },
  })),
  ...ELSEWHERE.map(([pair, where]): Story => ({
    row: ROW,
    title: `returning: a person sends users to ${where}: they go back all the same`,
    run: async (decide) => {
      const stage = await at(stageOf(decide), "returning");
      byHand(stage, pair);
      await stage.run(SWEEP);
      tells(stage, "returning", [`${HAND}, and requests go to ${where}: taken over`]);
      await stage.run(SWEEP);
      const health = "blue has 1 of 1 healthy, green has 1 of 1 healthy";
      tells(
        stage,
        undefined,
        [...stage.said.slice(0, 1), `users go back to blue: green-errors fired; ${health}`],
        ["the product rule shows blue (weights 101, 0)"],
        ["r2 rolledBack: users are back on blue: green-errors fired"],
      );
    },
  })),
];

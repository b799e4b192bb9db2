/** Who is not a release moves users: a person in the console, or `pulumi up` that makes a rule anew. */
import assert from "node:assert/strict";
import { PHASES, type Phase } from "../../../../runtime/release/state";
import type { Pair } from "../../../../runtime/release/weights";
import type { Story } from "../world/story";
import {
  at,
  byHand,
  CONFIRMED,
  ends,
  executes,
  prepare,
  released,
  runs,
  stageOf,
  SWEEP,
  targets,
  tells,
} from "./stage";

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
    [[NEW, "green"] as const, ...ELSEWHERE].map(([pair, where]): Story => ({
      row: ROW,
      title: `${phase}: a person sends users to ${where}: nobody has approved that, and they are sent back`,
      run: async (decide) => {
        const stage = await at(stageOf(decide), phase);
        byHand(stage, pair);
        await stage.run(SWEEP);
        tells(
          stage,
          phase,
          [`${HAND} to ${where}; users go back to blue`],
          ["the product rule shows blue (weights 102, 0)"],
        );
      },
    })),
  ),
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
  {
    row: ROW,
    title:
      "outside a release a person moves users: that is the serving colour now, and the other one is kept",
    run: async (decide) => {
      const stage = await released(stageOf(decide));
      await stage.settle(SWEEP);
      stage.said.length = stage.calls.length = 0;
      byHand(stage, OLD);
      await stage.settle(SWEEP);
      tells(
        stage,
        undefined,
        [
          `${HAND}, and requests go to blue: taken over`,
          "users are on blue: it is the serving colour now",
          "blue is written down as the serving colour, for pulumi up",
          "the preview shows green",
          "nothing is to be done",
        ],
        ["blue is written down as serving", "the preview rule shows green"],
        ends(stage),
      );
      const { serving, idle } = stage.world.state;
      assert.deepEqual(serving, { colour: "blue", releaseId: "r1" });
      const { until = 0, ...kept } = idle ?? {};
      assert.deepEqual(kept, { why: "kept", releaseId: "r2", canGoBack: true, size: 1 });
      assert.ok(until > stage.world.now + 3_500_000);
    },
  },
  {
    row: ROW,
    title:
      "outside a release requests go to both colours: left alone, no release before a person puts it right, then one may begin",
    run: async (decide) => {
      const stage = stageOf(decide);
      byHand(stage, { blue: 50, green: 50 });
      const drift = "requests go to blue 50 %, green 50 %, which no release wrote";
      await stage.settle(SWEEP);
      tells(stage, undefined, [drift, "nothing is to be done"]);
      await stage.run(prepare());
      const refusal = `${drift}; put the weights right with multistage rollback, and release again`;
      tells(stage, undefined, [drift, "nothing is to be done", refusal]);
      assert.deepEqual(stage.answer("prepare", "r2"), { kind: "failed", reason: refusal });
      byHand(stage, OLD);
      await stage.run(SWEEP);
      await stage.run(SWEEP);
      await stage.run(prepare("r3"));
      assert.deepEqual(stage.said.slice(3), [
        `${HAND}, and requests go to blue: taken over`,
        `put right: ${drift}`,
        "release r3 has the service, and gets green",
      ]);
      assert.deepEqual(stage.calls, []);
    },
  },
  ...(
    [
      [1, "blue", "blue has 1 of 1 healthy", 102],
      [0, "green", "green has 1 of 1 healthy", 102],
    ] as const
  ).map(([healthy, colour, health, mark]): Story => ({
    row: ROW,
    title: `outside a release requests go nowhere: users are sent to the colour that is better off, which is ${colour}`,
    run: async (decide) => {
      const stage = stageOf(decide);
      targets(stage, "blue", 1, healthy);
      targets(stage, "green", 1, 1);
      byHand(stage, { blue: 0, green: 0 });
      await stage.run(SWEEP);
      const weights = colour === "blue" ? `${mark}, 0` : `0, ${mark}`;
      tells(
        stage,
        undefined,
        [`${HAND} to neither colour; ${health}: users go there`],
        [`the product rule shows ${colour} (weights ${weights})`],
      );
    },
  })),
  {
    row: ROW,
    title: "before anything is recorded of a service the weights of its rule are taken for known",
    run: async (decide) => {
      const stage = stageOf(decide);
      stage.world = { ...stage.world, state: { ...stage.world.state, product: undefined } };
      await stage.settle(SWEEP);
      tells(stage, undefined, ["requests go to blue", "nothing is to be done"]);
      assert.deepEqual(stage.world.state.product?.pair, { blue: 101, green: 0 });
    },
  },
  ...PHASES.map((phase): Story => ({
    row: "6.3 stickiness with weight 0",
    title: `${phase}: stickiness, or a third target group, makes the rule none of ours: left alone, and the release ends`,
    run: async (decide) => {
      const stage = await at(stageOf(decide, plan(phase)), phase);
      const odd = phase === "moving" ? "it forwards to 3 target groups" : "it has stickiness";
      stage.read = (read) => ({ ...read, product: { odd } });
      await stage.run(SWEEP);
      const reason = `the product rule was changed by hand: ${odd}`;
      // What a release after its switch ends as is another question: issue 8.
      assert.deepEqual(stage.said, [reason]);
      assert.equal(stage.world.state.open, undefined);
      assert.equal(stage.world.state.drift, reason);
      await stage.run(prepare("r3"));
      const refusal = `${reason}; put the weights right with multistage rollback, and release again`;
      assert.deepEqual(stage.answer("prepare", "r3"), { kind: "failed", reason: refusal });
      stage.read = undefined;
      executes(stage, { status: "failed" });
      await stage.run(SWEEP);
      assert.deepEqual(stage.said, [reason, refusal, `put right: ${reason}`]);
      assert.deepEqual(stage.calls, []);
    },
  })),
];

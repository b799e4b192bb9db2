/** A person wants users back while a release is on its way, and the wish comes once more. */
import assert from "node:assert/strict";
import type { Goal } from "../../../../runtime/release/observed";
import type { Story } from "../world/story";
import {
  approve,
  at,
  byHand,
  ends,
  executes,
  fresh,
  prepare,
  ROLLBACK,
  runs,
  side,
  stageOf,
  SWEEP,
  targets,
  tells,
} from "./stage";

const ROW = "design: switch back";
const BEFORE = ["preparing", "prepared", "deploying", "deployed", "switching", "moving"] as const;

export const WISHES: readonly Story[] = [
  ...BEFORE.map((phase): Story => ({
    row: ROW,
    title: `${phase}: a person wants users back, who have not moved: the release ends, so that they never will, and the next one is not harmed when the wish comes again`,
    run: async (decide) => {
      const stage = await at(stageOf(decide), phase);
      await stage.run(ROLLBACK);
      const reason = "Bob has users go back: customers call; users had not moved";
      tells(stage, undefined, [reason], [], [`r2 rejected: ${reason}`]);
      assert.deepEqual(stage.answer("release", "r2"), { kind: "failed", reason });
      assert.deepEqual(
        stage.world.state.ended.map(({ id, outcome }) => [id, outcome]),
        [
          ["back", "rolledBack"],
          ["r2", "rejected"],
        ],
      );
      const { state } = stage.world;
      await stage.run(ROLLBACK);
      assert.deepEqual(stage.world.state, state);
      await stage.run(prepare("r3"));
      const begun = stage.world.state;
      assert.equal(begun.open?.id, "r3");
      await stage.run(ROLLBACK);
      assert.deepEqual(stage.world.state, begun);
      assert.deepEqual(stage.calls, []);
    },
  })),
  {
    row: ROW,
    title:
      "during the bake the wish comes twice, and once more while the next release is watched: users go back once",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "baking");
      await runs(stage, ROLLBACK, 2);
      const to = "users are to go back to blue: Bob has users go back: customers call";
      tells(stage, "returning", [to]);
      await stage.settle(SWEEP);
      const back = ["r2 rolledBack: users are back on blue: Bob has users go back: customers call"];
      assert.deepEqual(ends(stage), back);
      executes(stage, { status: "failed" });
      await stage.settle(prepare("r3"));
      await stage.settle({ kind: "deploy", executionId: "r3" });
      approve(stage, "r3");
      await stage.settle({ kind: "release", executionId: "r3" });
      fresh(stage);
      const { state } = stage.world;
      await stage.run(ROLLBACK);
      tells(stage, "baking", [to], [], back);
      assert.deepEqual(stage.world.state, state);
    },
  },
  {
    row: ROW,
    title:
      "the rule is none of ours any more, and a person wants users back: refused, and the rule left alone",
    run: async (decide) => {
      const stage = stageOf(decide);
      stage.read = (read) => ({ ...read, product: { odd: "it has stickiness" } });
      await runs(stage, SWEEP, 2);
      await stage.run(ROLLBACK);
      const odd = "the product rule was changed by hand: it has stickiness";
      const reason = `${odd}; put it right first`;
      tells(stage, undefined, [odd, "nothing is to be done", reason]);
      assert.deepEqual(stage.world.state.ended, [
        { id: "back", outcome: "rejected", reason, at: stage.world.now },
      ]);
    },
  },
  ...(
    [
      ["that serves", 1, "blue", "101, 0"],
      ["that is better off", 0, "green", "0, 101"],
    ] as const
  ).map(([which, healthy, colour, weights]): Story => ({
    row: ROW,
    title: `requests go to both colours, and a person wants that put right: users go to the colour ${which}`,
    run: async (decide) => {
      const stage = stageOf(decide);
      targets(stage, "blue", 1, healthy);
      side(stage, "green", { releaseId: "r0" });
      targets(stage, "green", 1, 1);
      byHand(stage, { blue: 50, green: 50 });
      await stage.run(SWEEP);
      const drift = "requests go to blue 50 %, green 50 %, which no release wrote";
      await stage.run(ROLLBACK);
      const reason = `users go to ${colour}: ${colour} has 1 of 1 healthy`;
      tells(stage, undefined, [drift, reason], [`the product rule shows ${colour} (weights ${weights})`]);
      assert.deepEqual(stage.world.state.ended, [
        { id: "back", outcome: "rolledBack", reason, at: stage.world.now },
      ]);
      fresh(stage);
      await runs(stage, SWEEP, 2);
      assert.equal(stage.said[0], `put right: ${drift}`);
      assert.equal(stage.world.state.drift, undefined);
      assert.deepEqual(stage.world.state.serving, { colour, releaseId: colour === "blue" ? "r1" : "r0" });
      const { state } = stage.world;
      await stage.run({ ...ROLLBACK, by: "Bob again" } as Goal);
      assert.deepEqual(stage.world.state, state);
    },
  })),
];

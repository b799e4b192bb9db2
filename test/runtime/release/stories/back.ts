/** A person has users go back to the fleet that was kept. */
import assert from "node:assert/strict";
import type { Goal } from "../../../../runtime/release/observed";
import type { Story } from "../world/story";
import { grown } from "../world/read";
import { fleet, fresh, prepare, released, ROLLBACK, runs, stageOf, SWEEP, targets, tells } from "./stage";

const ROW = "6.1 rollback target gone";
const DONE = "r2 done: release r2 serves on green";
const SHIFT = "the product rule shows blue (weights 103, 0)";

export const BACK: readonly Story[] = [
  {
    row: ROW,
    title:
      "a person has users go back while the old fleet is kept: one call, the record of both, and the fleet they left is kept to be looked at",
    run: async (decide) => {
      const stage = await released(stageOf(decide));
      await runs(stage, ROLLBACK, 2);
      const reason = "users are back on blue: customers call";
      const said = [
        "Bob has users go back: customers call",
        "users go back to blue: customers call; blue has 1 of 1 healthy, green has 1 of 1 healthy",
      ];
      tells(stage, undefined, said, [SHIFT], [DONE, `back rolledBack: ${reason}`]);
      const { serving, idle } = stage.world.state;
      assert.deepEqual(serving, { colour: "blue", releaseId: "r1" });
      const until = stage.world.now + 3_600_000;
      assert.deepEqual(idle, { why: "debug", until, releaseId: "r2", canGoBack: false, size: 1 });
      const { state } = stage.world;
      await stage.settle(SWEEP);
      assert.deepEqual(stage.calls, [
        SHIFT,
        "blue is written down as serving",
        "the preview rule shows green",
      ]);
      fresh(stage);
      await stage.run(ROLLBACK);
      assert.deepEqual(stage.said, [reason]);
      assert.deepEqual(stage.world.state, state);
    },
  },
  {
    row: ROW,
    title: "a second wish to go back is refused: the fleet that is left is the one users were taken from",
    run: async (decide) => {
      const stage = await released(stageOf(decide));
      await runs(stage, ROLLBACK, 2);
      await stage.settle(SWEEP);
      fresh(stage);
      await stage.run({ ...ROLLBACK, id: "back2" } as Goal);
      const reason = "no fleet was kept to go back to; release the earlier revision again instead";
      assert.deepEqual(stage.said, [reason]);
      assert.deepEqual(stage.world.state.ended[0], {
        id: "back2",
        outcome: "rejected",
        reason,
        at: stage.world.now,
      });
      assert.deepEqual(stage.calls, []);
    },
  },
  {
    row: ROW,
    title:
      "a person has users go back, and the kept fleet is worse off for 1800 s: users stay, and the wish is refused with why",
    run: async (decide) => {
      const stage = await released(stageOf(decide));
      targets(stage, "blue", 1, 0);
      await runs(stage, ROLLBACK, 2);
      stage.pass(1800);
      await stage.run(SWEEP);
      const reason = "users stay: customers call, but blue has 0 of 1 healthy";
      tells(
        stage,
        undefined,
        [
          "Bob has users go back: customers call",
          "users are to go back (customers call), and wait until that is no worse: blue has 0 of 1 healthy, green has 1 of 1 healthy",
          reason,
        ],
        [],
        [DONE, `back rejected: ${reason}`],
      );
      assert.deepEqual(stage.world.product, { blue: 0, green: 102 });
    },
  },
  {
    row: ROW,
    title: "2 instances were kept, and 5 serve by now: the kept fleet grows to as many before users go back",
    run: async (decide) => {
      const stage = await released(stageOf(decide, { sizes: { min: 2, max: 5, initial: 2 } }));
      fleet(stage, "green", { desired: 5 });
      await stage.settle(SWEEP);
      fresh(stage);
      assert.equal(stage.world.state.idle?.size, 2);
      await runs(stage, ROLLBACK, 3);
      const worse = "blue has 2 of 2 healthy, green has 5 of 5 healthy";
      const said = [
        "Bob has users go back: customers call",
        "blue grows to 5 instances, so that users can go back",
        `users are to go back (customers call), and wait until that is no worse: ${worse}`,
      ];
      const grows = "blue has 5 to 5 instances, 5 of them now";
      tells(stage, "returning", said, [grows], [DONE]);
      stage.world = grown(grown(stage.world, "blue"), "blue");
      await stage.run(ROLLBACK);
      const health = "blue has 5 of 5 healthy, green has 5 of 5 healthy";
      tells(
        stage,
        undefined,
        [...said, `users go back to blue: customers call; ${health}`],
        [grows, SHIFT],
        [DONE, "back rolledBack: users are back on blue: customers call"],
      );
    },
  },
  {
    row: ROW,
    title: "an execution waits while a person has users go back",
    run: async (decide) => {
      const stage = await released(stageOf(decide));
      targets(stage, "blue", 1, 0);
      await stage.run(ROLLBACK);
      await stage.run(prepare("r3"));
      assert.equal(stage.world.state.open?.id, "back");
      assert.deepEqual(stage.answer("prepare", "r3", "why"), { kind: "continue", reason: "why" });
    },
  },
];

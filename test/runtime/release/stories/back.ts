/** Ways back: users go back to the fleet that was kept, an earlier release is released again, a fleet is retired. */
import assert from "node:assert/strict";
import type { Goal } from "../../../../runtime/release/observed";
import { ARTIFACT, NOON } from "../world/world";
import type { Story } from "../world/story";
import {
  at,
  CONFIRMED,
  ends,
  fresh,
  prepare,
  released,
  ROLLBACK,
  runs,
  side,
  stageOf,
  SWEEP,
  targets,
  tells,
} from "./stage";

const ROW = "6.1 rollback target gone";
const AGAIN: Goal = { kind: "reRelease", id: "again", by: "Bob", artifact: ARTIFACT, since: NOON };
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
  {
    row: ROW,
    title:
      "a new release takes the kept fleet, and says that users cannot be switched back; who wants that is told what to do instead",
    run: async (decide) => {
      const stage = await released(stageOf(decide));
      await stage.settle(SWEEP);
      fresh(stage);
      await stage.run(prepare("r3"));
      tells(
        stage,
        "preparing",
        ["release r3 has the service, and gets blue; users cannot be switched back to r1 any more"],
        [],
        [DONE],
      );
      assert.equal(stage.world.state.idle, undefined);
      await stage.run(SWEEP);
      assert.deepEqual(stage.calls, ["blue has 0 to 0 instances, 0 of them now"]);
      stage.world = {
        ...stage.world,
        executions: stage.world.executions.map((one) => ({ ...one, status: "stopped" })),
      };
      await stage.run(SWEEP);
      await stage.run(ROLLBACK);
      assert.equal(
        stage.said.at(-1),
        "no fleet was kept to go back to; release the earlier revision again instead",
      );
    },
  },
  {
    row: ROW,
    title:
      "an earlier release is released again without the pipeline: the same gate, a person's word as approval, and a bake",
    run: async (decide) => {
      const stage = stageOf(decide, CONFIRMED);
      await stage.run(AGAIN);
      await stage.settle(SWEEP);
      assert.equal(stage.world.state.open?.phase, "baking");
      assert.deepEqual(stage.world.state.open.approval, { by: "Bob", at: NOON });
      assert.deepEqual(
        [stage.world.state.open.kind, stage.world.state.open.by, stage.world.state.open.executionId],
        ["reRelease", "Bob", undefined],
      );
      stage.pass(3600);
      await stage.run(SWEEP);
      assert.deepEqual(ends(stage), ["again done: release again serves on green"]);
      assert.deepEqual(
        stage.said.filter((one) => !one.includes("watched for")),
        [
          "release again has the service, and gets green",
          "instances of green install release again",
          "green is ready to be filled with release again",
          "green is filled with release again",
          "green gets 1 instances",
          "waiting for green: 0 of 1 are healthy and report release again",
          "green: 1 of 1 are healthy and report release again, read 1 of 2",
          "green: 1 of 1 are healthy and report release again; the preview shows it at http://shop:8443",
          "users are to move to green",
          "nothing is in the way: users move to green now",
          "users move to green: 1 of 1 are healthy and report release again",
          "green is written down as the serving colour, for pulumi up",
          "the preview shows blue",
          "release again serves on green",
        ],
      );
      await stage.run(AGAIN);
      assert.equal(stage.said.at(-1), "release again serves on green");
    },
  },
  {
    row: ROW,
    title:
      "an earlier release is asked for while another has the service: that one goes first, or is rejected",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      await stage.run(AGAIN);
      const reason = "release r2 has the service; reject it, or wait for its end";
      tells(stage, "deployed", [reason]);
      assert.deepEqual(stage.world.state.ended, [
        { id: "again", outcome: "rejected", reason, at: stage.world.now },
      ]);
      await stage.run(AGAIN);
      assert.equal(stage.world.state.ended.length, 1);
    },
  },
  {
    row: ROW,
    title: "a person has the kept fleet retired before its time; after that users cannot be switched back",
    run: async (decide) => {
      const stage = await released(stageOf(decide));
      await stage.settle(SWEEP);
      fresh(stage);
      await stage.run({ kind: "retire", by: "Bob" });
      tells(stage, undefined, ["Bob has the fleet retired that users are not on"], [], [DONE]);
      await stage.settle({ kind: "retire", by: "Bob" });
      await stage.run(ROLLBACK);
      tells(
        stage,
        undefined,
        [
          "Bob has the fleet retired that users are not on",
          "blue is retired: nobody needs it any more",
          "the fleet that users are not on is gone",
          "nothing is to be done",
          "no fleet was kept to go back to; release the earlier revision again instead",
        ],
        ["blue has 0 to 0 instances, 0 of them now"],
        [DONE],
      );
    },
  },
  {
    row: ROW,
    title: "the old fleet is kept at full size for keepSeconds after the bake, and then retired",
    run: async (decide) => {
      const stage = await released(stageOf(decide, { keepSeconds: 7200 }));
      const until = stage.world.state.idle?.until ?? 0;
      assert.deepEqual(stage.world.state.idle, {
        why: "kept",
        until,
        releaseId: "r1",
        canGoBack: true,
        size: 1,
      });
      await stage.settle(SWEEP);
      fresh(stage);
      stage.world = { ...stage.world, now: until - 1 };
      await stage.run(SWEEP);
      stage.world = { ...stage.world, now: until };
      await stage.run(SWEEP);
      const said = ["nothing is to be done", "blue is retired: nobody needs it any more"];
      tells(stage, undefined, said, ["blue has 0 to 0 instances, 0 of them now"], [DONE]);
    },
  },
  {
    row: ROW,
    title: "somebody fills the fleet that users are not on, and no release keeps it: it is taken down again",
    run: async (decide) => {
      const stage = stageOf(decide);
      side(stage, "green", { fleet: { min: 1, max: 1, desired: 1, templateVersion: 1, instances: [] } });
      await stage.settle(SWEEP);
      const said = ["green is retired: nobody needs it any more", "nothing is to be done"];
      tells(stage, undefined, said, ["green has 0 to 0 instances, 0 of them now"]);
    },
  },
];

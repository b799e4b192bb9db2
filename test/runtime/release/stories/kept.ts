/** The fleet that users are not on: kept, taken by a new release, retired. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import { at, fresh, prepare, RELEASE, released, ROLLBACK, side, stageOf, SWEEP, tells } from "./stage";

const ROW = "6.1 rollback target gone";
const DONE = "r2 done: release r2 serves on green";

export const KEPT: readonly Story[] = [
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
    title:
      "a fleet that nobody wants kept stays for 60 s, as nodes of the load balancer may still send requests to it",
    run: async (decide) => {
      const stage = await at(stageOf(decide, { keepSeconds: 0 }), "baking");
      stage.pass(3600);
      await stage.run(RELEASE);
      fresh(stage);
      stage.pass(59);
      await stage.run(SWEEP);
      assert.deepEqual(stage.calls, []);
      stage.pass(1);
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

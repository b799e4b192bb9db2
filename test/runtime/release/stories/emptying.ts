/** Instances that have to be gone before something else may happen. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import {
  at,
  ends,
  fleet,
  fresh,
  prepare,
  released,
  runs,
  side,
  stageOf,
  SWEEP,
  targets,
  tells,
} from "./stage";

export const EMPTYING: readonly Story[] = [
  {
    row: "6.1 partial deregistration, drain stuck",
    title: "what the new colour ran before is ended first, and waited for; only then it is told what to run",
    run: async (decide) => {
      const stage = stageOf(decide);
      side(stage, "green", { releaseId: "r0" });
      fleet(stage, "green", { min: 1, max: 1, desired: 1, templateVersion: 7 });
      targets(stage, "green", 1, 1);
      await runs(stage, prepare(), 3);
      const emptied = "green has 0 to 0 instances, 0 of them now";
      tells(
        stage,
        "preparing",
        [
          "release r2 has the service, and gets green",
          "green is emptied of what it ran before",
          "waiting for 1 instances of green to be gone",
        ],
        [emptied],
      );
      targets(stage, "green", 0, 0);
      await runs(stage, prepare(), 3);
      assert.equal(stage.world.state.open?.phase, "prepared");
      assert.deepEqual(stage.calls, [
        emptied,
        "instances of green install release r2",
        "green starts from version 1 of its launch template",
      ]);
    },
  },
  {
    row: "6.1 partial deregistration, drain stuck",
    title:
      "instances of the revision before that do not end are waited for 900 s; then the release is refused",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "preparing");
      targets(stage, "green", 1, 1);
      stage.pass(899);
      await stage.run(prepare());
      stage.pass(1);
      await stage.run(prepare());
      const reason = "green was not emptied in time: 1 instances are left";
      tells(
        stage,
        undefined,
        ["waiting for 1 instances of green to be gone", reason],
        [],
        [`r2 rejected: ${reason}`],
      );
    },
  },
  {
    row: "6.1 partial deregistration, drain stuck",
    title: "a fleet that is retired counts as gone once its last instance is, and not before",
    run: async (decide) => {
      const stage = await released(stageOf(decide));
      await stage.settle(SWEEP);
      stage.pass(3600);
      fresh(stage);
      await runs(stage, SWEEP, 2);
      const said = ["blue is retired: nobody needs it any more", "nothing is to be done"];
      const calls = ["blue has 0 to 0 instances, 0 of them now"];
      tells(stage, undefined, said, calls, ends(stage));
      assert.equal(stage.world.state.idle?.why, "kept");
      targets(stage, "blue", 0, 0);
      await stage.run(SWEEP);
      tells(stage, undefined, [...said, "the fleet that users are not on is gone"], calls, ends(stage));
      assert.equal(stage.world.state.idle, undefined);
    },
  },
];

/** Alarms that fire, know nothing or do not exist before users move. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import { at, executes, prepare, RELEASE, runs, side, stageOf, tells } from "./stage";

const ALARM = "6.1 alarm already firing, missing data";
const MOVES = "users move to green: 1 of 1 are healthy and report release r2";
const SHIFT = "the product rule shows green (weights 0, 102)";
const READY = "nothing is in the way: users move to green now";

export const ALARMS: readonly Story[] = [
  ...(["ALARM", "INSUFFICIENT_DATA"] as const).map((state): Story => ({
    row: ALARM,
    title: `an alarm of the new colour is in ${state} before the release begins: it is waited for, and the release begins once it is quiet`,
    run: async (decide) => {
      const stage = stageOf(decide);
      side(stage, "green", { alarm: state });
      await stage.run(prepare());
      stage.pass(899);
      await stage.run(prepare());
      side(stage, "green", { alarm: "OK" });
      await stage.run(prepare());
      tells(stage, "preparing", [
        "waiting for these alarms to be quiet: green-errors",
        "release r2 has the service, and gets green",
      ]);
    },
  })),
  {
    row: ALARM,
    title:
      "an alarm of the new colour that was not quiet for 900 s before the release begins: the release is refused",
    run: async (decide) => {
      const stage = stageOf(decide);
      side(stage, "green", { alarm: "ALARM" });
      stage.pass(900);
      await stage.run(prepare());
      const reason = "before the release began, these alarms were not quiet: green-errors";
      tells(stage, undefined, [reason]);
      assert.deepEqual(stage.answer("prepare", "r2"), { kind: "failed", reason });
    },
  },
  {
    row: ALARM,
    title:
      "a release that waited for another one waits 900 s for alarms all the same, from when the service is free",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      const asked = prepare("r3", stage.world.now);
      stage.pass(2000);
      side(stage, "green", { alarm: "ALARM" });
      executes(stage, { status: "stopped" });
      await stage.run(asked);
      stage.pass(899);
      await stage.run(asked);
      const over = "the pipeline's execution was stopped";
      const said = [over, "waiting for these alarms to be quiet: green-errors"];
      tells(stage, undefined, said, [], [`r2 rejected: ${over}`]);
      stage.pass(1);
      await stage.run(asked);
      assert.equal(stage.world.state.ended[0]?.id, "r3");
      assert.equal(stage.said.at(-1), "before the release began, these alarms were not quiet: green-errors");
    },
  },
  {
    row: ALARM,
    title: "an alarm that is to watch the bake does not exist: the release is refused",
    run: async (decide) => {
      const stage = stageOf(decide);
      side(stage, "green", { alarm: "missing" });
      await stage.run(prepare());
      const reason = "there is no alarm green-errors; run pulumi up, which makes it";
      tells(stage, undefined, [reason]);
      assert.deepEqual(stage.answer("prepare", "r2"), { kind: "failed", reason });
    },
  },
  {
    row: ALARM,
    title:
      "an alarm that is to watch the bake has been deleted when users are to move: the release is refused",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "switching");
      side(stage, "green", { alarm: "missing" });
      await stage.run(RELEASE);
      const reason = "there is no alarm green-errors any more";
      tells(stage, undefined, [reason], [], [`r2 rejected: ${reason}`]);
    },
  },
  ...(["ALARM", "INSUFFICIENT_DATA"] as const).map((state): Story => ({
    row: ALARM,
    title: `an alarm of the new colour is in ${state} when users are to move: it is waited for`,
    run: async (decide) => {
      const stage = await at(stageOf(decide), "switching");
      side(stage, "green", { alarm: state });
      await runs(stage, RELEASE, 3);
      tells(stage, "switching", ["waiting for alarms to be quiet: green-errors"]);
      side(stage, "green", { alarm: "OK" });
      await runs(stage, RELEASE, 2);
      tells(stage, "baking", ["waiting for alarms to be quiet: green-errors", READY, MOVES], [SHIFT]);
    },
  })),
  {
    row: ALARM,
    title: "an alarm that never is quiet ends the release while a bake still fits into the pipeline's action",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "switching");
      side(stage, "green", { alarm: "ALARM" });
      stage.pass(84_600 - 3600);
      await stage.run(RELEASE);
      stage.pass(1);
      await stage.run(RELEASE);
      const reason = "users could not move in time: see what was waited for";
      tells(
        stage,
        undefined,
        ["waiting for alarms to be quiet: green-errors", reason],
        [],
        [`r2 rejected: ${reason}`],
      );
    },
  },
  {
    row: ALARM,
    title: "an alarm that fires in the moment of the switch does not let the wait begin anew",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "switching");
      stage.pass(80_000);
      await stage.run(RELEASE);
      assert.equal(stage.world.state.open?.phase, "moving");
      side(stage, "green", { alarm: "ALARM" });
      await stage.run(RELEASE);
      assert.equal(stage.world.state.open.phase, "switching");
      stage.pass(1001);
      await stage.run(RELEASE);
      const reason = "users could not move in time: see what was waited for";
      const again = "something is in the way again: users do not move yet";
      tells(stage, undefined, [READY, again, reason], [], [`r2 rejected: ${reason}`]);
    },
  },
];

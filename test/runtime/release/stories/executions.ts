/** Two executions of the pipeline that want the same service, and steps of one whose release never began. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import { at, CALLS, DEPLOY, executes, fresh, prepare, RELEASE, runs, stageOf, SWEEP, tells } from "./stage";

export const EXECUTIONS: readonly Story[] = [
  {
    row: "6.3 abandoned executions",
    title: "an execution that has ended before its first step is heard begins nothing",
    run: async (decide) => {
      const stage = stageOf(decide);
      executes(stage, { status: "stopped" });
      await stage.run(prepare());
      const reason = "the pipeline's execution had ended before its release began";
      tells(stage, undefined, [reason]);
      assert.deepEqual(stage.answer("prepare", "r2"), { kind: "failed", reason });
    },
  },
  ...([DEPLOY, RELEASE] as const).map((goal): Story => ({
    row: "6.3 pipeline definition changed between failure and retry",
    title: `a step ${goal.kind} of an execution whose release never began is refused, with what to do`,
    run: async (decide) => {
      const stage = stageOf(decide);
      await runs(stage, goal, 2);
      const reason = "no release of execution r2 holds the service; start the pipeline again";
      tells(stage, undefined, [reason, "nothing is to be done"]);
      assert.deepEqual(stage.answer(goal.kind === "deploy" ? "deploy" : "release", "r2"), {
        kind: "failed",
        reason,
      });
      assert.equal(stage.world.state.ended.length, 1);
    },
  })),
  {
    row: "6.1 concurrent executions",
    title: "a second execution waits while the first has the service, and gets it afterwards",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      await stage.run(prepare("r3"));
      tells(stage, "deployed", ["waiting for tests and approval"]);
      assert.deepEqual(stage.answer("prepare", "r3", "why"), { kind: "continue", reason: "why" });
      executes(stage, { status: "stopped" });
      await runs(stage, prepare("r3"), 2);
      const over = "the pipeline's execution was stopped";
      tells(
        stage,
        "preparing",
        ["waiting for tests and approval", over, "release r3 has the service, and gets green"],
        [],
        [`r2 rejected: ${over}`],
      );
      assert.equal(stage.world.state.open?.id, "r3");
    },
  },
  {
    row: "6.1 concurrent executions",
    title:
      "a second execution that waits drives the first on, and neither takes the other's step for its own",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "preparing");
      await stage.settle(prepare("r3"));
      tells(
        stage,
        "prepared",
        [
          "instances of green install release r2",
          "green is ready to be filled with release r2",
          "waiting for the pipeline to deploy",
        ],
        CALLS.slice(0, 1),
      );
      await stage.run({ kind: "deploy", executionId: "r3" });
      assert.equal(stage.world.state.open?.phase, "prepared");
    },
  },
  {
    row: "6.1 concurrent executions",
    title:
      "a second execution that has waited for 84600 s is refused before its pipeline gives up, and told so again",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      const asked = prepare("r3", stage.world.now);
      stage.pass(84_599);
      await stage.run(asked);
      stage.pass(1);
      await runs(stage, asked, 2);
      const reason = "release r2 had the service all the time";
      tells(stage, "deployed", ["waiting for tests and approval", reason]);
      assert.deepEqual(stage.answer("prepare", "r3"), { kind: "failed", reason });
      assert.equal(stage.world.state.ended.length, 1);
    },
  },
  {
    row: "6.1 concurrent executions",
    title: "a second execution that ends while it waits is refused, and the first goes on",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      executes(stage, { status: "stopped" }, "r3");
      await stage.run(prepare("r3"));
      const reason = "the pipeline's execution had ended before its release began";
      tells(stage, "deployed", [reason]);
      assert.deepEqual(stage.answer("prepare", "r3"), { kind: "failed", reason });
    },
  },
  {
    row: "6.1 concurrent executions",
    title:
      "a release that has ended and is asked for once more, while another has the service, gets its old answer",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      executes(stage, { status: "stopped" });
      await stage.run(SWEEP);
      await stage.run(prepare("r3"));
      const { state } = stage.world;
      fresh(stage);
      await stage.run(prepare());
      assert.deepEqual(stage.said, ["the pipeline's execution was stopped"]);
      assert.deepEqual(stage.world.state, state);
      assert.deepEqual(stage.calls, []);
    },
  },
];

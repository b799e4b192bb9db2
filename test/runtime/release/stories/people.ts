/** Approvals, rejections, executions that end, and two of them that want the same service. */
import assert from "node:assert/strict";
import { NOON } from "../world/world";
import type { Story } from "../world/story";
import {
  at,
  CALLS,
  CONFIRMED,
  DEPLOY,
  ends,
  executes,
  fresh,
  prepare,
  RELEASE,
  runs,
  stageOf,
  SWEEP,
  tells,
} from "./stage";
import type { Execution } from "../world/world";

const BEFORE = ["preparing", "prepared", "deploying", "deployed", "switching", "moving"] as const;
const ENDS: readonly (readonly [string, string, string, Partial<Execution>])[] = [
  [
    "6.1 rejected approval",
    "Ada rejects it",
    "Ada rejected it: the logo is wrong",
    {
      status: "failed",
      approval: { state: "rejected", by: "Ada", at: NOON, comment: "the logo is wrong" },
    },
  ],
  [
    "6.1 approval timeout",
    "nobody approves it in time",
    "nobody approved it in time",
    {
      status: "failed",
      approval: { state: "timedOut" },
    },
  ],
  [
    "6.3 abandoned executions",
    "its execution fails",
    "the pipeline's execution failed",
    { status: "failed" },
  ],
  [
    "6.3 abandoned executions",
    "its execution is stopped",
    "the pipeline's execution was stopped",
    {
      status: "stopped",
    },
  ],
  [
    "6.3 abandoned executions",
    "its execution is no longer known",
    "the pipeline no longer knows its execution",
    {
      status: "missing",
    },
  ],
  [
    "6.3 abandoned executions",
    "its execution ends without it",
    "the pipeline's execution ended without releasing it",
    {
      status: "succeeded",
    },
  ],
];

export const PEOPLE: readonly Story[] = [
  ...ENDS.map(([row, what, reason, change]): Story => ({
    row,
    title: `${what}, and the event of that is lost: the sweep ends the release, users notice nothing, and the new fleet is kept for 3600 s to be looked at`,
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      executes(stage, change);
      await stage.run(SWEEP);
      tells(stage, undefined, [reason], [], [`r2 rejected: ${reason}`]);
      const until = stage.world.now + 3_600_000;
      const debug = { why: "debug", until, releaseId: "r2", canGoBack: false, size: 1 };
      assert.deepEqual(stage.world.state.idle, debug);
      stage.pass(3599);
      await stage.run(SWEEP);
      assert.deepEqual(stage.calls, []);
      stage.pass(1);
      await stage.settle(SWEEP);
      assert.deepEqual(stage.calls, ["green has 0 to 0 instances, 0 of them now"]);
      assert.equal(stage.world.state.idle, undefined);
      assert.deepEqual(stage.world.product, { blue: 101, green: 0 });
    },
  })),
  {
    row: "6.1 rejected approval",
    title: "a rejection without a comment, by a person whose pipeline still runs, ends the release as well",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      executes(stage, { approval: { state: "rejected", by: "Ada", at: NOON } });
      await stage.run(SWEEP);
      tells(stage, undefined, ["Ada rejected it"], [], ["r2 rejected: Ada rejected it"]);
    },
  },
  ...BEFORE.map((phase): Story => ({
    row: "6.3 abandoned executions",
    title: `${phase}: the pipeline's execution is stopped: the release ends, and nothing is called`,
    run: async (decide) => {
      const stage = await at(stageOf(decide), phase);
      executes(stage, { status: "stopped" });
      await stage.run(SWEEP);
      const reason = "the pipeline's execution was stopped";
      tells(stage, undefined, [reason], [], [`r2 rejected: ${reason}`]);
      const isFilled = phase !== "preparing" && phase !== "prepared";
      assert.equal(stage.world.state.idle?.until, stage.world.now + (isFilled ? 3_600_000 : 0));
    },
  })),
  {
    row: "6.3 approve after timeout",
    title:
      "an approval that comes after its time-out moves nobody: the release has ended, and its step is refused",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      executes(stage, { status: "failed", approval: { state: "timedOut" } });
      await stage.run(SWEEP);
      executes(stage, { status: "running", approval: { state: "approved", by: "Ada", at: stage.world.now } });
      await stage.run(RELEASE);
      const reason = "nobody approved it in time";
      tells(stage, undefined, [reason, "nothing is to be done"], [], [`r2 rejected: ${reason}`]);
      assert.deepEqual(stage.answer("release", "r2"), { kind: "failed", reason });
    },
  },
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
    title: "a second execution that ends while it waits is forgotten, and the first goes on",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      executes(stage, { status: "stopped" }, "r3");
      await stage.run(prepare("r3"));
      const reason = "the pipeline's execution ended while another release had the service";
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
  {
    row: "design: confirm",
    title:
      "after the bake a person is asked once more, and says yes: the release is done, and the old fleet retired at once",
    run: async (decide) => {
      const stage = await at(stageOf(decide, CONFIRMED), "baking");
      stage.pass(3600);
      await runs(stage, RELEASE, 2);
      const said = [
        "the bake was quiet; a person is asked whether users stay",
        "waiting for a person to confirm",
      ];
      tells(stage, "confirming", said);
      assert.deepEqual(stage.answer("release", "r2"), { kind: "succeeded" });
      executes(stage, { confirmation: { state: "approved", by: "Ada", at: NOON } });
      await stage.settle(SWEEP, 4);
      const reason = "release r2 serves on green: Ada confirmed it";
      tells(
        stage,
        undefined,
        [
          ...said,
          reason,
          "blue is retired: nobody needs it any more",
          "the fleet that users are not on is gone",
          "green serves with 1 to 2 instances, as declared",
        ],
        ["blue has 0 to 0 instances, 0 of them now", "green has 1 to 2 instances, 1 of them now"],
        [`r2 done: ${reason}`],
      );
    },
  },
  {
    row: "design: confirm",
    title: "after the bake a person is asked once more, and says no: users go back",
    run: async (decide) => {
      const stage = await at(stageOf(decide, CONFIRMED), "confirming");
      executes(stage, { status: "failed", confirmation: { state: "rejected", by: "Ada", at: NOON } });
      await runs(stage, SWEEP, 2);
      assert.deepEqual(ends(stage), ["r2 rolledBack: users are back on blue: Ada did not confirm it"]);
      assert.deepEqual(stage.calls, ["the product rule shows blue (weights 103, 0)"]);
    },
  },
  {
    row: "design: confirm",
    title: "after the bake a person is asked once more, and does not answer in time: users go back",
    run: async (decide) => {
      const stage = await at(stageOf(decide, CONFIRMED), "confirming");
      executes(stage, { status: "failed", confirmation: { state: "timedOut" } });
      await runs(stage, SWEEP, 2);
      assert.equal(stage.world.state.ended[0]?.outcome, "rolledBack");
      assert.deepEqual(stage.calls, ["the product rule shows blue (weights 103, 0)"]);
    },
  },
  {
    row: "design: confirm",
    title:
      "migrations are breaking, and nobody answers: there is nothing to go back to, and the release is done with a note",
    run: async (decide) => {
      const stage = await at(stageOf(decide, { ...CONFIRMED, migrations: "breaking" }), "confirming");
      await stage.run(SWEEP);
      const reason = "release r2 serves on green: nobody objected";
      tells(stage, undefined, [reason], [], [`r2 done: ${reason}`]);
      assert.equal(stage.world.state.idle?.until, stage.world.now + 3_600_000);
    },
  },
  {
    row: "design: confirm",
    title:
      "the pipeline's execution has succeeded without an answer that is to be seen: the release is done, and the old fleet kept",
    run: async (decide) => {
      const stage = await at(stageOf(decide, CONFIRMED), "confirming");
      executes(stage, { status: "succeeded" });
      await stage.run(SWEEP);
      const reason = "release r2 serves on green: nobody objected";
      tells(stage, undefined, [reason], [], [`r2 done: ${reason}`]);
    },
  },
];

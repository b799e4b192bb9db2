/** Nobody wants the release any more: rejected, timed out, stopped, failed, forgotten. */
import assert from "node:assert/strict";
import { NOON } from "../sample";
import type { Story } from "../world/story";
import { at, executes, RELEASE, stageOf, SWEEP, tells } from "./stage";
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

export const APPROVALS: readonly Story[] = [
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
];

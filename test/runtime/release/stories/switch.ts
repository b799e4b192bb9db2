/** Users are to move, and something is in the way: the hour, the artifact, an approval that is missing. */
import assert from "node:assert/strict";
import { NOON } from "../sample";
import type { Story } from "../world/story";
import { approve, at, fresh, prepare, registered, RELEASE, runs, stageOf, SWEEP, tells } from "./stage";

const MOVES = "users move to green: 1 of 1 are healthy and report release r2";
const SHIFT = "the product rule shows green (weights 0, 102)";
const READY = "nothing is in the way: users move to green now";

export const SWITCH: readonly Story[] = [
  {
    row: "design: windows",
    title: "outside the hours in which it may switch users wait, and move as they begin",
    run: async (decide) => {
      const window = { days: ["sun" as const], from: "09:00", until: "17:00", timeZone: "Asia/Seoul" };
      const stage = await at(stageOf(decide, { windows: [window] }), "switching");
      stage.world = { ...stage.world, now: NOON + 12 * 3_600_000 - 1000 };
      await stage.run(RELEASE);
      const waiting = "waiting for the hours in which it may switch: sun 09:00 to 17:00 Asia/Seoul";
      tells(stage, "switching", [waiting]);
      stage.pass(1);
      await runs(stage, RELEASE, 2);
      tells(stage, "baking", [waiting, READY, MOVES], [SHIFT]);
    },
  },
  ...(
    [
      ["gone", "is not there; upload it again"],
      ["replaced", "is not what it was: its digest is another; upload it again"],
    ] as const
  ).map(([state, text]): Story => ({
    row: "6.3 artifact replaced in S3 during QA",
    title: `the artifact is ${state} when users are to move: the release is refused, as an instance that starts later could not install it`,
    run: async (decide) => {
      const stage = await at(stageOf(decide), "switching");
      stage.read = (read) => ({ ...read, artifact: { state } });
      await stage.run(RELEASE);
      const reason = `what was released ${text}`;
      tells(stage, undefined, [reason], [], [`r2 rejected: ${reason}`]);
    },
  })),
  ...(
    [
      ["gone", "is not there; upload it again"],
      ["replaced", "is not what it was: its digest is another; upload it again"],
      ["notZip", "is no zip file; upload what multistage package makes"],
      ["wrongTags", "is not tagged for this service and stage; upload it with multistage upload"],
    ] as const
  ).map(([state, text]): Story => ({
    row: "6.3 artifact replaced in S3 during QA",
    title: `an artifact that is ${state} when the release is asked for is refused, and named`,
    run: async (decide) => {
      const stage = stageOf(decide);
      stage.read = (read) => ({ ...read, artifact: { state } });
      await stage.run(prepare());
      const reason = `s3://shop-dev-artifacts/storefront/revision.zip, version 3L4k, ${text}`;
      tells(stage, undefined, [reason]);
      assert.deepEqual(stage.answer("prepare", "r2"), { kind: "failed", reason });
    },
  })),
  ...(
    [
      ["is required by the plan, and no longer by what is declared", true, false],
      ["is required by what is declared, and was not when the release began", false, true],
    ] as const
  ).map(([what, planned, declared]): Story => ({
    row: "6.1 approval timeout",
    title: `an approval that ${what}: users do not move without it, and after 300 s the release is refused`,
    run: async (decide) => {
      const stage = await at(stageOf(decide, { approvalRequired: planned }), "deployed");
      registered(stage, { approvalRequired: declared });
      await runs(stage, RELEASE, 2);
      stage.pass(299);
      await stage.run(RELEASE);
      const said = ["users are to move to green", "waiting for the approval to be seen"];
      tells(stage, "switching", said);
      stage.pass(1);
      await stage.run(RELEASE);
      const reason = "nobody approved it, and its service asks for an approval";
      tells(stage, undefined, [...said, reason], [], [`r2 rejected: ${reason}`]);
    },
  })),
  {
    row: "6.1 approval timeout",
    title:
      "an approval that is seen late, when the pipeline has gone on already, is recorded with its words, and users move",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      await runs(stage, RELEASE, 2);
      fresh(stage);
      const approval = { state: "approved", by: "Ada", at: NOON, comment: "looks good" } as const;
      stage.world = {
        ...stage.world,
        executions: stage.world.executions.map((one) => ({ ...one, approval })),
      };
      await runs(stage, RELEASE, 3);
      tells(stage, "baking", ["Ada approved it: looks good", READY, MOVES], [SHIFT]);
      assert.deepEqual(stage.world.state.open?.approval, { by: "Ada", at: NOON, comment: "looks good" });
    },
  },
  {
    row: "6.1 approval timeout",
    title: "a service that asks for no approval moves its users without one, and says so in the evidence",
    run: async (decide) => {
      const stage = await at(stageOf(decide, { approvalRequired: false }), "deployed");
      await runs(stage, RELEASE, 3);
      tells(stage, "baking", ["users are to move to green", READY, MOVES], [SHIFT]);
      assert.deepEqual(stage.world.state.open?.evidence, [
        "green: 1 of 1 are healthy and report release r2",
        "blue has 1 of 1 healthy",
        "alarm green-errors: OK",
        "no approval is asked for",
        "artifact: found",
      ]);
    },
  },
  {
    row: "6.1 approval timeout",
    title: "an approval is recorded by the sweep, before the pipeline gets to the next step",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      approve(stage);
      await runs(stage, SWEEP, 2);
      tells(stage, "deployed", ["Ada approved it", "waiting for the pipeline"]);
    },
  },
];

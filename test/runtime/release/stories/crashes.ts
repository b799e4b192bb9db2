/** Invocations that end where they should not: killed or throttled at a call. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import { at, CALLS, ends, pipeline, RELEASE, stageOf, SWEEP, tells } from "./stage";

const DONE = ["r2 done: release r2 serves on green"];
const PLACES = ["before the call", "after the call"] as const;

export const CRASHES: readonly Story[] = [
  ...PLACES.map((where): Story => ({
    row: "6.1 crash after any API call",
    title: `a release whose every call is killed ${where} once makes the same calls in the same order, each of them once`,
    run: async (decide) => {
      const stage = stageOf(decide);
      await pipeline(stage, (round) => (stage.kill = round % 2 === 0 ? where : undefined));
      assert.deepEqual(stage.calls, CALLS);
      assert.deepEqual(ends(stage), DONE);
    },
  })),
  ...PLACES.map((where): Story => ({
    row: "6.1 crash after any API call",
    title: `a return whose invocation is killed ${where} is made once, and ends as any other`,
    run: async (decide) => {
      const stage = await at(stageOf(decide), "returning");
      stage.kill = where;
      await stage.run(RELEASE);
      tells(
        stage,
        "returning",
        [],
        where === "after the call" ? ["the product rule shows blue (weights 103, 0)"] : [],
      );
      stage.pass(150);
      await stage.run(SWEEP);
      tells(
        stage,
        undefined,
        [
          where === "after the call"
            ? "requests go to blue: an earlier call took effect before it could be recorded"
            : "users go back to blue: green-errors fired; blue has 1 of 1 healthy, green has 1 of 1 healthy",
        ],
        ["the product rule shows blue (weights 103, 0)"],
        ["r2 rolledBack: users are back on blue: green-errors fired"],
      );
    },
  })),
  {
    row: "6.1 throttling",
    title:
      "a release whose every call is throttled once makes the same calls in the same order, each of them once",
    run: async (decide) => {
      const stage = stageOf(decide);
      await pipeline(stage, (round) => (stage.throttle = round % 2 === 0));
      assert.deepEqual(stage.calls, CALLS);
      assert.deepEqual(ends(stage), DONE);
    },
  },
  {
    row: "6.1 throttling",
    title:
      "an invocation whose call is throttled gives the lease back, so that the next one need not wait for it",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "moving");
      stage.throttle = true;
      await assert.rejects(stage.run(RELEASE), /Throttling: Rate exceeded/);
      assert.equal(stage.world.lease?.until, 0);
      await stage.run(RELEASE);
      tells(
        stage,
        "baking",
        ["users move to green: 1 of 1 are healthy and report release r2"],
        ["the product rule shows green (weights 0, 102)"],
      );
    },
  },
];

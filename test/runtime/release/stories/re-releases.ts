/** An earlier release is released again, by a person. */
import assert from "node:assert/strict";
import type { Goal } from "../../../../runtime/release/observed";
import { ARTIFACT, NOON } from "../sample";
import type { Story } from "../world/story";
import { at, CONFIRMED, ends, stageOf, SWEEP, tells } from "./stage";

const ROW = "6.1 rollback target gone";
const AGAIN: Goal = { kind: "reRelease", id: "again", by: "Bob", artifact: ARTIFACT, since: NOON };

export const RE_RELEASES: readonly Story[] = [
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
];

/** The first release: nothing served before it. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import { NOON } from "../sample";
import { unreleased } from "../world/world";
import { at, byHand, CALLS, ends, executes, pipeline, prepare, stageOf, SWEEP, tells } from "./stage";

export const FIRST: readonly Story[] = [
  {
    row: "design: first release",
    title: "the first release has sizes.initial instances, nothing to go back to, and nothing to be kept",
    run: async (decide) => {
      const stage = stageOf(decide, { sizes: { min: 1, max: 3, initial: 2 } }, unreleased);
      await pipeline(stage);
      await stage.settle(SWEEP);
      assert.deepEqual(stage.said.slice(0, 7), [
        "requests go to blue",
        "release r2 has the service, and gets green",
        "users stay on blue; the rule gets our mark",
        "instances of green install release r2",
        "green is ready to be filled with release r2",
        "green is filled with release r2",
        "green gets 2 instances",
      ]);
      assert.deepEqual(stage.calls, [
        "the product rule shows blue (weights 101, 0)",
        "instances of green install release r2",
        "green has 2 to 3 instances, 2 of them now",
        ...CALLS.slice(2),
        "green has 1 to 3 instances, 2 of them now",
      ]);
      assert.deepEqual(ends(stage), ["r2 done: release r2 serves on green"]);
      const { serving, idle } = stage.world.state;
      assert.deepEqual([serving, idle], [{ colour: "green", releaseId: "r2" }, undefined]);
      assert.equal(stage.history[0]?.release.plan.canGoBack, false);
    },
  },
  {
    row: "design: first release",
    title:
      "the first release is rejected: nothing serves as before, and the fleet goes once it was looked at",
    run: async (decide) => {
      const stage = await at(stageOf(decide, {}, unreleased), "deployed");
      executes(stage, { status: "failed", approval: { state: "rejected", by: "Ada", at: NOON } });
      await stage.settle(SWEEP);
      stage.pass(3600);
      await stage.settle(SWEEP);
      assert.deepEqual(ends(stage), ["r2 rejected: Ada rejected it"]);
      assert.deepEqual(stage.calls, ["green has 0 to 0 instances, 0 of them now"]);
      const { serving, idle } = stage.world.state;
      assert.deepEqual([serving, idle, stage.world.recordedServing], [undefined, undefined, undefined]);
    },
  },
  {
    row: "design: first release",
    title:
      "before the first release has moved anybody a person sends requests to its fleet: the release ends, and that fleet serves",
    run: async (decide) => {
      const stage = await at(stageOf(decide, {}, unreleased), "deployed");
      byHand(stage, { blue: 0, green: 100 });
      await stage.run(SWEEP);
      const reason = "the weights were changed by hand to green";
      tells(stage, undefined, [reason], [], [`r2 rejected: ${reason}`]);
      assert.deepEqual(stage.world.state.serving, { colour: "green", releaseId: "r2" });
    },
  },
  {
    row: "design: first release",
    title:
      "before the first release requests go nowhere: the rule shows blue again, as it was made, and the release may begin",
    run: async (decide) => {
      const stage = stageOf(decide, {}, unreleased);
      byHand(stage, { blue: 0, green: 0 });
      await stage.run(SWEEP);
      await stage.run(SWEEP);
      const said = ["requests go to neither colour", "the weights were changed by hand to neither colour"];
      assert.deepEqual(stage.said, [said[0], `${said[1] ?? ""}; blue has 0 of 0 healthy: users go there`]);
      assert.deepEqual(stage.calls, ["the product rule shows blue (weights 101, 0)"]);
      assert.equal(stage.world.state.serving, undefined);
      await stage.run(prepare());
      assert.equal(stage.world.state.open?.to, "green");
    },
  },
  {
    row: "design: first release",
    title:
      "while the first release moves users a person sends requests to both colours: the release ends, as its call may have been made",
    run: async (decide) => {
      const stage = await at(stageOf(decide, {}, unreleased), "moving");
      byHand(stage, { blue: 50, green: 50 });
      await stage.run(SWEEP);
      const said = "the weights were changed by hand to blue 50 %, green 50 % while users were to move";
      tells(stage, undefined, [said], [], [`r2 rejected: ${said}`]);
      assert.match(stage.world.state.drift ?? "", /requests do not go to one colour/);
    },
  },
  {
    row: "design: first release",
    title:
      "after the first release moved users the rule is made anew on the empty colour: they are sent on again, as nothing else has ever served",
    run: async (decide) => {
      const stage = await at(stageOf(decide, {}, unreleased), "baking");
      byHand(stage, { blue: 100, green: 0 });
      await stage.run(SWEEP);
      const where = "where nothing has ever served; users go to green";
      tells(
        stage,
        "baking",
        [`the weights were changed by hand to blue, ${where}`],
        ["the product rule shows green (weights 0, 103)"],
      );
    },
  },
];

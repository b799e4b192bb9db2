/** The lease that another one has, and events that come twice. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import { at, DEPLOY, executes, fresh, prepare, RELEASE, released, stageOf, SWEEP, tells } from "./stage";

const DONE = ["r2 done: release r2 serves on green"];

export const TWICE: readonly Story[] = [
  {
    row: "6.1 concurrent executions",
    title:
      "while another invocation has the lease nothing is read and nothing called; once it has run out the work goes on",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "moving");
      const lease = { owner: "somebody", fence: 100, until: stage.world.now + 120_000 };
      stage.world = { ...stage.world, lease };
      assert.deepEqual(await stage.run(RELEASE), { kind: "busy" });
      assert.deepEqual(stage.world.lease, lease);
      tells(stage, "moving", []);
      stage.pass(120);
      await stage.run(RELEASE);
      tells(
        stage,
        "baking",
        ["users move to green: 1 of 1 are healthy and report release r2"],
        ["the product rule shows green (weights 0, 102)"],
      );
    },
  },
  {
    row: "6.1 concurrent executions",
    title: "an invocation that has lost its lease since it read makes no call, and records nothing",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "moving");
      const lease = { owner: "somebody", fence: 100, until: 0 };
      stage.read = (read) => {
        stage.world = { ...stage.world, lease };
        return read;
      };
      assert.deepEqual(await stage.run(RELEASE), { kind: "busy" });
      assert.deepEqual(stage.world.lease, lease);
      tells(stage, "moving", []);
    },
  },
  {
    row: "6.1 concurrent executions",
    title:
      "an invocation that loses its lease during its call records nothing; who has it then finds the call made",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "moving");
      stage.afterCall = () => {
        stage.world = { ...stage.world, lease: { owner: "somebody", fence: 100, until: 0 } };
      };
      assert.deepEqual(await stage.run(RELEASE), { kind: "busy" });
      tells(stage, "moving", [], ["the product rule shows green (weights 0, 102)"]);
      await stage.run(SWEEP);
      tells(
        stage,
        "baking",
        ["requests go to green: an earlier call took effect before it could be recorded"],
        ["the product rule shows green (weights 0, 102)"],
      );
    },
  },
  {
    row: "6.1 duplicate Lambda invocation",
    title: "each step that comes once more after its release is done gets the same answer, and does nothing",
    run: async (decide) => {
      const stage = await released(stageOf(decide));
      await stage.settle(SWEEP);
      fresh(stage);
      const { state } = stage.world;
      for (const goal of [prepare(), DEPLOY, RELEASE]) await stage.run(goal);
      assert.deepEqual(stage.world.state, state);
      tells(stage, undefined, [DONE[0]?.slice("r2 done: ".length) ?? "", "nothing is to be done"], [], DONE);
      for (const step of ["prepare", "deploy", "release"] as const)
        assert.deepEqual(stage.answer(step, "r2"), { kind: "succeeded" });
    },
  },
  {
    row: "6.1 duplicate Lambda invocation",
    title: "each step that comes once more after its release was rejected is refused with the same reason",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      executes(stage, { status: "failed", approval: { state: "rejected", by: "Ada", at: 1, comment: "no" } });
      await stage.run(SWEEP);
      const { state } = stage.world;
      for (const goal of [prepare(), DEPLOY, RELEASE]) await stage.run(goal);
      assert.deepEqual(stage.world.state, state);
      tells(
        stage,
        undefined,
        ["Ada rejected it: no", "nothing is to be done"],
        [],
        ["r2 rejected: Ada rejected it: no"],
      );
      for (const step of ["prepare", "deploy", "release"] as const)
        assert.deepEqual(stage.answer(step, "r2"), { kind: "failed", reason: "Ada rejected it: no" });
    },
  },
  {
    row: "6.1 duplicate Lambda invocation",
    title:
      "the steps before come once more while users wait for an approval: they have succeeded, and nothing is done",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      const { state } = stage.world;
      for (const goal of [prepare(), DEPLOY]) await stage.run(goal);
      assert.deepEqual(stage.world.state, state);
      tells(stage, "deployed", ["waiting for tests and approval"]);
      assert.deepEqual(stage.answer("prepare", "r2"), { kind: "succeeded" });
      assert.deepEqual(stage.answer("deploy", "r2"), { kind: "succeeded" });
      assert.deepEqual(stage.answer("release", "r2", "why"), { kind: "continue", reason: "why" });
    },
  },
  {
    row: "6.1 duplicate Lambda invocation",
    title: "two reads in the same moment count as one: the gate wants looks that are 10 s apart",
    run: async (decide) => {
      const stage = await at(stageOf(decide, { healthyReads: 2 }), "deploying");
      await stage.settle(DEPLOY, 2);
      fresh(stage);
      await stage.run(DEPLOY);
      await stage.run(DEPLOY);
      stage.pass(9);
      await stage.run(DEPLOY);
      const healthy = "green: 1 of 1 are healthy and report release r2";
      tells(stage, "deploying", [`${healthy}, read 1 of 2`, `${healthy}; read again in a moment`]);
      stage.pass(1);
      await stage.run(DEPLOY);
      tells(stage, "deployed", [
        `${healthy}, read 1 of 2`,
        `${healthy}; read again in a moment`,
        `${healthy}; the preview shows it at http://shop:8443`,
      ]);
    },
  },
];

/** The new fleet has to be healthy, in full, and run the release: before the preview is shown, and when users move. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import { at, DEPLOY, fleet, fresh, RELEASE, runs, stageOf, SWEEP, targets, tells, TWO } from "./stage";

const NEVER = "6.1 instance never healthy";

export const GATE: readonly Story[] = [
  {
    row: NEVER,
    title:
      "a new fleet that never is healthy is refused with what was seen, users notice nothing, and it is taken down once people have had time to look at it",
    run: async (decide) => {
      const stage = stageOf(decide);
      stage.world = { ...stage.world, badReleases: ["r2"] };
      await at(stage, "deploying");
      stage.read = (read) => {
        const { green } = read.colours;
        const reasons = green.targets.total === 0 ? [] : ["i-1: Target.FailedHealthChecks"];
        const colours = { ...read.colours, green: { ...green, targets: { ...green.targets, reasons } } };
        return { ...read, colours };
      };
      await stage.settle(DEPLOY);
      stage.pass(5400);
      await stage.run(DEPLOY);
      const seen = "0 of 1 are healthy and report release r2 (i-1: Target.FailedHealthChecks)";
      const reason = `green was not healthy in time: ${seen}`;
      const said = ["green gets 1 instances", `waiting for green: ${seen}`, reason];
      const filled = "green has 1 to 2 instances, 1 of them now";
      tells(stage, undefined, said, [filled], [`r2 rejected: ${reason}`]);
      assert.deepEqual(stage.answer("deploy", "r2"), { kind: "failed", reason });
      stage.pass(3599);
      await stage.run(SWEEP);
      assert.deepEqual(stage.calls, [filled]);
      stage.pass(1);
      await stage.settle(SWEEP);
      assert.deepEqual(stage.calls, [filled, "green has 0 to 0 instances, 0 of them now"]);
      assert.deepEqual(stage.world.product, { blue: 101, green: 0 });
    },
  },
  ...(
    [
      ["only one of two is healthy", 2, 1, 1],
      ["the group is empty", 0, 0, 0],
      ["all are unhealthy, so that the load balancer would send requests to each of them", 2, 0, 0],
    ] as const
  ).map(([what, total, healthy, current]): Story => ({
    row: "6.3 fleets that look ready",
    title: `${what}: users do not move, and neither does the release`,
    run: async (decide) => {
      const stage = await at(stageOf(decide, TWO), "deploying");
      await stage.run(DEPLOY);
      targets(stage, "green", total, healthy);
      fresh(stage);
      await runs(stage, DEPLOY, 3);
      const waiting = `waiting for green: ${current} of 2 are healthy and report release r2`;
      tells(stage, "deploying", [waiting]);
      await at(stageOf(decide, TWO), "switching").then(async (later) => {
        targets(later, "green", total, healthy);
        await runs(later, RELEASE, 3);
        tells(later, "switching", [waiting]);
      });
    },
  })),
  {
    row: "6.3 fleets that look ready",
    title: "instances that are healthy, and report another release than theirs, do not count",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deploying");
      await stage.run(DEPLOY);
      fleet(stage, "green", { instances: [{ releaseId: "r0", health: "healthy" }] });
      fresh(stage);
      await runs(stage, DEPLOY, 3);
      tells(stage, "deploying", ["waiting for green: 0 of 1 are healthy and report release r2"]);
    },
  },
  {
    row: "design: preview",
    title:
      "the preview rule was changed by hand: nobody could look at the new fleet, and the release is refused",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deploying");
      await stage.run(DEPLOY);
      fresh(stage);
      stage.read = (read) => ({ ...read, preview: { odd: "a redirect" } });
      await stage.run(DEPLOY);
      const reason = "the preview rule was changed by hand; put it right, and release again";
      tells(stage, undefined, [reason], [], [`r2 rejected: ${reason}`]);
    },
  },
  {
    row: "6.3 fleets that look ready",
    title: "both colours are unhealthy: users do not move to a fleet because the other one is no better",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "switching");
      targets(stage, "blue", 1, 0);
      targets(stage, "green", 1, 0);
      await runs(stage, RELEASE, 3);
      tells(stage, "switching", ["waiting for green: 0 of 1 are healthy and report release r2"]);
    },
  },
  {
    row: "6.3 instance killed at gate and at bake",
    title: "an instance that is lost between two reads of the gate makes them begin anew",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deploying");
      await stage.settle(DEPLOY, 2);
      await stage.run(DEPLOY);
      fresh(stage);
      targets(stage, "green", 1, 0);
      await stage.run(DEPLOY);
      assert.deepEqual(stage.world.state.open?.gate, { reads: 0, at: 0 });
      targets(stage, "green", 1, 1);
      await stage.run(DEPLOY);
      stage.pass(10);
      await stage.run(DEPLOY);
      const healthy = "green: 1 of 1 are healthy and report release r2";
      tells(stage, "deployed", [
        "waiting for green: 0 of 1 are healthy and report release r2",
        `${healthy}, read 1 of 2`,
        `${healthy}; the preview shows it at http://shop:8443`,
      ]);
      assert.deepEqual(
        stage.world.state.open.health.map((one) => [one.colour, one.healthy, one.of]),
        [
          ["green", 0, 1],
          ["green", 1, 1],
          ["green", 0, 1],
          ["green", 1, 1],
        ],
      );
    },
  },
  {
    row: "6.3 instance killed at gate and at bake",
    title:
      "an instance that is lost in the moment of the switch keeps users where they are until it is replaced",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "moving");
      targets(stage, "green", 0, 0);
      await runs(stage, RELEASE, 2);
      const seen = "0 of 1 are healthy and report release r2";
      tells(stage, "switching", [
        "something is in the way again: users do not move yet",
        `waiting for green: ${seen}`,
      ]);
      targets(stage, "green", 1, 1);
      await runs(stage, RELEASE, 2);
      stage.pass(10);
      await runs(stage, RELEASE, 2);
      assert.deepEqual(stage.calls, ["the product rule shows green (weights 0, 102)"]);
    },
  },
];

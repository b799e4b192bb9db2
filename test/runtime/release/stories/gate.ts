/** The new fleet has to be healthy, in full, and run the release: before the preview is shown, and when users move. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import {
  at,
  DEPLOY,
  ends,
  fleet,
  fresh,
  prepare,
  RELEASE,
  released,
  runs,
  side,
  stageOf,
  SWEEP,
  targets,
  tells,
  TWO,
} from "./stage";

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
      const filled = "green has 1 to 1 instances, 1 of them now";
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
      tells(stage, "switching", [`green: ${seen}; users do not move`, `waiting for green: ${seen}`]);
      targets(stage, "green", 1, 1);
      await runs(stage, RELEASE, 2);
      assert.deepEqual(stage.calls, ["the product rule shows green (weights 0, 102)"]);
    },
  },
  {
    row: "6.1 scale-out during release",
    title: "the serving fleet grows while a person tests: the new one grows with it before users move",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      fleet(stage, "blue", { desired: 2 });
      await stage.settle(SWEEP);
      const grows = "green has 2 to 2 instances, 2 of them now";
      tells(stage, "deployed", ["green gets 2 instances", "waiting for tests and approval"], [grows]);
      assert.deepEqual(
        stage.world.sides.green.fleet.instances.map(({ releaseId }) => releaseId),
        ["r2", "r2"],
      );
    },
  },
  {
    row: "6.1 scale-out during release",
    title:
      "the serving fleet grows while users wait to move: they move once the new one is as large and healthy",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "switching");
      fleet(stage, "blue", { desired: 2 });
      await runs(stage, RELEASE, 2);
      const seen = "1 of 2 are healthy and report release r2";
      const grows = "green has 2 to 2 instances, 2 of them now";
      tells(stage, "switching", ["green gets 2 instances", `waiting for green: ${seen}`], [grows]);
    },
  },
  {
    row: "6.1 scale-out during release",
    title: "the serving fleet grows while the new one is being filled: the reads that were counted are void",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deploying");
      await stage.settle(DEPLOY, 2);
      await stage.run(DEPLOY);
      assert.equal(stage.world.state.open?.gate.reads, 1);
      fleet(stage, "blue", { desired: 2 });
      fresh(stage);
      await stage.run(DEPLOY);
      tells(stage, "deploying", ["green gets 2 instances"], ["green has 2 to 2 instances, 2 of them now"]);
      assert.deepEqual(stage.world.state.open.gate, { reads: 0, at: 0 });
    },
  },
  {
    row: "6.1 scale-out during release",
    title: "more instances serve than sizes.max when a release is asked for: it is refused, with the way out",
    run: async (decide) => {
      const stage = stageOf(decide);
      fleet(stage, "blue", { max: 3, desired: 3 });
      await stage.run(prepare());
      const reason = "3 instances serve, and sizes.max is 2; raise it, or wait for fewer";
      tells(stage, undefined, [reason]);
      assert.deepEqual(stage.answer("prepare", "r2"), { kind: "failed", reason });
    },
  },
  ...(["deploying", "switching"] as const).map((phase): Story => ({
    row: "6.1 scale-out during release",
    title: `${phase}: by now more instances serve than sizes.max: the release is refused, with the way out`,
    run: async (decide) => {
      const stage = await at(stageOf(decide), phase);
      fleet(stage, "blue", { max: 3, desired: 3 });
      await stage.run(SWEEP);
      const reason = "3 instances serve, and sizes.max is 2; raise it, and release again";
      tells(stage, undefined, [reason], [], [`r2 rejected: ${reason}`]);
    },
  })),
  {
    row: "6.1 scale-out during release",
    title:
      "somebody writes another revision or template for the new fleet while it is filled: both are put right first",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deploying");
      side(stage, "green", { releaseId: "r0" });
      fleet(stage, "green", { templateVersion: 7 });
      await runs(stage, DEPLOY, 3);
      tells(
        stage,
        "deploying",
        [
          "instances of green install release r2",
          "green starts from version 1 of its launch template",
          "green gets 1 instances",
        ],
        [
          "instances of green install release r2",
          "green starts from version 1 of its launch template",
          "green has 1 to 1 instances, 1 of them now",
        ],
      );
    },
  },
  {
    row: "6.1 partial deregistration, drain stuck",
    title: "what the new colour ran before is ended first, and waited for; only then it is told what to run",
    run: async (decide) => {
      const stage = stageOf(decide);
      side(stage, "green", { releaseId: "r0" });
      fleet(stage, "green", { min: 1, max: 1, desired: 1, templateVersion: 7 });
      targets(stage, "green", 1, 1);
      await runs(stage, prepare(), 3);
      const emptied = "green has 0 to 0 instances, 0 of them now";
      tells(
        stage,
        "preparing",
        [
          "release r2 has the service, and gets green",
          "green is emptied of what it ran before",
          "waiting for 1 instances of green to be gone",
        ],
        [emptied],
      );
      targets(stage, "green", 0, 0);
      await runs(stage, prepare(), 3);
      assert.equal(stage.world.state.open?.phase, "prepared");
      assert.deepEqual(stage.calls, [
        emptied,
        "instances of green install release r2",
        "green starts from version 1 of its launch template",
      ]);
    },
  },
  {
    row: "6.1 partial deregistration, drain stuck",
    title:
      "instances of the revision before that do not end are waited for 900 s; then the release is refused",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "preparing");
      targets(stage, "green", 1, 1);
      stage.pass(899);
      await stage.run(prepare());
      stage.pass(1);
      await stage.run(prepare());
      const reason = "green was not emptied in time: 1 instances are left";
      tells(
        stage,
        undefined,
        ["waiting for 1 instances of green to be gone", reason],
        [],
        [`r2 rejected: ${reason}`],
      );
    },
  },
  {
    row: "6.1 partial deregistration, drain stuck",
    title: "a fleet that is retired counts as gone once its last instance is, and not before",
    run: async (decide) => {
      const stage = await released(stageOf(decide));
      await stage.settle(SWEEP);
      stage.pass(3600);
      fresh(stage);
      await runs(stage, SWEEP, 2);
      const said = ["blue is retired: nobody needs it any more", "nothing is to be done"];
      const calls = ["blue has 0 to 0 instances, 0 of them now"];
      tells(stage, undefined, said, calls, ends(stage));
      assert.equal(stage.world.state.idle?.why, "kept");
      targets(stage, "blue", 0, 0);
      await stage.run(SWEEP);
      tells(stage, undefined, [...said, "the fleet that users are not on is gone"], calls, ends(stage));
      assert.equal(stage.world.state.idle, undefined);
    },
  },
];

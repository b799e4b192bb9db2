/** What is declared: the first release, sizes by day and night, and `pulumi up` and its registration in the middle of a release. */
import assert from "node:assert/strict";
import { otherThan } from "../../../../naming/colours";
import type { InMemory } from "../world/in-memory";
import type { Story } from "../world/story";
import { NOON, unreleased } from "../world/world";
import {
  at,
  byHand,
  CALLS,
  CONFIRMED,
  ends,
  executes,
  fleet,
  fresh,
  pipeline,
  prepare,
  RELEASE,
  registered,
  released,
  runs,
  stageOf,
  SWEEP,
  tells,
} from "./stage";

const HOURS = [{ days: ["sat" as const], from: "18:00", until: "06:00", timeZone: "UTC" }];
const NIGHT = { night: { hours: HOURS, product: { min: 1, max: 1 }, preProduct: 0 } };
const EVENING = NOON + 6 * 3_600_000;
const MORNING = NOON + 18 * 3_600_000;
const LARGER = { min: 2, max: 3, initial: 2 };

/** New versions of the launch templates, and both rules made anew on the colour that is written down as serving. */
function pulumiUp({ world }: InMemory): typeof world {
  const { colours } = world.registration;
  const of = (colour: "blue" | "green") => ({
    ...colours[colour],
    launchTemplate: { id: `lt-${colour}`, version: 2 },
  });
  const shows = world.recordedServing ?? "blue";
  const plain = (colour: string) => (colour === "blue" ? { blue: 100, green: 0 } : { blue: 0, green: 100 });
  return {
    ...world,
    registration: { ...world.registration, colours: { blue: of("blue"), green: of("green") } },
    product: plain(shows),
    preview: plain(otherThan(shows)),
  };
}

export const DECLARED: readonly Story[] = [
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
        "green has 2 to 2 instances, 2 of them now",
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
      "while the first release moves users a person sends requests to both colours: it ends, and the next waits for a person",
    run: async (decide) => {
      const stage = await at(stageOf(decide, {}, unreleased), "moving");
      byHand(stage, { blue: 50, green: 50 });
      await stage.run(SWEEP);
      const reason = "the weights were changed by hand to blue 50 %, green 50 % while users were to move";
      tells(stage, undefined, [reason], [], [`r2 rejected: ${reason}`]);
      assert.equal(stage.world.state.drift, `${reason}; requests do not go to one colour`);
    },
  },
  {
    row: "design: sizes",
    title:
      "larger sizes are declared: the serving fleet gets them outside a release, its desired number only as far as it must",
    run: async (decide) => {
      const stage = stageOf(decide);
      registered(stage, { sizes: LARGER });
      await stage.settle(SWEEP);
      fleet(stage, "blue", { desired: 3 });
      registered(stage, { sizes: { min: 1, max: 4, initial: 1 } });
      await stage.settle(SWEEP);
      registered(stage, { sizes: { min: 1, max: 2, initial: 1 } });
      await stage.settle(SWEEP);
      tells(
        stage,
        undefined,
        [
          "blue serves with 2 to 3 instances, as declared",
          "nothing is to be done",
          "blue serves with 1 to 4 instances, as declared",
          "nothing is to be done",
          "blue serves with 1 to 2 instances, as declared",
          "nothing is to be done",
        ],
        [
          "blue has 2 to 3 instances, 2 of them now",
          "blue has 1 to 4 instances, 3 of them now",
          "blue has 1 to 2 instances, 2 of them now",
        ],
      );
    },
  },
  {
    row: "design: sizes",
    title:
      "larger sizes are declared while a person tests: the serving fleet waits for the end of the release, and the new one has them already",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      registered(stage, { sizes: LARGER });
      await stage.settle(SWEEP);
      const said = ["green gets 2 instances", "waiting for tests and approval"];
      tells(stage, "deployed", said, ["green has 2 to 2 instances, 2 of them now"]);
    },
  },
  {
    row: "design: night sizes",
    title: "what serves has night sizes by night and the declared ones by day, whichever colour it is",
    run: async (decide) => {
      const stage = await released(stageOf(decide, { ...NIGHT, sizes: LARGER }));
      stage.world = { ...stage.world, now: EVENING };
      await stage.settle(SWEEP);
      stage.world = { ...stage.world, now: MORNING };
      await stage.settle(SWEEP);
      assert.deepEqual(
        stage.calls.filter((one) => one.startsWith("green has")),
        ["green has 1 to 1 instances, 1 of them now", "green has 2 to 3 instances, 2 of them now"],
      );
    },
  },
  {
    row: "design: night sizes",
    title:
      "by night nobody tests: the new fleet shrinks to the night's size, and has its size again in the morning",
    run: async (decide) => {
      const stage = await at(stageOf(decide, NIGHT), "deployed");
      stage.world = { ...stage.world, now: EVENING - 1000 };
      await stage.run(SWEEP);
      stage.pass(1);
      await stage.settle(SWEEP);
      stage.world = { ...stage.world, now: MORNING };
      await stage.settle(SWEEP);
      tells(
        stage,
        "deployed",
        [
          "waiting for tests and approval",
          "green has 0 instances for the night; it grows again before users move",
          "waiting for tests and approval",
          "green gets 1 instances",
          "waiting for tests and approval",
        ],
        ["green has 0 to 1 instances, 0 of them now", "green has 1 to 1 instances, 1 of them now"],
      );
    },
  },
  {
    row: "design: night sizes",
    title: "users are to move by night: the new fleet grows first, and they wait until it is healthy",
    run: async (decide) => {
      const stage = await at(stageOf(decide, { ...NIGHT, approvalRequired: false }), "deployed");
      stage.world = { ...stage.world, now: EVENING };
      await stage.settle(SWEEP);
      fresh(stage);
      await stage.settle(RELEASE, 4);
      tells(
        stage,
        "moving",
        [
          "users are to move to green",
          "green gets 1 instances",
          "waiting for green: 0 of 1 are healthy and report release r2",
          "nothing is in the way: users move to green now",
        ],
        ["green has 1 to 1 instances, 1 of them now"],
      );
    },
  },
  ...(["preparing", "prepared", "deploying", "deployed", "switching"] as const).map((phase): Story => ({
    row: "6.3 pulumi up mid-release and mid-bake",
    title: `${phase}: pulumi up makes the rules anew and new launch templates: users stay, and the release keeps to its plan`,
    run: async (decide) => {
      const stage = await at(stageOf(decide), phase);
      stage.world = pulumiUp(stage);
      await runs(stage, SWEEP, 2);
      const said = [
        "the weights were changed by hand, and requests go to blue: taken over",
        "users stay on blue; the rule gets our mark",
      ];
      tells(stage, phase, said, ["the product rule shows blue (weights 101, 0)"]);
      await pipeline(stage);
      assert.deepEqual(ends(stage), ["r2 done: release r2 serves on green"]);
      assert.ok(stage.calls.every((one) => !one.includes("launch template")));
    },
  })),
  {
    row: "6.3 pulumi up mid-release and mid-bake",
    title:
      "moving: pulumi up makes the rules anew before the call: users stay where they were, and the release ends",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "moving");
      stage.world = pulumiUp(stage);
      await stage.run(SWEEP);
      const reason = "the weights were changed by hand to blue while users were to move";
      tells(stage, undefined, [reason], [], [`r2 rejected: ${reason}`]);
    },
  },
  ...(["baking", "confirming"] as const).map((phase): Story => ({
    row: "6.3 pulumi up mid-release and mid-bake",
    title: `${phase}: pulumi up makes the rules anew on the colour that is written down: users stay on the new fleet`,
    run: async (decide) => {
      const stage = await at(stageOf(decide, CONFIRMED), phase);
      stage.world = pulumiUp(stage);
      await stage.run(SWEEP);
      tells(stage, phase, ["the weights were changed by hand, and requests go to green: taken over"]);
      assert.deepEqual(stage.world.product, { blue: 0, green: 100 });
    },
  })),
  {
    row: "6.3 pulumi up mid-release and mid-bake",
    title: "returning: pulumi up makes the rules anew: users go back all the same",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "returning");
      stage.world = pulumiUp(stage);
      await runs(stage, SWEEP, 2);
      assert.deepEqual(stage.calls, ["the product rule shows blue (weights 101, 0)"]);
      assert.deepEqual(ends(stage), ["r2 rolledBack: users are back on blue: green-errors fired"]);
    },
  },
  {
    row: "6.3 pulumi up mid-release and mid-bake",
    title:
      "pulumi up has declared a new launch template before a release begins: the new fleet starts from it",
    run: async (decide) => {
      const stage = stageOf(decide);
      stage.world = { ...pulumiUp(stage), product: stage.world.product };
      await runs(stage, prepare(), 4);
      assert.deepEqual(stage.calls, [
        "instances of green install release r2",
        "green starts from version 2 of its launch template",
      ]);
      assert.equal(stage.world.state.open?.phase, "prepared");
    },
  },
  {
    row: "6.3 pulumi up mid-release and mid-bake",
    title: "another bake is declared while users are watched: what was approved is what is done",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "baking");
      registered(stage, { bakeSeconds: 0, confirmRequired: true, migrations: "breaking", keepSeconds: 0 });
      stage.pass(3500);
      await stage.run(SWEEP);
      assert.equal(stage.world.state.open?.phase, "baking");
      stage.pass(100);
      await stage.run(SWEEP);
      assert.deepEqual(ends(stage), ["r2 done: release r2 serves on green"]);
      assert.equal(stage.world.state.idle?.canGoBack, true);
      assert.equal(stage.world.state.idle.until, stage.world.now + 3_600_000);
    },
  },
  {
    row: "design: clock backwards",
    title:
      "the clock goes an hour back in the bake: the bake is not shorter for it, and no lease holds longer than it was given for",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "moving");
      await stage.run(RELEASE);
      const lease = { owner: "somebody", fence: 100, until: stage.world.now + 120_000 };
      stage.world = { ...stage.world, lease };
      await runs(stage, RELEASE, 1);
      tells(
        stage,
        "baking",
        ["users move to green: 1 of 1 are healthy and report release r2"],
        CALLS.slice(2, 3),
      );
      stage.world = { ...stage.world, now: stage.world.now - 3_600_000 };
      await runs(stage, RELEASE, 3);
      tells(
        stage,
        "baking",
        [
          "users move to green: 1 of 1 are healthy and report release r2",
          "green is written down as the serving colour, for pulumi up",
          "the preview shows blue",
          "users are on green, which is watched for 3600 s more",
        ],
        CALLS.slice(2),
      );
      assert.equal(stage.world.lease?.fence, 103);
    },
  },
  {
    row: "design: clock backwards",
    title:
      "the clock goes an hour back while the gate counts: no read counts twice, and the release goes on once time has caught up",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deploying");
      await stage.settle({ kind: "deploy", executionId: "r2" }, 2);
      await stage.run(SWEEP);
      const { now } = stage.world;
      stage.world = { ...stage.world, now: now - 3_600_000 };
      await stage.run(SWEEP);
      assert.equal(stage.world.state.open?.gate.reads, 1);
      stage.world = { ...stage.world, now: now + 10_000 };
      await stage.run(SWEEP);
      assert.equal(stage.world.state.open?.phase, "deployed");
    },
  },
];

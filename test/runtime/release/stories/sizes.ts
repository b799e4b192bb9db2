/** Sizes that are declared, by day and by night. */
import assert from "node:assert/strict";
import type { Story } from "../world/story";
import { NOON } from "../sample";
import { at, fleet, fresh, RELEASE, registered, released, stageOf, SWEEP, tells } from "./stage";

const HOURS = [{ days: ["sat" as const], from: "18:00", until: "06:00", timeZone: "UTC" }];
const NIGHT = { night: { hours: HOURS, product: { min: 1, max: 1 }, preProduct: 0 } };
const EVENING = NOON + 6 * 3_600_000;
const MORNING = NOON + 18 * 3_600_000;
const LARGER = { min: 2, max: 3, initial: 2 };

export const SIZES: readonly Story[] = [
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
    title: "larger sizes are declared while a person tests: both fleets have them before users move",
    run: async (decide) => {
      const stage = await at(stageOf(decide), "deployed");
      registered(stage, { sizes: LARGER });
      await stage.settle(SWEEP);
      const said = [
        "blue stays at 1 instances until the release is over",
        "green gets 2 instances",
        "waiting for tests and approval",
      ];
      const calls = ["blue has 2 to 3 instances, 2 of them now", "green has 2 to 3 instances, 2 of them now"];
      tells(stage, "deployed", said, calls);
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
        ["green has 0 to 2 instances, 0 of them now", "green has 1 to 2 instances, 1 of them now"],
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
      await stage.settle(RELEASE, 5);
      tells(
        stage,
        "moving",
        [
          "users are to move to green",
          "green gets 1 instances",
          "waiting for green: 0 of 1 are healthy and report release r2",
          "green: 1 of 1 are healthy and report release r2, read 1 of 2",
          "nothing is in the way: users move to green now",
        ],
        ["green has 1 to 2 instances, 1 of them now"],
      );
    },
  },
];

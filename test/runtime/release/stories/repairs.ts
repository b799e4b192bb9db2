/** Something cannot be put right, however often it is tried: that keeps nobody from going back, and no release from ending. */
import assert from "node:assert/strict";
import type { InMemory } from "../world/in-memory";
import type { Story } from "../world/story";
import { at, fleet, RELEASE, side, stageOf, SWEEP, tells } from "./stage";

const ROW = "6.1 throttling";

const BROKEN: readonly (readonly [string, (stage: InMemory) => void])[] = [
  ["what is written down as serving", (stage) => (stage.world = { ...stage.world, recordedServing: "blue" })],
  ["what the preview shows", (stage) => (stage.world = { ...stage.world, preview: { blue: 0, green: 100 } })],
  [
    "the old fleet's size",
    (stage) => {
      fleet(stage, "blue", { min: 0 });
    },
  ],
  [
    "the new fleet's size",
    (stage) => {
      fleet(stage, "green", { min: 0 });
    },
  ],
];

/** In the bake, with a call that is due and fails each time it is tried. */
async function failing(stage: InMemory, breaks: (stage: InMemory) => void): Promise<InMemory> {
  await at(stage, "baking");
  breaks(stage);
  for (let time = 0; time < 3; time++) {
    stage.throttle = true;
    await assert.rejects(stage.run(SWEEP), /Throttling/);
  }
  // Whatever is called next fails, too.
  stage.throttle = true;
  return stage;
}

export const REPAIRING: readonly Story[] = BROKEN.flatMap(([what, breaks]): Story[] => [
  {
    row: ROW,
    title: `${what} is wrong, and cannot be mended however often it is tried, and an alarm fires: users go back before anything else`,
    run: async (decide) => {
      const stage = await failing(stageOf(decide), breaks);
      side(stage, "green", { alarm: "ALARM" });
      await stage.run(SWEEP);
      const to = "users are to go back to blue: green-errors fired";
      tells(stage, "returning", [to]);
      stage.throttle = false;
      await stage.run(SWEEP);
      const health = "blue has 1 of 1 healthy, green has 1 of 1 healthy";
      tells(
        stage,
        undefined,
        [to, `users go back to blue: green-errors fired; ${health}`],
        ["the product rule shows blue (weights 103, 0)"],
        ["r2 rolledBack: users are back on blue: green-errors fired"],
      );
    },
  },
  {
    row: ROW,
    title: `${what} is wrong, and cannot be mended however often it is tried: the release ends all the same`,
    run: async (decide) => {
      const stage = await failing(stageOf(decide), breaks);
      stage.pass(3600);
      await stage.run(RELEASE);
      const reason = "release r2 serves on green";
      tells(stage, undefined, [reason], [], [`r2 done: ${reason}`]);
      assert.deepEqual(stage.answer("release", "r2"), { kind: "succeeded" });
    },
  },
]);

/** `pulumi up` in the middle of a release: rules made anew, launch templates, another registration. */
import assert from "node:assert/strict";
import { otherThan } from "../../../../naming/colours";
import type { InMemory } from "../world/in-memory";
import type { Story } from "../world/story";
import { at, CONFIRMED, ends, pipeline, prepare, registered, runs, stageOf, SWEEP, tells } from "./stage";

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

export const PULUMI_UP: readonly Story[] = [
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
];

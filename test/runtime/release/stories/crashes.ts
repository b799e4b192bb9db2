/** Invocations that end where they should not. */
import assert from "node:assert/strict";
import type { Goal } from "../../../../runtime/release/observed";
import { InMemory } from "../world/in-memory";
import type { Story } from "../world/story";
import { ARTIFACT, NOON, REGISTRATION, serving } from "../world/world";
import { execution } from "../world/world";

export const PREPARE: Goal = {
  kind: "prepare",
  executionId: "r2",
  by: "the pipeline",
  artifact: ARTIFACT,
  since: NOON,
};

/** A release that runs, up to the moment in which it waits for the approval. */
export async function deployed(stage: InMemory): Promise<void> {
  stage.world = { ...stage.world, executions: [{ ...execution("r2"), step: "prepare" }] };
  await stage.settle(PREPARE);
  await stage.settle({ kind: "deploy", executionId: "r2" });
  assert.equal(stage.world.state.open?.phase, "deployed");
}

export const CRASHES: readonly Story[] = [
  ...(["before the call", "after the call"] as const).map((where): Story => ({
    row: "6.1 crash after any API call",
    title: `a switch whose invocation is killed ${where} is made once, and watched as any other`,
    run: async (decide) => {
      const stage = new InMemory(serving(REGISTRATION, ["r2"]), decide);
      await deployed(stage);
      approve(stage);
      stage.calls.length = 0;
      await stage.run({ kind: "release", executionId: "r2" }); // the approval is seen
      await stage.run({ kind: "release", executionId: "r2" }); // users are to move
      await stage.run({ kind: "release", executionId: "r2" }); // nothing is in the way
      stage.kill = where;
      await stage.run({ kind: "release", executionId: "r2" });
      assert.equal(stage.world.state.open?.phase, "moving");
      stage.pass(150);
      await stage.settle({ kind: "release", executionId: "r2" }, 4);
      assert.equal(stage.world.state.open.phase, "baking");
      assert.deepEqual(stage.calls.slice(0, 3), [
        "the product rule shows green (weights 0, 102)",
        "green is written down as serving",
        "the preview rule shows blue",
      ]);
    },
  })),
];

export function approve(stage: InMemory): void {
  const { world } = stage;
  const approval = { state: "approved", by: "Ada", at: world.now } as const;
  stage.world = {
    ...world,
    executions: world.executions.map((one) => ({ ...one, step: "release", approval })),
  };
}

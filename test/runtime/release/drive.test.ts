import assert from "node:assert/strict";
import { Refusal } from "../../../refusal/refusal";
import { drive } from "../../../runtime/release/drive";
import { ARTIFACT, NOON } from "./sample";
import { logged } from "./logged";
import { StageInMemory } from "./stage-in-memory";

describe("passes one after the other", () => {
  it("record nothing that could not be read again, and do nothing for it", async () => {
    const memory = new StageInMemory("storefront").of();
    const by = { executionId: "r2", by: "ada", artifact: ARTIFACT, since: NOON };
    const goal = { kind: "prepare", ...by, commit: "" } as const;
    const asking = { step: "prepare", service: "storefront", goal };

    // The first passes may have something else to do; none of them records the release.
    const { result } = await logged(async () => {
      for (let drives = 0; drives < 5; drives++) {
        const passed = await drive(memory.ports(), asking, NOON).catch((error: unknown) => error);
        if (passed instanceof Error) return passed;
      }
      return undefined;
    });

    assert.ok(result instanceof Refusal);
    assert.deepEqual(
      result.problems.map(({ property }) => property),
      ["the release record: open.commit"],
    );
    assert.equal(memory.world.state.open, undefined);
  });
});

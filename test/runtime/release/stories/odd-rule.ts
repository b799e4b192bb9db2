/** The product rule is none of ours any more. */
import assert from "node:assert/strict";
import { PHASES, type Phase } from "../../../../runtime/release/state";
import type { Story } from "../world/story";
import { at, CONFIRMED, executes, prepare, stageOf, SWEEP } from "./stage";

const plan = (phase: Phase) => (phase === "confirming" ? CONFIRMED : {});

export const ODD_RULE: readonly Story[] = [
  ...PHASES.map((phase): Story => ({
    row: "6.3 stickiness with weight 0",
    title: `${phase}: stickiness, or a third target group, makes the rule none of ours: left alone, and the release ends`,
    run: async (decide) => {
      const stage = await at(stageOf(decide, plan(phase)), phase);
      const odd = phase === "moving" ? "it forwards to 3 target groups" : "it has stickiness";
      stage.read = (read) => ({ ...read, product: { odd } });
      await stage.run(SWEEP);
      const reason = `the product rule was changed by hand: ${odd}`;
      const said = phase === "returning" ? `${reason}; users were to go back: green-errors fired` : reason;
      assert.deepEqual(stage.said, [said]);
      assert.equal(stage.world.state.open, undefined);
      assert.deepEqual(stage.answer("release", "r2"), { kind: "failed", reason: said });
      assert.equal(stage.world.state.drift, reason);
      await stage.run(prepare("r3"));
      const refusal = `${reason}; put the weights right with multistage rollback, and release again`;
      assert.deepEqual(stage.answer("prepare", "r3"), { kind: "failed", reason: refusal });
      stage.read = undefined;
      executes(stage, { status: "failed" });
      await stage.run(SWEEP);
      assert.deepEqual(stage.said, [said, refusal, `put right: ${reason}`]);
      assert.deepEqual(stage.calls, []);
    },
  })),
];

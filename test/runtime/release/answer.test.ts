import assert from "node:assert/strict";
import { answerTo } from "../../../runtime/release/answer";
import { PHASES, type Ended, type Phase, type State } from "../../../runtime/release/state";
import { NOON, open, SERVING } from "./sample";

const STEPS = ["prepare", "deploy", "release"] as const;

function after(outcome: Ended["outcome"]): State {
  return { ...SERVING, ended: [{ id: "r2", executionId: "r2", outcome, reason: "Kim said no", at: NOON }] };
}

describe("the answer to a step of the pipeline", () => {
  for (const outcome of ["rejected", "rolledBack"] as const)
    it(`is a failure with its reason, whichever the step, once the release is ${outcome}`, () => {
      for (const step of STEPS)
        assert.deepEqual(answerTo(step, "r2", after(outcome), "nothing is to be done"), {
          kind: "failed",
          reason: "Kim said no",
        });
    });

  it("goes on where nothing is known of the execution, with the reason of the decision", () => {
    for (const state of [SERVING, open(), after("rejected")])
      assert.deepEqual(answerTo("deploy", "r3", state, "r2 has the service"), {
        kind: "continue",
        reason: "r2 has the service",
      });
  });

  it("is not that of a release which a person asked for, and which has no execution", () => {
    const { executionId, ...byHand } = open().open ?? assert.fail("no release is open");
    assert.equal(executionId, "r2");
    assert.deepEqual(answerTo("release", "r2", { ...SERVING, open: byHand }, "it waits"), {
      kind: "continue",
      reason: "it waits",
    });
  });

  it("is not that of the release before, while this one is at work", () => {
    const state: State = { ...open(), ended: after("rejected").ended };
    assert.deepEqual(answerTo("prepare", "r2", state, "green is emptied"), {
      kind: "continue",
      reason: "green is emptied",
    });
  });

  const atWork: Record<(typeof STEPS)[number], Phase[]> = {
    prepare: ["preparing"],
    deploy: ["preparing", "prepared", "deploying"],
    release: ["preparing", "prepared", "deploying", "deployed", "switching", "moving", "baking", "returning"],
  };
  for (const step of STEPS)
    it(`goes on until ${step} is over, and has succeeded in every later phase`, () => {
      const going = PHASES.filter(
        (phase) => answerTo(step, "r2", open({ phase }), "why").kind === "continue",
      );
      assert.deepEqual(going, atWork[step]);
      const others = PHASES.filter((phase) => !going.includes(phase));
      for (const phase of others)
        assert.deepEqual(answerTo(step, "r2", open({ phase }), "why"), { kind: "succeeded" });
    });

  it("has succeeded, whichever the step, once the release is done", () => {
    for (const step of STEPS)
      assert.deepEqual(answerTo(step, "r2", after("done"), "nothing"), { kind: "succeeded" });
  });
});

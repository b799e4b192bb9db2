import assert from "node:assert/strict";
import { decide } from "../../../runtime/release/decide";
import type { State } from "../../../runtime/release/state";
import {
  colourRead,
  HOUR,
  NOON,
  ON_GREEN,
  open,
  PREPARE,
  read,
  SERVING,
  STEP,
  SWEEP,
  switched,
  told,
  unhealthy,
} from "./sample";

describe("three target groups in the product rule", () => {
  const product = { odd: "three target groups" };
  const reason = "the product rule was changed by hand: three target groups";

  it("end the release that holds the service, and the rule is left alone", () => {
    for (const phase of ["deployed", "switching", "moving"] as const) {
      const decision = decide(STEP, open({ phase }), read({}, { product }), NOON);
      assert.deepEqual(told(decision), ["odd-rule", reason]);
      assert.equal(decision.next.open, undefined);
      assert.equal(decision.next.drift, reason);
      assert.deepEqual(decision.next.ended, [
        { id: "r2", executionId: "r2", outcome: "rejected", reason, at: NOON, trouble: "in trouble" },
      ]);
    }
  });

  it("end one whose users have moved as done, since they stay", () => {
    const { next } = decide(STEP, switched("baking"), read({}, { ...ON_GREEN, product }), NOON);
    assert.deepEqual(
      next.ended.map(({ outcome }) => outcome),
      ["done"],
    );
    assert.deepEqual(next.serving, { colour: "green", releaseId: "r2" });
  });

  it("let no release begin, and no fleet be retired or resized", () => {
    const drifted: State = { ...SERVING, drift: reason };
    assert.deepEqual(told(decide(PREPARE, SERVING, read({}, { product }), NOON)), ["odd-rule", reason]);
    assert.deepEqual(told(decide(PREPARE, drifted, read({}, { product }), NOON)), [
      "drifted",
      `${reason}; put the weights right with multistage rollback, and release again`,
    ]);
    assert.deepEqual(told(decide(SWEEP, drifted, read({}, { product }), NOON)), [
      "nothing",
      "nothing is to be done",
    ]);
  });
});

describe("weights of 0 and 0", () => {
  const product = { pair: { blue: 0, green: 0 } };

  it("outside a release send users to the serving colour, where it is no worse off", () => {
    assert.deepEqual(told(decide(SWEEP, SERVING, read({}, { product }), NOON)), [
      "hand-nowhere",
      { kind: "shiftProduct", pair: { blue: 102, green: 0 } },
      "the weights were changed by hand to neither colour; blue has 2 of 2 healthy: users go there",
    ]);
  });

  it("outside a release send users to the other colour, where only that is healthy", () => {
    assert.deepEqual(told(decide(SWEEP, SERVING, read({ blue: unhealthy(2, "r1") }, { product }), NOON)), [
      "hand-nowhere",
      { kind: "shiftProduct", pair: { blue: 0, green: 102 } },
      "the weights were changed by hand to neither colour; green has 2 of 2 healthy: users go there",
    ]);
  });

  it("before the switch send users back to where they were", () => {
    assert.deepEqual(told(decide(STEP, open({ phase: "switching" }), read({}, { product }), NOON)), [
      "hand-nowhere",
      { kind: "shiftProduct", pair: { blue: 102, green: 0 } },
      "the weights were changed by hand to neither colour; blue has 2 of 2 healthy: users go there",
    ]);
  });

  it("while users were to move have them go back, not forward", () => {
    const decision = decide(STEP, open({ phase: "moving" }), read({}, { product }), NOON);
    assert.deepEqual(told(decision), [
      "hand-in-between",
      "the weights were changed by hand to neither colour after the switch",
    ]);
    assert.equal(decision.next.open?.phase, "returning");
  });

  it("before the first release show blue again, as a new rule does: nothing answers there either, and a release may begin", () => {
    const { serving, ...unreleased } = SERVING;
    assert.notEqual(serving, undefined);
    const observed = read({ blue: colourRead(0), green: colourRead(0) }, { product });
    const pair = { blue: 102, green: 0 };
    const decision = decide(PREPARE, unreleased, observed, NOON);
    assert.deepEqual(told(decision), [
      "hand-nowhere",
      { kind: "shiftProduct", pair },
      "the weights were changed by hand to neither colour; blue has 0 of 0 healthy: users go there",
    ]);
    assert.equal(decision.next.serving, undefined);
    const after = { ...observed, product: { pair }, recordedServing: undefined };
    assert.equal(decide(PREPARE, decision.next, after, NOON).guard, "begin");
  });
});

describe("a clock that went backwards", () => {
  const early = NOON - 24 * HOUR;

  it("does not end a bake, and does not make it negative", () => {
    assert.deepEqual(
      told(
        decide(
          SWEEP,
          switched("baking"),
          read({ blue: colourRead(2, "r1"), green: colourRead(2, "r2") }, ON_GREEN),
          early,
        ),
      ),
      ["baking", "users are on green, which is watched for 300 s more"],
    );
  });

  it("does not end the wait for a fleet, an approval or a better colour", () => {
    const guards = (["preparing", "deploying", "switching"] as const).map(
      (phase) => decide(STEP, open({ phase }), read({ green: unhealthy(2, "r2") }), early).guard,
    );
    assert.deepEqual(guards, ["preparing-full", "deploying-unhealthy", "approval-awaited"]);
  });

  it("does not retire a fleet that is kept", () => {
    const state: State = {
      ...SERVING,
      idle: { why: "kept", until: NOON, releaseId: "r2", canGoBack: true, size: 2 },
    };
    assert.equal(decide(SWEEP, state, read({}), early).guard, "nothing");
    assert.equal(decide(SWEEP, state, read({}), NOON).guard, "retire");
  });

  it("does not count a look twice", () => {
    const state = open({ phase: "deploying", gate: { reads: 1, at: NOON } });
    const both = { blue: colourRead(2, "r1"), green: colourRead(2, "r2") };
    assert.equal(decide(SWEEP, state, read(both), early).guard, "deploying-same-read");
  });
});

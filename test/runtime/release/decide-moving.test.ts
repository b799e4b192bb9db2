import assert from "node:assert/strict";
import { decide } from "../../../runtime/release/decide";
import { colourRead, HOUR, NOON, open, PLAN, read, REGISTRATION, STEP, SWEEP, unhealthy } from "./sample";

describe("in front of the call that moves users", () => {
  const both = { blue: colourRead(2, "r1"), green: colourRead(2, "r2") };
  const plan = { ...PLAN, approvalRequired: false };

  it("an approval that the registration asks for by now is waited for", () => {
    const decision = decide(STEP, open({ phase: "moving", plan }), read(both), NOON);
    assert.deepEqual(decision.actions, []);
  });

  it("hours are kept, and alarms heeded, however long ago it was decided to move them", () => {
    const approval = { by: "Kim", at: NOON };
    const state = open({ phase: "moving", approval, phaseSince: NOON - 8 * HOUR });
    const windows = [{ days: ["sat" as const], from: "03:00", until: "05:00", timeZone: "UTC" }];
    const closed = read(both, { registration: { ...REGISTRATION, windows } });
    assert.deepEqual(decide(STEP, state, closed, NOON).actions, []);
    const alarms = [{ name: "green-errors", state: "ALARM" as const }];
    const firing = read({ ...both, green: { ...both.green, alarms } });
    assert.deepEqual(decide(STEP, state, firing, NOON).actions, []);
  });
});

describe("the longest bake a registration can have", () => {
  it("leaves a release time to switch", () => {
    const plan = { ...PLAN, bakeSeconds: 84_600 };
    const gate = { reads: 3, at: NOON };
    const state = open({ phase: "switching", plan, gate, approval: { by: "Kim", at: NOON } });
    const both = { blue: colourRead(2, "r1"), green: colourRead(2, "r2") };
    assert.equal(decide(STEP, state, read(both), NOON).guard, "switch-ready");
  });
});

describe("weights of 0 and 0", () => {
  const product = { pair: { blue: 0, green: 0 } };

  it("before the switch have users back where they were, though that is worse off: nobody approved the other", () => {
    const observed = read({ blue: unhealthy(2, "r1") }, { product });
    const { actions, next } = decide(SWEEP, open({ phase: "deployed" }), observed, NOON);
    assert.deepEqual(actions, [{ kind: "shiftProduct", pair: { blue: 102, green: 0 } }]);
    assert.equal(next.open?.phase, "deployed");
  });

  it("left by the end of a release, are put right by the sweeps after it", () => {
    // While users moved nobody could go back, so that r2 ends with users nowhere.
    const observed = read({ blue: unhealthy(2, "r1") }, { product });
    let state = open({ phase: "moving", plan: { ...PLAN, canGoBack: false } });
    const calls = [];
    for (let minute = 0; minute < 5; minute++) {
      const { actions, next } = decide(SWEEP, state, observed, NOON + minute * 60_000);
      calls.push(...actions.filter(({ kind }) => kind === "shiftProduct"));
      if (calls.length > 0) break;
      state = next;
    }
    assert.deepEqual(calls, [{ kind: "shiftProduct", pair: { blue: 0, green: 101 } }]);
  });
});

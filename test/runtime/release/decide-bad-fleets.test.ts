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
  REGISTRATION,
  RELEASE,
  SERVING,
  STEP,
  SWEEP,
  switched,
  told,
  unhealthy,
} from "./sample";

describe("more instances than the declared maximum", () => {
  const nine = colourRead(9, "r1");

  it("let no release begin, and say what to raise", () => {
    const decision = decide(PREPARE, SERVING, read({ blue: nine, green: colourRead(0) }), NOON);
    const reason = "9 instances serve, and sizes.max is 4; raise it, or wait for fewer";
    assert.deepEqual(told(decision), ["too-large", reason]);
    assert.deepEqual(decision.next.ended, [
      { id: "r2", executionId: "r2", outcome: "rejected", reason, at: NOON },
    ]);
  });

  it("reject a release that began with fewer, while it fills its fleet and before users move", () => {
    const reason = "9 instances serve, and sizes.max is 4; raise it, and release again";
    const approval = { by: "Kim", at: NOON };
    assert.deepEqual(told(decide(SWEEP, open({ phase: "deploying" }), read({ blue: nine }), NOON)), [
      "deploying-too-large",
      reason,
    ]);
    assert.deepEqual(told(decide(STEP, open({ phase: "switching", approval }), read({ blue: nine }), NOON)), [
      "switching-too-large",
      reason,
    ]);
  });

  it("do not reject a release that began with as many: that was allowed then", () => {
    const decision = decide(SWEEP, open({ phase: "deploying", pinned: 9 }), read({ blue: nine }), NOON);
    assert.equal(decision.guard, "deploying-pinned");
  });
});

describe("both colours unhealthy", () => {
  const none = { blue: unhealthy(2, "r1"), green: unhealthy(2, "r2") };
  const approval = { by: "Kim", at: NOON };

  it("keep users where they are before the switch, and in front of its call", () => {
    assert.deepEqual(told(decide(STEP, open({ phase: "switching", approval }), read(none), NOON)), [
      "switching-unhealthy",
      "waiting for green: 0 of 2 are healthy and report release r2 (i-1: Target.Timeout)",
    ]);
    assert.deepEqual(told(decide(STEP, open({ phase: "moving", approval }), read(none), NOON)), [
      "moving-obstacle",
      "something is in the way again: users do not move yet",
    ]);
  });

  it("end the wait for a new fleet, and say why it was not healthy", () => {
    assert.deepEqual(
      told(decide(SWEEP, open({ phase: "deploying", phaseSince: NOON - 2 * HOUR }), read(none), NOON)),
      [
        "never-healthy",
        "green was not healthy in time: 0 of 2 are healthy and report release r2 (i-1: Target.Timeout)",
      ],
    );
  });

  it("have users go back all the same: it is no worse there, and was asked for", () => {
    const state = switched("returning", { returning: "green-errors fired" });
    assert.deepEqual(told(decide(SWEEP, state, read(none, ON_GREEN), NOON)), [
      "return",
      { kind: "shiftProduct", pair: { blue: 103, green: 0 } },
      "users go back to blue: green-errors fired; blue has 0 of 2 healthy (i-1: Target.Timeout), green has 0 of 2 healthy (i-1: Target.Timeout)",
    ]);
  });

  it("keep users off a colour with fewer instances, to which the load balancer would send all requests", () => {
    const state = switched("returning", { returning: "green-errors fired", pinned: 1 });
    const one = unhealthy(1, "r1");
    const fewer = { ...none, blue: one };
    assert.deepEqual(told(decide(SWEEP, state, read(fewer, ON_GREEN), NOON)), [
      "returning-size",
      { kind: "resize", colour: "blue", sizes: { min: 2, max: 4, desired: 2 } },
      "blue grows to 2 instances, so that users can go back",
    ]);
    const growing = { ...none, blue: { ...one, fleet: { ...one.fleet, min: 2, desired: 2 } } };
    assert.deepEqual(told(decide(SWEEP, state, read(growing, ON_GREEN), NOON)), [
      "returning",
      "users are to go back (green-errors fired), and wait until that is no worse: blue has 0 of 1 healthy (i-1: Target.Timeout), green has 0 of 2 healthy (i-1: Target.Timeout)",
    ]);
  });
});

describe("empty fleets", () => {
  const empty = { blue: colourRead(0, "r1"), green: colourRead(0, "r2") };
  const approval = { by: "Kim", at: NOON };
  const hours = [{ days: ["sat" as const], from: "10:00", until: "14:00", timeZone: "UTC" }];
  const registration = { ...REGISTRATION, night: { hours, product: { min: 0, max: 2 } } };

  it("are never taken for healthy, where at night none serve", () => {
    const state = open({ phase: "switching", approval, pinned: 0 });
    const growable = { ...empty.blue, fleet: { ...empty.blue.fleet, max: 2 } };
    assert.deepEqual(told(decide(STEP, state, read({ ...empty, blue: growable }, { registration }), NOON)), [
      "switching-size",
      { kind: "resize", colour: "green", sizes: { min: 1, max: 2, desired: 1 } },
      "green gets 1 instances",
    ]);
    assert.deepEqual(
      told(
        decide(
          STEP,
          { ...state, open: { ...RELEASE, ...state.open, phase: "moving" } },
          read(empty, { registration }),
          NOON,
        ),
      ),
      ["moving-obstacle", "something is in the way again: users do not move yet"],
    );
  });

  it("are filled as declared for the first release, before which nothing serves", () => {
    const { serving, ...unreleased } = SERVING;
    const { from, fromId, ...first } = RELEASE;
    assert.deepEqual([serving?.colour, from, fromId], ["blue", "blue", "r1"]);
    const state: State = { ...unreleased, open: { ...first, phase: "deploying", pinned: 0 } };
    assert.deepEqual(told(decide(SWEEP, state, read(empty, { recordedServing: undefined }), NOON)), [
      "deploying-size",
      { kind: "resize", colour: "green", sizes: { min: 2, max: 4, desired: 2 } },
      "green gets 2 instances",
    ]);
  });

  it("are filled, and not gone back to before", () => {
    const state = switched("returning", { returning: "Kim has users go back: it is slow", pinned: 0 });
    assert.deepEqual(told(decide(SWEEP, state, read({ blue: empty.blue }, ON_GREEN), NOON)), [
      "returning-size",
      { kind: "resize", colour: "blue", sizes: { min: 2, max: 2, desired: 2 } },
      "blue grows to 2 instances, so that users can go back",
    ]);
    const { fleet } = empty.blue;
    const growing = { ...empty.blue, fleet: { ...fleet, min: 2, max: 2, desired: 2 } };
    assert.deepEqual(told(decide(SWEEP, state, read({ blue: growing }, ON_GREEN), NOON)), [
      "returning",
      "users are to go back (Kim has users go back: it is slow), and wait until that is no worse: blue has 0 of 0 healthy, green has 2 of 2 healthy",
    ]);
  });
});

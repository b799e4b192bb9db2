import assert from "node:assert/strict";
import {
  closed,
  moved,
  nextPair,
  noted,
  refused,
  shift,
  withPair,
} from "../../../runtime/release/transitions";
import {
  LONGEST_TIMELINE,
  REMEMBERED,
  stateFrom,
  type Release,
  type State,
} from "../../../runtime/release/state";
import { held, HOUR, NOON, OBSERVED, open, RELEASE, SERVING, situation } from "./sample";

/** The open release of a state that has one. */
function openOf(state: State): Release {
  return state.open ?? assert.fail("no release is open");
}

const times = (count: number): number[] => Array.from({ length: count }, (_, index) => NOON - count + index);

describe("a timeline", () => {
  it("over its bound, as another version wrote it, is cut to its newest entries with the next one", () => {
    const phases = times(LONGEST_TIMELINE + 50).map((at) => ({ phase: "moving", at, reason: "because" }));
    const next = openOf(moved(held(open({ phases })), "switching", "unhealthy"));
    assert.equal(next.phases.length, LONGEST_TIMELINE);
    assert.deepEqual(next.phases.at(-1), { phase: "switching", at: NOON, reason: "unhealthy" });
    assert.deepEqual(next.phases[0], phases[51]);
  });

  it("of phases never grows beyond its bound, however often they change", () => {
    let state = open();
    for (let turn = 0; turn < 500; turn++)
      state = moved(held(state), turn % 2 === 0 ? "moving" : "switching", `turn ${turn}`);
    const { phases } = openOf(state);
    assert.equal(phases.length, LONGEST_TIMELINE);
    assert.equal(phases[0]?.reason, "turn 300");
    assert.equal(phases.at(-1)?.reason, "turn 499");
  });

  it("of weights never grows beyond its bound, however often a person changes them", () => {
    let state = open();
    for (let turn = 0; turn < 500; turn++)
      state = withPair(state, { blue: 1 + turn, green: 0 }, NOON + turn, "Kim");
    const { weights } = openOf(state);
    assert.equal(weights.length, LONGEST_TIMELINE);
    assert.deepEqual(weights[0], { at: NOON + 300, pair: { blue: 301, green: 0 }, by: "Kim" });
    assert.deepEqual(weights.at(-1), { at: NOON + 499, pair: { blue: 500, green: 0 }, by: "Kim" });
  });

  it("of ended releases remembers the last ten, the newest first, and one over its bound is cut", () => {
    const ended = times(REMEMBERED + 5).map((at) => ({
      id: `r${at}`,
      outcome: "done" as const,
      reason: "it serves",
      at,
    }));
    const next = refused(situation({ ...SERVING, ended }), { id: "r9", executionId: "r9" }, "no artifact");
    assert.equal(next.ended.length, REMEMBERED);
    assert.deepEqual(next.ended[0], {
      id: "r9",
      executionId: "r9",
      outcome: "rejected",
      reason: "no artifact",
      at: NOON,
    });
    assert.deepEqual(next.ended.slice(1), ended.slice(0, REMEMBERED - 1));
  });
});

describe("a phase", () => {
  it("begins now, says why, and leaves the record before as it was", () => {
    const before = open({ phase: "deployed", phaseSince: NOON - HOUR });
    const copy = structuredClone(before);
    const next = moved(held(before), "switching", "users are to move", { returning: "not yet" });
    assert.deepEqual(next, {
      ...before,
      open: {
        ...RELEASE,
        phase: "switching",
        phaseSince: NOON,
        returning: "not yet",
        phases: [{ phase: "switching", at: NOON, reason: "users are to move" }],
      },
    });
    assert.deepEqual(before, copy);
  });

  it("does not begin because something else is written down", () => {
    const before = open({ phase: "deploying", phaseSince: NOON - HOUR });
    assert.deepEqual(noted(held(before), { pinned: 3 }), open({ ...before.open, pinned: 3 }));
  });
});

describe("the weights in the record", () => {
  it("of 0 and 0 are followed by a mark of ours, as those of a person are", () => {
    for (const pair of [
      { blue: 0, green: 0 },
      { blue: 50, green: 50 },
      { blue: 100, green: 0 },
    ]) {
      const s = situation({ ...SERVING, product: { pair, at: NOON } });
      assert.deepEqual(nextPair(s, "green"), { blue: 0, green: 101 });
    }
  });

  it("follow upon what was last recorded, not upon what is read: a stale read repeats no mark", () => {
    const s = situation(SERVING, { product: { pair: { blue: 0, green: 500 } } });
    assert.deepEqual(nextPair(s, "green"), { blue: 0, green: 102 });
  });

  it("follow upon what is read where nothing is recorded, and upon nothing for a rule that is odd", () => {
    const { product, ...unknown } = SERVING;
    assert.notEqual(product, undefined);
    assert.deepEqual(nextPair(situation(unknown, { product: { pair: { blue: 0, green: 500 } } }), "blue"), {
      blue: 501,
      green: 0,
    });
    assert.deepEqual(nextPair(situation(unknown, { product: { odd: "three target groups" } }), "blue"), {
      blue: 101,
      green: 0,
    });
  });

  it("remember those before them, and are on the open release's timeline", () => {
    const { action, state } = shift(situation(open()), "green", "multistage");
    const pair = { blue: 0, green: 102 };
    assert.deepEqual(action, { kind: "shiftProduct", pair });
    assert.deepEqual(state, {
      ...open({ weights: [{ at: NOON, pair, by: "multistage" }] }),
      product: { pair, before: { blue: 101, green: 0 }, at: NOON },
    });
  });

  it("have none before them, where they are the first", () => {
    const { product, ...unknown } = SERVING;
    assert.notEqual(product, undefined);
    assert.deepEqual(withPair(unknown, { blue: 100, green: 0 }, NOON, "Kim"), {
      ...unknown,
      product: { pair: { blue: 100, green: 0 }, at: NOON },
    });
  });
});

describe("the end of a release", () => {
  const end = { id: "r2", executionId: "r2", reason: "because", at: NOON };

  it("with users on both colours or neither waits for a person, and keeps no fleet it could switch back to", () => {
    for (const pair of [
      { blue: 0, green: 0 },
      { blue: 50, green: 50 },
    ]) {
      const state: State = { ...open(), product: { pair, at: NOON } };
      const next = closed(held(state), state, "rejected", "because");
      assert.equal(next.drift, "because; requests do not go to one colour");
      assert.deepEqual(next.serving, SERVING.serving);
      assert.equal(next.idle, undefined);
    }
  });

  it("keeps an earlier drift as it is told", () => {
    const state: State = { ...open(), product: { pair: { blue: 0, green: 0 }, at: NOON }, drift: "before" };
    assert.equal(closed(held(state), state, "rejected", "because").drift, "before");
  });

  it("before any instance was there leaves nothing to look at", () => {
    const state = open({ phase: "prepared" });
    const next = closed(held(state), state, "rejected", "because");
    assert.deepEqual(JSON.parse(JSON.stringify(next)), {
      ...SERVING,
      idle: { why: "debug", until: NOON, releaseId: "r2", canGoBack: false, size: 2 },
      last: { ...state.open, phases: [{ phase: "rejected", at: NOON, reason: "because" }] },
      ended: [{ ...end, outcome: "rejected" }],
    });
  });

  it("of a rejected one keeps its fleet for a while, to be looked at", () => {
    const state = open({ phase: "deployed" });
    const next = closed(held(state), state, "rejected", "because");
    assert.deepEqual(next.idle, {
      why: "debug",
      until: NOON + 1_800_000,
      releaseId: "r2",
      canGoBack: false,
      size: 2,
    });
  });

  it("with breaking migrations keeps the old fleet and no way back to it", () => {
    const plan = { ...RELEASE.plan, canGoBack: false };
    const state: State = {
      ...open({ phase: "baking", plan }),
      product: { pair: { blue: 0, green: 102 }, at: NOON },
    };
    assert.equal(closed(held(state), state, "done", "because").idle?.canGoBack, false);
  });

  it("has the new colour serve, keeps the old one, and is a record that can be read", () => {
    const colours = {
      ...OBSERVED.colours,
      green: { ...OBSERVED.colours.green, releaseId: "r2" },
    };
    const state: State = {
      ...open({ phase: "baking" }),
      product: { pair: { blue: 0, green: 102 }, at: NOON },
    };
    const next = closed(held(state, { colours }), state, "done", "because");
    assert.deepEqual(stateFrom(JSON.parse(JSON.stringify(next))), {
      ...SERVING,
      product: { pair: { blue: 0, green: 102 }, at: NOON },
      serving: { colour: "green", releaseId: "r2" },
      idle: { why: "kept", until: NOON + HOUR, releaseId: "r1", canGoBack: true, size: 2 },
      last: { ...state.open, phases: [{ phase: "done", at: NOON, reason: "because" }] },
      ended: [{ ...end, outcome: "done" }],
    });
  });

  it("names the release that users are on by what its instances install: a person moved them early", () => {
    const state: State = { ...open(), product: { pair: { blue: 0, green: 100 }, at: NOON } };
    const colours = { ...OBSERVED.colours, green: { ...OBSERVED.colours.green, releaseId: "r0" } };
    assert.deepEqual(closed(held(state, { colours }), state, "rejected", "because").serving, {
      colour: "green",
      releaseId: "r0",
    });
  });

  it("of the first release has none kept beside it", () => {
    const { from, fromId, ...first } = RELEASE;
    assert.deepEqual([from, fromId], ["blue", "r1"]);
    const state: State = {
      ...SERVING,
      serving: undefined,
      open: { ...first, phase: "baking" },
      product: { pair: { blue: 0, green: 102 }, at: NOON },
    };
    const next = closed(held(state), state, "done", "because");
    assert.deepEqual(next.serving, { colour: "green", releaseId: "r2" });
    assert.equal(next.idle, undefined);
  });
});

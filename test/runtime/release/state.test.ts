import assert from "node:assert/strict";
import * as fc from "fast-check";
import { Refusal } from "../../../refusal/refusal";
import { LONGEST_TIMELINE, newState, PHASES, REMEMBERED, stateFrom } from "../../../runtime/release/state";
import { OFTEN } from "../../helpers/property-runs";
import { linesOf } from "./refused";
import { ARTIFACT, NOON, open, PLAN, RELEASE, SERVING } from "./sample";

const REMEDY = "put the item back from the table's point-in-time recovery; nothing was changed";

function line(property: string, rule: string, got: string): string {
  return `the release record: ${property}: must be ${rule}, got ${got}; ${REMEDY}`;
}

/** What is said to a record that differs from a good one in this. */
const refusal = (change: object): string[] => linesOf(() => stateFrom({ ...SERVING, ...change }));
/** In its open release. */
const refusalOfOpen = (change: object): string[] => refusal({ open: { ...RELEASE, ...change } });

describe("the release record", () => {
  it("is refused in a newer schema, and for that alone", () => {
    assert.deepEqual(refusal({ schema: 2, ended: "moved elsewhere" }), [
      "the release record: schema: must be 1, which is what this version of multistage knows, got 2; update multistage here, too",
    ]);
  });

  it("is refused in an older schema that nobody ever wrote, and without one", () => {
    for (const schema of [0, -1, 0.5, "1", null])
      assert.deepEqual(refusal({ schema }), [
        line("schema", "1, which is what this version of multistage knows", JSON.stringify(schema)),
      ]);
    assert.deepEqual(refusal({ schema: undefined }), [
      line("schema", "1, which is what this version of multistage knows", "nothing"),
    ]);
  });

  it("is refused where it is no object", () => {
    for (const item of [null, 5, "state"])
      assert.deepEqual(
        linesOf(() => stateFrom(item)),
        [`the release record: must be an object, got ${JSON.stringify(item)}; ${REMEDY}`],
      );
  });

  it("is refused with every field that is missing", () => {
    assert.deepEqual(
      linesOf(() => stateFrom({ schema: 1 })),
      [line("service", "a text", "nothing"), line("ended", "a list", "nothing")],
    );
    assert.deepEqual(refusal({ open: {} }), [
      line("open.id", "a text", "nothing"),
      line("open.kind", "one of release, reRelease, switchBack", "nothing"),
      line("open.by", "a text", "nothing"),
      line("open.to", "one of blue, green", "nothing"),
      line("open.toId", "a text", "nothing"),
      line("open.plan", "an object", "nothing"),
      line("open.pinned", "a number", "nothing"),
      line(
        "open.phase",
        "one of preparing, prepared, deploying, deployed, switching, moving, baking, confirming, returning",
        "nothing",
      ),
      line("open.phaseSince", "a number", "nothing"),
      line("open.gate", "an object", "nothing"),
      line("open.phases", "a list", "nothing"),
      line("open.weights", "a list", "nothing"),
      line("open.health", "a list", "nothing"),
      line("open.evidence", "a list", "nothing"),
    ]);
  });

  it("is refused with fields that nobody knows, at any depth", () => {
    assert.deepEqual(refusal({ lock: 1, open: { ...RELEASE, gate: { reads: 0, at: 0, since: 1 } } }), [
      line("open.gate.since", "left out", "1"),
      line("lock", "left out", "1"),
    ]);
  });

  it("is refused in a phase that nobody knows", () => {
    assert.deepEqual(refusalOfOpen({ phase: "resting" }), [
      line(
        "open.phase",
        "one of preparing, prepared, deploying, deployed, switching, moving, baking, confirming, returning",
        '"resting"',
      ),
    ]);
  });

  it("is refused with negative times, wherever they stand", () => {
    const time = "milliseconds since 1970";
    assert.deepEqual(
      refusal({
        product: { pair: { blue: 100, green: 0 }, at: -1 },
        idle: { why: "kept", until: -2, canGoBack: true, size: 1 },
        open: {
          ...RELEASE,
          phaseSince: -3,
          approval: { by: "Kim", at: -4 },
          gate: { reads: 0, at: -5 },
          phases: [{ phase: "begun", at: -6, reason: "because" }],
          weights: [{ at: -7, pair: { blue: 100, green: 0 }, by: "Kim" }],
          health: [{ at: -8, colour: "green", healthy: 0, of: 0 }],
        },
        ended: [{ id: "r1", outcome: "done", reason: "it serves", at: -9 }],
      }),
      [
        line("product.at", time, "-1"),
        line("idle.until", time, "-2"),
        line("open.phaseSince", time, "-3"),
        line("open.approval.at", time, "-4"),
        line("open.gate.at", time, "-5"),
        line("open.phases[0].at", time, "-6"),
        line("open.weights[0].at", time, "-7"),
        line("open.health[0].at", time, "-8"),
        line("ended[0].at", time, "-9"),
      ],
    );
  });

  it("is refused with times that are none", () => {
    assert.deepEqual(refusalOfOpen({ phaseSince: 0.5 }), [line("open.phaseSince", "a whole number", "0.5")]);
    assert.deepEqual(refusalOfOpen({ phaseSince: "2026-11-21" }), [
      line("open.phaseSince", "a number", '"2026-11-21"'),
    ]);
    assert.deepEqual(refusalOfOpen({ phaseSince: Number.NaN }), [line("open.phaseSince", "a number", "NaN")]);
  });

  it("is refused with weights that no rule has, and read with 0 and 0, which one may have", () => {
    assert.deepEqual(
      refusal({ product: { pair: { blue: 1000, green: -1 }, before: { blue: 1 }, at: NOON } }),
      [
        line("product.pair.blue", "a whole number from 0 to 999", "1000"),
        line("product.pair.green", "a whole number from 0 to 999", "-1"),
        line("product.before.green", "a number", "nothing"),
      ],
    );
    const nowhere = { ...SERVING, product: { pair: { blue: 0, green: 0 }, at: NOON } };
    assert.deepEqual(stateFrom(nowhere), nowhere);
  });

  it("is refused with a plan whose times are longer than any registration's", () => {
    assert.deepEqual(refusalOfOpen({ plan: { ...PLAN, templateVersion: 0, keepSeconds: 2_592_001 } }), [
      line("open.plan.templateVersion", "1 or more", "0"),
      line("open.plan.keepSeconds", "a whole number from 0 to 2592000", "2592001"),
    ]);
  });

  it("is refused with a release to the colour it comes from", () => {
    assert.deepEqual(refusalOfOpen({ from: "green" }), [
      line(
        "open",
        "from one colour to the other",
        `${JSON.stringify({ ...RELEASE, from: "green" }).slice(0, 77)}...`,
      ),
    ]);
  });

  it("is refused with a colour there is not, fewer instances than none, and an end that is none", () => {
    assert.deepEqual(refusal({ serving: { colour: "red", releaseId: "" } }), [
      line("serving.colour", "one of blue, green", '"red"'),
      line("serving.releaseId", "not empty", '""'),
    ]);
    assert.deepEqual(refusalOfOpen({ pinned: -1, gate: { reads: -1, at: 0 } }), [
      line("open.pinned", "0 or more", "-1"),
      line("open.gate.reads", "0 or more", "-1"),
    ]);
    assert.deepEqual(refusal({ ended: [{ id: "r1", outcome: "lost", reason: "", at: NOON }] }), [
      line("ended[0].outcome", "one of done, rolledBack, rejected", '"lost"'),
      line("ended[0].reason", "not empty", '""'),
    ]);
  });

  it("is refused or read, whatever one field of it or of its release is, and nothing else happens", () => {
    const whole = { ...open({ approval: { by: "Kim", at: NOON } }), drift: "drift" };
    const places = fc.constantFrom(
      ...Object.keys(whole).map((field) => ({ field, isOpen: false })),
      ...Object.keys(RELEASE).map((field) => ({ field, isOpen: true })),
    );
    fc.assert(
      fc.property(places, fc.jsonValue(), ({ field, isOpen }, value) => {
        const item = isOpen
          ? { ...whole, open: { ...RELEASE, [field]: value } }
          : { ...whole, [field]: value };
        try {
          assert.deepEqual(stateFrom(item), item);
        } catch (error) {
          assert.ok(error instanceof Refusal, String(error));
          assert.ok(!error.message.includes("Invalid input"), error.message);
        }
      }),
      OFTEN,
    );
  });

  it("over its timelines' bounds is read whole: a release that holds the service is not to be stuck for that", () => {
    const times = Array.from({ length: LONGEST_TIMELINE + 50 }, (_, index) => NOON + index);
    const state = {
      ...open({
        phases: times.map((at) => ({ phase: "switching", at, reason: "unhealthy" })),
        weights: times.map((at) => ({ at, pair: { blue: 1, green: 0 }, by: "Kim" })),
        health: times.map((at) => ({ at, colour: "green", healthy: 1, of: 2 })),
      }),
      ended: times
        .slice(0, REMEMBERED + 5)
        .map((at) => ({ id: `r${at}`, outcome: "done", reason: "it serves", at })),
    };
    assert.deepEqual(stateFrom(state), state);
  });

  it("is read in every phase, as it was written", () => {
    for (const phase of PHASES) {
      const state = open({ phase, artifact: ARTIFACT });
      assert.deepEqual(stateFrom(JSON.parse(JSON.stringify(state))), state);
    }
  });

  it("is empty before the first release", () => {
    const state = newState("storefront");
    assert.deepEqual(state, { schema: 1, service: "storefront", ended: [] });
    assert.deepEqual(stateFrom(state), state);
  });
});

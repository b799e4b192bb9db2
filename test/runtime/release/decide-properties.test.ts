import assert from "node:assert/strict";
import * as fc from "fast-check";
import { ACTION_SECONDS } from "../../../runtime/release/deadlines";
import { decide, SECTIONS } from "../../../runtime/release/decide";
import type { Decision } from "../../../runtime/release/guard";
import { isWithin } from "../../../runtime/release/windows";
import { registrationFrom } from "../../../runtime/release/registration";
import { stateFrom } from "../../../runtime/release/state";
import { colourOf, isSame, pairSchema } from "../../../runtime/release/weights";
import { OFTEN } from "../../helpers/property-runs";
import { IDENTITY } from "./sample";
import { situations, switches, type Asked } from "./any-situation";

const decided = ({ goal, state, observed, now }: Asked): Decision => decide(goal, state, observed, now);

/** Whoever changes it throws. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

function holds(property: (asked: Asked, decision: Decision) => void, tried = situations): void {
  fc.assert(
    fc.property(tried, (asked) => {
      property(asked, decided(frozen(asked)));
    }),
    OFTEN,
  );
}

const GUARDS = SECTIONS.flatMap(({ guards }) => guards.map(({ id }) => id));

/** Guards that decide because a time is over. */
const TIMED = [
  ...["preparing-too-long", "never-healthy", "switch-too-long", "approval-missing", "return-too-long"],
  ...["behind-too-long", "alarm-never-quiet", "bake-over", "confirm-next", "retire", "retired"],
  ...["deploying-read", "deployed"],
];

/** A call that moves users to what is released, from elsewhere; who is nowhere, or on nothing, is only helped. */
function isForward(
  { state: { open, product: known }, observed: { product } }: Asked,
  { actions: [action] }: Decision,
): boolean {
  if (action?.kind !== "shiftProduct" || open === undefined || open.kind === "switchBack") return false;
  if (!("pair" in product) || product.pair.blue + product.pair.green === 0) return false;
  // Before the first release there was nothing: a person who sends users there sends them nowhere.
  const isByHand = known !== undefined && !isSame(known.pair, product.pair);
  if (open.from === undefined && (open.phase !== "moving" || isByHand)) return false;
  const on = colourOf(product.pair);
  return colourOf(action.pair) === open.to && on !== open.to;
}

describe("what the properties below are tried with", () => {
  it("is what the doors let in, in the record as in the registration", () => {
    for (const { state, observed } of fc.sample(situations, 300)) {
      const { registration } = observed;
      assert.deepEqual(stateFrom(JSON.parse(JSON.stringify(state))), state);
      assert.deepEqual(registrationFrom(JSON.stringify(registration), IDENTITY), registration);
    }
  });

  it("gets to every guard", () => {
    const tried = fc.oneof({ weight: 4, arbitrary: situations }, { weight: 1, arbitrary: switches });
    const reached = new Set(fc.sample(tried, { numRuns: 12_000, seed: 8 }).map((one) => decided(one).guard));
    assert.deepEqual(
      GUARDS.filter((id) => !reached.has(id)),
      [],
    );
  });

  it("has users move forward in one of ten cases before a switch", () => {
    const asked = fc.sample(switches, { numRuns: 300, seed: 8 });
    assert.ok(asked.filter((one) => isForward(one, decided(one))).length >= 30);
  });

  it("names every guard that decides by the time, as it is called", () => {
    assert.deepEqual(
      TIMED.filter((id) => !GUARDS.includes(id)),
      [],
    );
  });
});

describe("a decision, whatever is asked, recorded and read, at whatever time", () => {
  it("is made, by a guard that is named, with a reason", () => {
    holds((_, { guard, reason }) => {
      assert.ok(GUARDS.includes(guard), guard);
      assert.notEqual(reason.trim(), "");
    });
  });

  it("asks for one call at most", () => {
    holds((_, { actions }) => {
      assert.ok(actions.length <= 1);
    });
  });

  it("writes weights that show one colour, and that a rule can have", () => {
    holds((_, { actions: [action] }) => {
      if (action?.kind !== "shiftProduct" && action?.kind !== "shiftPreview") return;
      assert.ok(pairSchema.safeParse(action.pair).success);
      assert.notEqual(colourOf(action.pair), undefined);
    });
  });

  it("is the same when it is asked for again, and changes nothing of what it was made from", () => {
    // Frozen as they are, a change would throw.
    holds((asked, decision) => {
      assert.deepEqual(decided(asked), decision);
      assert.deepEqual(decided(structuredClone(asked)), decision);
    });
  });

  it("records what can be read again", () => {
    holds((_, { next }) => {
      const item: unknown = JSON.parse(JSON.stringify(next));
      assert.deepEqual(stateFrom(item), item);
    });
  });

  it("records the very same object where nothing changes", () => {
    holds(({ state }, { next }) => {
      if (JSON.stringify(next) === JSON.stringify(state)) assert.equal(next, state);
    });
  });

  it("moves users forward only with as many healthy and reporting the release as serve, in this very read", () => {
    holds(
      (asked, decision) => {
        if (!isForward(asked, decision)) return;
        const { open } = asked.state;
        const { registration, colours } = asked.observed;
        assert.ok(open !== undefined);
        const night = registration.night;
        const isNight = night !== undefined && isWithin(night.hours, asked.now);
        const { min } = isNight ? (night.product ?? registration.sizes) : registration.sizes;
        const wanted =
          open.from === undefined
            ? Math.max(1, registration.sizes.initial)
            : Math.max(1, min, open.pinned, colours[open.from].fleet.desired);
        assert.ok(colours[open.to].targets.current >= wanted, `${wanted} are wanted`);
      },
      fc.oneof(situations, switches),
    );
  });

  it("moves users forward only with an approval, unless neither the plan nor the registration asks for one", () => {
    holds(
      (asked, decision) => {
        const { open } = asked.state;
        if (!isForward(asked, decision) || open === undefined) return;
        const isRequired = open.plan.approvalRequired || asked.observed.registration.approvalRequired;
        assert.ok(!isRequired || open.approval !== undefined);
      },
      fc.oneof(situations, switches),
    );
  });

  it("moves users nowhere, and touches no fleet users could be on, while the rule is none of ours", () => {
    holds(({ observed: { product }, state }, { actions, next }) => {
      if (!("odd" in product)) return;
      assert.deepEqual(
        actions.filter(({ kind }) => kind !== "resize" && kind !== "useTemplate"),
        [],
      );
      if (state.open !== undefined) assert.equal(next.open, undefined);
    });
  });
});

describe("a clock that went backwards", () => {
  it("ends no wait that had not ended before", () => {
    const backwards = fc.oneof(
      fc.constantFrom(1, 10_000, 60_000, 900_000, 3_600_000, 90_000_000),
      fc.integer({ min: 1, max: 200_000_000 }),
    );
    fc.assert(
      fc.property(situations, backwards, ({ observed, ...rest }, by) => {
        // At another hour it may be day or night, and allowed to switch or not.
        const registration = { ...observed.registration, night: undefined, windows: [] };
        const asked: Asked = { ...rest, observed: { ...observed, registration } };
        const before = decided({ ...asked, now: Math.max(0, asked.now - by) });
        if (TIMED.includes(before.guard)) assert.ok(TIMED.includes(decided(asked).guard), before.guard);
      }),
      OFTEN,
    );
  });

  it("before everything that is recorded ends no wait but one that lasts no time", () => {
    holds((asked) => {
      const { open } = asked.state;
      const { guard } = decided({ ...asked, now: 0 });
      if (open === undefined || !TIMED.includes(guard)) return;
      const { plan, gate } = open;
      // A first look waits for none before it, and neither does the last one.
      const isCounted = gate.reads >= asked.observed.registration.healthyReads;
      if (guard === "deploying-read" || guard === "deployed") assert.ok(gate.reads === 0 || isCounted);
      else if (guard === "switch-too-long") assert.equal(plan.bakeSeconds, ACTION_SECONDS);
      else {
        assert.ok(guard === "bake-over" || guard === "confirm-next", guard);
        assert.equal(plan.bakeSeconds, 0);
      }
    });
  });
});

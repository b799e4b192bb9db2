/** Any situation a decision can be asked for in. */
import * as fc from "fast-check";
import { otherThan, type Colour } from "../../../naming/colours";
import type { ColourRead, FleetRead, Goal, Observed } from "../../../runtime/release/observed";
import type { Phase, Release, State } from "../../../runtime/release/state";
import { all, colourOf, type Pair } from "../../../runtime/release/weights";
import { observations } from "./any-reading";
import { states } from "./any-state";
import { artifacts, clocks, ids, people, times } from "./any-value";
import { NOON, RELEASE } from "./sample";

export interface Asked {
  readonly goal: Goal;
  readonly state: State;
  readonly observed: Observed;
  readonly now: number;
}

const goals: fc.Arbitrary<Goal> = fc.oneof(
  fc.record(
    {
      kind: fc.constant("prepare"),
      executionId: ids,
      by: people,
      artifact: artifacts,
      commit: ids,
      since: times,
    },
    { requiredKeys: ["kind", "executionId", "by", "artifact", "since"] },
  ),
  fc.record({ kind: fc.constantFrom("deploy", "release"), executionId: ids }),
  fc.record({ kind: fc.constant("switchBack"), id: ids, by: people, why: fc.constant("it is slow") }),
  fc.record({ kind: fc.constant("reRelease"), id: ids, by: people, artifact: artifacts, since: times }),
  fc.record({ kind: fc.constant("retire"), by: people }),
  fc.record({ kind: fc.constant("sweep") }),
);

const absurd: fc.Arbitrary<Asked> = fc.record({
  goal: goals,
  state: states,
  observed: observations,
  now: clocks,
});

const SWITCHED: readonly Phase[] = ["baking", "confirming", "returning"];

/**
 * What is recorded agrees with what is read, so that decisions get beyond looking where users are.
 *
 * @param mark - the weight of the colour that users are on; none for weights as they are
 * @param isMoved - users have moved: to the release in front of that call, or by hand where there is none
 */
function settled({ goal, state, observed, now }: Asked, mark: number | undefined, isMoved = false): Asked {
  const read: Pair = "pair" in observed.product ? observed.product.pair : { blue: 0, green: 0 };
  const on = colourOf(read) ?? "blue";
  const pair = mark === undefined ? read : all(on, mark);
  const { drift, open, serving, ...rest } = state;
  const there: readonly (Phase | undefined)[] = [...(isMoved ? ["moving" as const] : []), ...SWITCHED];
  const isThere = there.includes(open?.phase);
  return {
    goal,
    now,
    state: {
      ...rest,
      product: { pair, at: 0 },
      ...(serving && { serving: { ...serving, colour: isMoved && open === undefined ? otherThan(on) : on } }),
      ...(open && { open: turned(open, isThere ? on : otherThan(on)) }),
      ...(drift !== undefined && mark === undefined && { drift }),
    },
    observed: {
      ...observed,
      product: { pair },
      preview: "odd" in observed.preview ? observed.preview : { pair: all(otherThan(on), 100) },
      recordedServing: on,
    },
  };
}

function turned({ from, ...release }: Release, to: Colour): Release {
  return { ...release, to, ...(from && { from: otherThan(to) }) };
}

const agreeing = fc
  .tuple(absurd, fc.constantFrom(undefined, 100, 101, 101, 101, 101), fc.boolean())
  .map(([asked, mark, isMoved]) => settled(asked, mark, isMoved));

/**
 * A release in one of these phases, which it has just got to, and which nobody has given up; its new fleet was found
 * healthy as often as is asked for, or not. As a rule little is in its way.
 */
function openIn(...phases: readonly Phase[]): fc.Arbitrary<Asked> {
  return fc
    .tuple(absurd, fc.constantFrom(...phases), fc.boolean(), fc.constantFrom(true, true, false))
    .map(([asked, phase, isCounted, isEasy]) => {
      const { open = RELEASE, ...state } = asked.state;
      const reads = isCounted ? asked.observed.registration.healthyReads : open.gate.reads;
      const release: Release = {
        ...open,
        kind: "release",
        phase,
        phaseSince: asked.now,
        gate: { ...open.gate, reads },
      };
      const observed = { ...asked.observed, executions: {} };
      const like = settled({ ...asked, state: { ...state, open: release }, observed }, 101);
      return isEasy ? easy(like, isCounted) : like;
    });
}

/**
 * Whoever asks is the pipeline, which still runs; what it releases is there, and its instances install it. Both fleets
 * are as large as they are to be.
 *
 * @param isHealthy - and so are all instances of the new one, and its alarms quiet
 */
function easy({ goal, state, observed, now }: Asked, isHealthy: boolean): Asked {
  const { open } = state;
  if (open === undefined) return { goal, state, observed, now };
  const { executionId = "r2", to, toId } = open;
  const { sizes, night } = observed.registration;
  const from = observed.colours[otherThan(to)];
  const old = large(from.fleet, Math.max(sizes.min, night?.product?.min ?? 0));
  const fleet = large(observed.colours[to].fleet, Math.max(1, old.desired, sizes.initial));
  const { alarms, targets } = observed.colours[to];
  const { desired } = fleet;
  const read: ColourRead = {
    fleet,
    targets: isHealthy ? { total: desired, healthy: desired, current: desired, reasons: [] } : targets,
    releaseId: toId,
    alarms: isHealthy ? alarms.map(({ name }) => ({ name, state: "OK" })) : alarms,
  };
  const approval = { state: "approved", by: "Kim", at: NOON } as const;
  return {
    goal: goal.kind === "deploy" || goal.kind === "release" ? goal : { kind: "sweep" },
    state: { ...state, open: { ...open, executionId, pinned: old.desired } },
    observed: {
      ...observed,
      executions: { [executionId]: { status: "running", approval, confirmation: { state: "none" } } },
      artifact: { state: "found" },
      colours: { blue: read, green: read, [otherThan(to)]: { ...from, fleet: old } },
    },
    now,
  };
}

/** With at least so many, and room to grow. */
function large(fleet: FleetRead, least: number): FleetRead {
  const min = Math.max(fleet.min, fleet.desired, least);
  return { ...fleet, min, desired: min, max: Math.max(fleet.max, min, 9) };
}

const before = openIn("preparing", "prepared", "deploying", "deployed");

/** A rule that is none of ours, as it was found before. */
const oddly: fc.Arbitrary<Asked> = absurd.map(({ goal, state: { open, ...state }, observed, now }) => {
  const odd = open === undefined ? "a redirect" : "three target groups";
  const drift = `the product rule was changed by hand: ${odd}`;
  return { goal, state: { ...state, drift }, observed: { ...observed, product: { odd } }, now };
});

/** With the prototypes of what JSON has. */
const plain = (asked: Asked): Asked => structuredClone(asked);

export const situations: fc.Arbitrary<Asked> = fc
  .oneof(
    { weight: 2, arbitrary: absurd },
    { weight: 8, arbitrary: agreeing },
    { weight: 3, arbitrary: before },
    { weight: 1, arbitrary: oddly },
  )
  .map(plain);

/** Right before the call that moves users. */
export const switches: fc.Arbitrary<Asked> = openIn("switching", "moving").map(plain);

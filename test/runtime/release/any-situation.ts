/** Any situation a decision can be asked for in. */
import * as fc from "fast-check";
import { otherThan, type Colour } from "../../../naming/colours";
import type { Goal, Observed } from "../../../runtime/release/observed";
import type { Phase, Release, State } from "../../../runtime/release/state";
import { all, colourOf, type Pair } from "../../../runtime/release/weights";
import { observations } from "./any-reading";
import { states } from "./any-state";
import { artifacts, clocks, ids, people, times } from "./any-value";
import { RELEASE } from "./sample";

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
 * healthy as often as is asked for, or not.
 */
function openIn(...phases: readonly Phase[]): fc.Arbitrary<Asked> {
  return fc
    .tuple(absurd, fc.constantFrom(...phases), fc.boolean(), fc.boolean())
    .map(([asked, phase, isCounted, isGoing]) => {
      const { open = RELEASE, ...state } = asked.state;
      const reads = isCounted ? asked.observed.registration.healthyReads : open.gate.reads;
      const gate = { ...open.gate, reads };
      const plan = { ...open.plan, templateVersion: 1 };
      const release: Release = { ...open, kind: "release", plan, phase, gate };
      const executions = Object.fromEntries(
        Object.entries(asked.observed.executions).filter(([, { status }]) => isGoing && status === "running"),
      );
      const observed = { ...asked.observed, executions };
      const since = { phaseSince: asked.now };
      return settled({ ...asked, state: { ...state, open: { ...release, ...since } }, observed }, 101);
    });
}

const before = openIn("preparing", "prepared", "deploying", "deployed");

/** With the prototypes of what JSON has. */
const plain = (asked: Asked): Asked => structuredClone(asked);

export const situations: fc.Arbitrary<Asked> = fc
  .oneof(
    { weight: 1, arbitrary: absurd },
    { weight: 4, arbitrary: agreeing },
    { weight: 1, arbitrary: before },
  )
  .map(plain);

/** Right before the call that moves users. */
export const switches: fc.Arbitrary<Asked> = openIn("switching", "moving").map(plain);

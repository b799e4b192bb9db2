/** Any record that is read at the door, however absurd it is as a whole. */
import * as fc from "fast-check";
import { OUTCOMES, PHASES, type Release, type State } from "../../../runtime/release/state";
import { artifacts, bakes, colours, counts, ids, pairs, people, seconds, times } from "./any-value";
import { NOON } from "./sample";

const plans = fc.record({
  templateVersion: fc.constantFrom(1, 1, 1, 2),
  bakeSeconds: bakes,
  keepSeconds: seconds,
  debugSeconds: seconds,
  approvalRequired: fc.boolean(),
  confirmRequired: fc.boolean(),
  canGoBack: fc.boolean(),
});

const answers = fc.record({ by: people, at: times, comment: people }, { requiredKeys: ["by", "at"] });

/** A timeline at its bound, or over it, and its like. */
function timelines<T>(entry: T): fc.Arbitrary<T[]> {
  return fc.constantFrom(0, 0, 0, 1, 199, 200, 230).map((length) => Array.from({ length }, () => entry));
}

const releases: fc.Arbitrary<Release> = fc
  .record(
    {
      id: ids,
      kind: fc.constantFrom(
        "release" as const,
        "release" as const,
        "reRelease" as const,
        "switchBack" as const,
      ),
      by: people,
      executionId: ids,
      artifact: artifacts,
      commit: ids,
      from: colours,
      fromId: ids,
      to: colours,
      toId: ids,
      plan: plans,
      pinned: counts,
      phase: fc.constantFrom(...PHASES),
      phaseSince: times,
      approval: answers,
      gate: fc.record({ reads: fc.constantFrom(0, 0, 1, 2, 3), at: times }),
      returning: fc.constant("it is slow"),
      note: fc.constant("it was slow"),
      phases: timelines({ phase: "begun", at: NOON, reason: "because" }),
      weights: timelines({ at: NOON, pair: { blue: 100, green: 0 }, by: "Kim" }),
      health: timelines({ at: NOON, colour: "green" as const, healthy: 1, of: 2 }),
      evidence: fc.array(people, { maxLength: 2 }),
    },
    {
      requiredKeys: [
        ...(["id", "kind", "by", "to", "toId", "plan", "pinned", "phase", "phaseSince", "gate"] as const),
        ...(["phases", "weights", "health", "evidence"] as const),
      ],
    },
  )
  .filter(({ from, to }) => from !== to);

export const states: fc.Arbitrary<State> = fc.record(
  {
    schema: fc.constant(1 as const),
    service: fc.constant("storefront"),
    serving: fc.record({ colour: colours, releaseId: ids }),
    product: fc.record({ pair: pairs, before: pairs, at: times }, { requiredKeys: ["pair", "at"] }),
    idle: fc.record(
      {
        why: fc.constantFrom("kept", "debug"),
        until: times,
        releaseId: ids,
        canGoBack: fc.boolean(),
        size: counts,
      },
      { requiredKeys: ["why", "until", "canGoBack", "size"] },
    ),
    open: releases,
    ended: fc.array(
      fc.record(
        {
          id: ids,
          executionId: ids,
          outcome: fc.constantFrom(...OUTCOMES),
          reason: fc.constant("it ended"),
          at: times,
        },
        { requiredKeys: ["id", "outcome", "reason", "at"] },
      ),
      { maxLength: 2 },
    ),
    drift: fc.constantFrom(
      "requests go to neither colour, which no release wrote",
      "the product rule was changed by hand: three target groups",
    ),
  },
  { requiredKeys: ["schema", "service", "ended"] },
);

/** Any registration that is read at the door, and anything that can be read of the rest of the world. */
import * as fc from "fast-check";
import type { ColourRead, Observed, Verdict } from "../../../runtime/release/observed";
import type { Registration } from "../../../runtime/release/registration";
import { EMPTY } from "../../../runtime/release/sizes";
import type { Window } from "../../../runtime/release/windows";
import { bakes, colours, counts, ids, pairs, people, seconds, times } from "./any-value";
import { REGISTRATION } from "./sample";

const windows: fc.Arbitrary<Window[]> = fc.constantFrom<Window[]>(
  [],
  [],
  [{ days: ["sat"], from: "11:00", until: "13:00", timeZone: "UTC" }],
  [{ days: ["mon", "sun"], from: "22:00", until: "06:00", timeZone: "Asia/Seoul" }],
);

const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((one, other) => one - other);

const registrations: fc.Arbitrary<Registration> = fc
  .record({
    some: fc.tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 9 }),
    ),
    night: fc.option(fc.tuple(counts, counts, counts, fc.boolean(), windows), { nil: undefined }),
    windows,
    healthyReads: fc.integer({ min: 1, max: 4 }),
    bakeSeconds: bakes,
    keepSeconds: seconds,
    debugSeconds: seconds,
    approvalRequired: fc.boolean(),
    confirmRequired: fc.boolean(),
    migrations: fc.constantFrom("compatible" as const, "breaking" as const),
  })
  .map(({ some, night, ...rest }) => {
    const [min = 1, initial = 1, max = 1] = sorted(some);
    return {
      ...REGISTRATION,
      ...rest,
      sizes: { min, initial, max },
      ...(night && { night: nightOf(night) }),
    };
  });

function nightOf([one, other, preProduct, isWhole, hours]: [number, number, number, boolean, Window[]]) {
  const [min = 0, max = 0] = sorted([one, other]);
  return isWhole ? { hours, product: { min, max }, preProduct } : { hours };
}

const verdicts: fc.Arbitrary<Verdict> = fc.oneof(
  fc.record({ state: fc.constantFrom("none" as const, "pending" as const, "timedOut" as const) }),
  fc.record(
    {
      state: fc.constantFrom("approved" as const, "rejected" as const),
      by: people,
      at: times,
      comment: fc.constantFrom("", "looks good"),
    },
    { requiredKeys: ["state", "by", "at"] },
  ),
);

const none: fc.Arbitrary<Verdict> = fc.constant({ state: "none" });
const executions = fc.record({
  status: fc.oneof(
    { weight: 4, arbitrary: fc.constant("running" as const) },
    { weight: 1, arbitrary: fc.constantFrom("succeeded", "failed", "stopped", "missing") },
  ),
  approval: fc.oneof(none, verdicts),
  confirmation: fc.oneof(none, none, verdicts),
});

const alarms = fc.array(
  fc.record({
    name: fc.constantFrom("green-errors", "green-unhealthy"),
    state: fc.constantFrom("OK", "OK", "OK", "ALARM", "INSUFFICIENT_DATA", "missing"),
  }),
  { maxLength: 2 },
);

/** As large as it is to be, as a rule with room to grow as any registration declares, and all healthy or none. */
const wholes: fc.Arbitrary<ColourRead> = fc
  .tuple(
    counts,
    fc.option(ids, { nil: undefined }),
    alarms,
    fc.constantFrom(0, 1, 1),
    fc.constantFrom(true, true, false),
  )
  .map(([size, releaseId, watching, share, room]) => ({
    fleet: {
      min: size,
      max: room ? Math.max(size, 9) : size,
      desired: size,
      instances: size,
      templateVersion: 1,
    },
    targets: { total: size, healthy: share * size, current: share * size, reasons: [] },
    releaseId,
    alarms: watching,
  }));
const colourReads: fc.Arbitrary<ColourRead> = fc.oneof(
  { weight: 6, arbitrary: wholes },
  { weight: 1, arbitrary: wholes.map((read) => ({ ...read, fleet: { ...read.fleet, ...EMPTY } })) },
  {
    weight: 3,
    arbitrary: fc.record({
      fleet: fc.record({
        min: counts,
        max: counts,
        desired: counts,
        instances: counts,
        templateVersion: fc.constantFrom(1, 1, 1, 2),
      }),
      targets: fc.record({
        total: counts,
        healthy: counts,
        current: counts,
        reasons: fc.array(fc.constantFrom("i-1: Target.Timeout", ""), { maxLength: 2 }),
      }),
      releaseId: fc.option(ids, { nil: undefined }),
      alarms,
    }),
  },
);

export const observations: fc.Arbitrary<Observed> = fc.record({
  registration: registrations,
  product: fc.oneof(
    { weight: 8, arbitrary: fc.record({ pair: pairs }) },
    { weight: 1, arbitrary: fc.constantFrom({ odd: "three target groups" }, { odd: "" }) },
  ),
  preview: fc.oneof(
    { weight: 8, arbitrary: fc.record({ pair: pairs }) },
    { weight: 1, arbitrary: fc.constant({ odd: "a redirect" }) },
  ),
  recordedServing: fc.option(colours, { nil: undefined }),
  colours: fc.record({ blue: colourReads, green: colourReads }),
  executions: fc.dictionary(ids, executions, { maxKeys: 3, noNullPrototype: true }),
  artifact: fc.record({
    state: fc.constantFrom("found", "found", "found", "gone", "replaced", "notZip", "wrongTags"),
  }),
});

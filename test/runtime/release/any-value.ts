/** Times, names, numbers and weights, among them those at which decisions change, and some that are absurd. */
import * as fc from "fast-check";
import type { Pair } from "../../../runtime/release/weights";
import { ARTIFACT, NOON } from "./sample";

/** The latest time there is. */
const LAST = 8_640_000_000_000_000;

/** A moment before or after each deadline. */
const offsets = fc
  .tuple(
    fc.constantFrom(0, 10, 60, 300, 900, 1800, 3600, 5400, 84_600, 90_000),
    fc.constantFrom(-1, 0, 0, 1),
    fc.constantFrom(-1, -1, -1, 1),
  )
  .map(([seconds, milliseconds, sign]) => sign * (seconds * 1000 + milliseconds));
export const times = fc.oneof(
  { weight: 12, arbitrary: offsets.map((offset) => NOON + offset) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: LAST }) },
);
/** Those a clock may show. */
export const clocks = fc.oneof(
  { weight: 12, arbitrary: fc.constant(NOON) },
  { weight: 2, arbitrary: offsets.map((offset) => NOON - offset) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: LAST }) },
);

export const ids = fc.constantFrom("r1", "r2", "r2", "r2", "r3");
export const people = fc.constantFrom("Kim", "the pipeline", "🚢");
export const colours = fc.constantFrom("blue" as const, "green" as const);
export const counts = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1000 }) },
);
export const seconds = fc.constantFrom(0, 1, 300, 3600, 84_600, 2_592_000);
/** Of a bake. */
export const bakes = seconds.filter((one) => one <= 84_600);
const weights = fc.oneof(
  fc.constantFrom(0, 0, 1, 50, 100, 101, 102, 998, 999),
  fc.integer({ min: 0, max: 999 }),
);
export const pairs: fc.Arbitrary<Pair> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom({ blue: 101, green: 0 }, { blue: 0, green: 102 }, { blue: 0, green: 0 }),
  },
  { weight: 1, arbitrary: fc.record({ blue: weights, green: weights }) },
);
export const artifacts = fc.constantFrom(ARTIFACT, { ...ARTIFACT, versionId: "another" });

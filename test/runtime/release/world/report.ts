/** What an exploration is judged by, and how it is told. */
import type { Report } from "./explore";

/** What has to occur on some way of every exploration in which so much may go wrong. */
export const ITEMS = [
  "crash before a call",
  "crash after a call",
  "crash after the record",
  "throttled call",
  "duplicate delivery",
  "stale read",
  "weights changed by hand",
  "sizes changed by hand",
  "target loss",
  "alarm",
  "rejection",
  "time-out",
  "execution stopped",
  "pulumi up",
  "registration changed",
  "clock forward",
  "artifact gone",
  "never healthy",
  "switch back by a person",
  "release of an earlier record",
] as const;

/** What is wrong with it; none where all is well. */
export function failures({ violation, items }: Report, expected: readonly string[] = ITEMS): string[] {
  const missing = expected.filter((item) => !items.has(item)).map((item) => `never occurred: ${item}`);
  if (violation === undefined) return missing;
  return [`${violation.what}, as in this story:\n${violation.story.join("\n")}`, ...missing];
}

/** A paragraph for people. */
export function text(name: string, { states, transitions, depth, seconds, items, outcomes }: Report): string {
  const list = (map: ReadonlyMap<string, number>): string =>
    [...map].map(([key, count]) => `${key} ${count}`).join(", ");
  return [
    `${name}: ${states} states, ${transitions} transitions, depth ${depth}, ${seconds.toFixed(1)} s`,
    `  occurred: ${list(items)}`,
    `  releases that ended: ${list(outcomes)}`,
  ].join("\n");
}

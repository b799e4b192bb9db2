/** How many findings there are, in one line. Pure. */
import { isUrn } from "../../wire/urn";
import type { Report } from "../report";
import { SEVERITIES } from "../rule";
import { LEVELS } from "./order";

/** `3 findings in 2 resources: 1 mandatory (1 critical), 2 advisory (1 medium, 1 low)`. */
export function summary(reports: readonly Report[]): string {
  if (reports.length === 0) return "no findings";
  const places = [...new Set(reports.map(({ urn }) => urn))];
  const resources = places.filter(isUrn).length;
  const where = [
    ...(resources > 0 ? [counted(resources, "resource")] : []),
    ...(resources < places.length ? [counted(places.length - resources, "file")] : []),
  ];
  const levels = LEVELS.flatMap((level) => {
    const those = reports.filter((report) => report.level === level);
    return those.length === 0 ? [] : [`${those.length} ${level} (${severities(those)})`];
  });
  return `${counted(reports.length, "finding")} in ${where.join(" and ")}: ${levels.join(", ")}`;
}

/** `1 finding`, `2 findings`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function severities(reports: readonly Report[]): string {
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: reports.filter((report) => report.severity === severity).length,
  }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`)
    .join(", ");
}

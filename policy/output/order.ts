/** The order of findings, the same in every output: the worst first. Pure. */
import type { Report } from "../report";
import { SEVERITIES, type Effect } from "../rule";

export const LEVELS = ["mandatory", "advisory"] as const satisfies readonly Effect[];

/** By level, severity, rule, resource or place in a file, and message; what is equal then, by the rest. */
export function compareReports(a: Report, b: Report): number {
  return (
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compareTexts(a.rule, b.rule) ||
    compareTexts(a.urn, b.urn) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compareTexts(a.message, b.message) ||
    compareTexts(restOf(a), restOf(b))
  );
}

/** A copy in that order: whatever order they came in, it is the same. */
export function inOrder(reports: readonly Report[]): readonly Report[] {
  return reports.toSorted(compareReports);
}

/** By code units: no locale has a say. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function restOf({ statement, actions, fix }: Report): string {
  return JSON.stringify([statement, actions, fix]);
}

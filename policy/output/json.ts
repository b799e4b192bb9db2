/** Findings as programs read them. Pure. */
import type { Report } from "../report";
import { inOrder } from "./order";
import { isUrn } from "./place";

/** A finding of a resource has its `urn`, one in a file the `file`. */
export type JsonFinding = Omit<Report, "urn"> & ({ readonly urn: string } | { readonly file: string });

/** The list, in order; a field that says nothing is left out. */
export function jsonFindings(reports: readonly Report[]): readonly JsonFinding[] {
  return inOrder(reports).map(({ urn, rule, severity, level, message, statement, actions, fix }) => ({
    ...(isUrn(urn) ? { urn } : { file: urn }),
    rule,
    severity,
    level,
    message,
    ...(statement === undefined ? {} : { statement }),
    ...(actions === undefined ? {} : { actions }),
    ...(fix === undefined ? {} : { fix }),
  }));
}

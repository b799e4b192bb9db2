/** Findings as programs read them. Pure. */
import { isUrn } from "../../wire/urn";
import { details, type Report } from "../report";
import { inOrder } from "./order";

/** A finding of a resource has its `urn`, one in a file the `file`. */
export type JsonFinding = Omit<Report, "urn"> & ({ readonly urn: string } | { readonly file: string });

/** The list, in order; a field that says nothing is left out. */
export function jsonFindings(reports: readonly Report[]): readonly JsonFinding[] {
  return inOrder(reports).map(({ urn, line, column, rule, severity, level, message, ...about }) => ({
    ...(isUrn(urn) ? { urn } : { file: urn }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    rule,
    severity,
    level,
    message,
    ...details(about),
  }));
}

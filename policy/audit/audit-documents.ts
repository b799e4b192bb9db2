/** The policy documents of files under the rules on documents. Pure. */
import type { Configuration } from "../configuration/configuration";
import { judged } from "../evaluate";
import { findingIn, type DocumentFinding, type DocumentRule } from "../iam/document-rule";
import { documentFrom, kindOf, type Kind, type Place } from "../iam/model";
import { ownOf } from "../iam/own";
import type { Report } from "../report";
import { saidOnce } from "../said-once";
import type { Context, Finding, Rule } from "../rule";
import { ofFileSuppressions, suppressed, type Suppression } from "../suppressions/suppression";
import { UNKNOWN } from "../value";
import type { FileDocument, Position } from "./file-content";

/** A document with its kind. */
export type OfKind = FileDocument & { readonly kind: Kind };

/** The documents of one file. */
export interface AuditedFile {
  /** Its path, as reports and suppressions have it. */
  readonly file: string;
  readonly documents: readonly OfKind[];
}

/** A document as it is said to be, or as what is around it and in it looks. */
export function ofKind({ onlyLimits, ...document }: FileDocument, told: Kind | undefined): OfKind {
  if (told !== undefined) return { ...document, kind: told };
  const kind = document.kind ?? kindOf(document.text);
  return { ...document, kind, ...(onlyLimits === undefined ? {} : { onlyLimits }) };
}

/** Nothing more is made here that would make it known. */
const IN_A_TEMPLATE = "a function or an expression, which this file does not say the value of";

/**
 * What the rules find in one file, exceptions not yet taken away.
 *
 * @param today - as `2026-11-21`
 */
export function auditFile(
  { file, documents }: AuditedFile,
  rules: readonly Rule[],
  configuration: Configuration,
  today: string,
): readonly Report[] {
  const subject = { urn: file, project: "", stack: "" };
  const occasion = { today, unknown: IN_A_TEMPLATE };
  const reports = documents.map((document) => {
    const { text, kind, onlyLimits, isInTemplate } = document;
    const read = documentFrom(text, kind, isInTemplate);
    const those = rules.filter(isOfDocuments).flatMap((rule) => {
      if (!rule.kinds.includes(kind) || (rule.finds === "access" && onlyLimits === true)) return [];
      return judged(rule, configuration, subject, occasion, (context) =>
        found(rule, read, document, context).map((finding) => ({ ...finding, urn: file })),
      );
    });
    return saidOnce(those, rules);
  });
  return reports.flat();
}

/** What is left of the findings in all files, and what there is to say of exceptions. */
export function excepted(
  reports: readonly Report[],
  { suppressions }: Configuration,
  about: { readonly files: readonly string[]; readonly configuration: string; readonly today: string },
): { readonly reports: readonly Report[]; readonly used: ReadonlySet<Suppression> } {
  const { left, used } = suppressed(reports, suppressions, about.today);
  return { reports: [...left, ...ofFileSuppressions(suppressions, used, about)], used };
}

function isOfDocuments(rule: Rule): rule is DocumentRule {
  return "checkDocument" in rule;
}

type Found = Finding & Partial<Position>;

function found(
  rule: DocumentRule,
  document: ReturnType<typeof documentFrom>,
  { property, inFile }: FileDocument,
  { settings, isProduction, today, own }: Context,
): readonly Found[] {
  const start = inFile({ line: 1, column: 1 });
  if (document === UNKNOWN) return rule.finds === "access" ? [{ notEvaluated: property, ...start }] : [];
  const here = { settings, isProduction, today, own: ownOf(own) };
  return rule.checkDocument(document, here).map((finding) => {
    const { line, column } = placeOf(finding);
    const at = line === undefined || column === undefined ? start : inFile({ line, column });
    return { ...findingIn(property, finding), ...at };
  });
}

function placeOf(finding: DocumentFinding): Place {
  return "notEvaluated" in finding ? finding.notEvaluated : finding.place;
}

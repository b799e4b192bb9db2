/** Statements under one rule on documents: what it finds in each, and what it would put in their place. */
import type { DocumentRule } from "../../../policy/iam/document-rule";
import type { Kind } from "../../../policy/iam/model";
import type { Own } from "../../../policy/rule";
import type { Value } from "../../../policy/value";
import { judgeDocument, verdict } from "../iam/judge-document";

const documentOf = (statements: readonly Value[]): Value => ({
  Version: "2012-10-17",
  Statement: statements,
});

/** The indices of the statements with a finding; `?` for what cannot be judged. */
export function foundIn(
  rule: DocumentRule,
  statements: readonly Value[],
  kind: Kind = "identity",
  own: Partial<Own> = {},
): string {
  const found = verdict(judgeDocument(documentOf(statements), kind, own, [rule]));
  return found.map((one) => one.slice(rule.id.length + 1)).join();
}

/** What would pass instead of the first one. */
export function fixOf(
  rule: DocumentRule,
  statement: Value,
  kind: Kind = "identity",
  own: Partial<Own> = {},
): unknown {
  const [judged] = judgeDocument(documentOf([statement]), kind, own, [rule]);
  return judged === undefined || "notEvaluated" in judged.finding ? undefined : judged.finding.fix;
}

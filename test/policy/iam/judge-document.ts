/** One policy document under all rules on documents, or some, with nothing known of its surroundings but what is told. */
import { fallbacks } from "../../../policy/configuration/setting";
import type { DocumentFinding, DocumentRule } from "../../../policy/iam/document-rule";
import { documentFrom, type Kind } from "../../../policy/iam/model";
import { rules } from "../../../policy/registry";
import type { Own } from "../../../policy/rule";
import { UNKNOWN, type Value } from "../../../policy/value";

/** Those that there are. */
export const documentRules: readonly DocumentRule[] = rules.flatMap((rule) =>
  "checkDocument" in rule ? [rule as DocumentRule] : [],
);

export interface Judgement {
  readonly rule: DocumentRule;
  readonly finding: DocumentFinding;
}

/** Nothing where the document or its list of statements is not known. */
export function judgeDocument(
  given: Value,
  kind: Kind,
  told: Partial<Own> = {},
  asked: readonly DocumentRule[] = documentRules,
): readonly Judgement[] {
  const document = documentFrom(given, kind);
  if (document === UNKNOWN) return [];
  const own = { trustedAccounts: [], ...told };
  return asked.flatMap((rule) => {
    if (!rule.kinds.includes(kind)) return [];
    const settings = fallbacks(rule.settings);
    const context = { settings, isProduction: false, today: "2026-11-21", own };
    return rule.checkDocument(document, context).map((finding) => ({ rule, finding }));
  });
}

/** `<rule> <statement>`, with `-` for the document as a whole and `?` for what could not be judged; sorted, each once. */
export function verdict(judgements: readonly Judgement[]): readonly string[] {
  const told = judgements.map(({ rule, finding }) => {
    if ("notEvaluated" in finding) return `${rule.id} ?`;
    return `${rule.id} ${finding.statement?.index ?? "-"}`;
  });
  return [...new Set(told)].sort();
}

/** `<rule> <statement>` for each, in turn; with the place of what could not be judged. */
export function told(document: Value, kind: Kind, asked = documentRules): string[] {
  return judgeDocument(document, kind, {}, asked).map(({ rule, finding }) =>
    "notEvaluated" in finding
      ? `${rule.id} ? ${finding.notEvaluated.path}`
      : `${rule.id} ${finding.statement?.index ?? "-"}`,
  );
}

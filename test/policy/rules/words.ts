/** What a rule on documents says of one statement, for the tests of the rules on words, resources and conditions. */
import assert from "node:assert/strict";
import type { DocumentFinding, DocumentRule } from "../../../policy/iam/document-rule";
import type { Kind } from "../../../policy/iam/model";
import type { Rule } from "../../../policy/rule";
import { isList, UNKNOWN, type Value, type Values } from "../../../policy/value";
import { judgeDocument, verdict } from "../iam/judge-document";

export type Told = Exclude<DocumentFinding, { readonly notEvaluated: unknown }>;

export const documentOf = (...statements: readonly Value[]): Values => ({
  Version: "2012-10-17",
  Statement: statements,
});

/** The findings, all of them judged. */
export function told(rule: Rule, given: Value, kind: Kind = "identity"): readonly Told[] {
  return judgeDocument(given, kind, {}, [rule as DocumentRule]).map(({ finding }) => {
    assert.ok("rule" in finding);
    return finding;
  });
}

/** Each fix, put in the place of its statement, takes its finding away and brings none of any rule. */
export function assertFixes(rule: Rule, statements: readonly Value[], kind: Kind = "identity"): void {
  const before = verdict(judgeDocument(documentOf(...statements), kind));
  for (const finding of told(rule, documentOf(...statements), kind)) {
    const { fix, statement } = finding;
    if (fix === undefined || statement === undefined) continue;
    const mended = statements.flatMap((one, index): readonly Value[] => {
      if (index !== statement.index) return [one];
      return isList(fix) ? fix : [fix];
    });
    const after = told(rule, documentOf(...mended), kind);
    assert.ok(after.length < told(rule, documentOf(...statements), kind).length, JSON.stringify(fix));
    const others = verdict(judgeDocument(documentOf(...mended), kind));
    assert.deepEqual(
      others.filter((one) => !before.includes(one)),
      [],
      JSON.stringify(fix),
    );
  }
}

/** Never an exception, wherever something is not known. */
export const HIDDEN: readonly Value[] = [
  UNKNOWN,
  { Statement: UNKNOWN },
  { Statement: [UNKNOWN] },
  ...["Effect", "Action", "NotAction", "Resource", "Condition"].map((name): Values => ({
    Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*", [name]: UNKNOWN },
  })),
  { Statement: { Effect: "Allow", Action: ["s3:GetObjekt", UNKNOWN], Resource: [UNKNOWN] } },
  { Statement: { Effect: "Allow", Action: "s3:GetObject", Condition: { StringEquals: UNKNOWN } } },
  {
    Statement: { Effect: "Allow", Action: "s3:GetObject", Condition: { StringEquals: { "s3:x": UNKNOWN } } },
  },
];

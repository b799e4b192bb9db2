/** A document is one that IAM can read: what it does not know, it refuses. */
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { mended } from "../iam/mended";
import { KINDS, type Defect, type Document } from "../iam/model";
import { passes } from "../iam/passes";
import { writtenStatement } from "../iam/written";
import { soundFixes, type JudgeOfFixes } from "../sound-fix";
import type { Values } from "../value";

/** What other rules tell: duplicates and empty-elements. */
const OTHERS: readonly Defect["what"][] = ["doubled", "empty"];

export const policyGrammar = documentRule({
  id: "policy-grammar",
  description: "A policy document is written in the language of IAM, with what a document of its kind has.",
  reason:
    "AWS refuses it when it is deployed (MalformedPolicyDocument), which is after other resources were changed; or the service takes it, and the part that it does not know restricts nothing (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).",
  remedy: "Write the elements, their forms and their words as the grammar has them.",
  level: "mandatory",
  severity: "high",
  kinds: KINDS,
  finds: "form",
  settings: {},
  check: (document, context) => {
    const isSound = soundFixes(document, context);
    const fixes = new Map<number, Values | undefined>();
    return document.defects.flatMap(
      ({ what, place, statement: index, rule, got, remedy }): DocumentFinding[] => {
        if (OTHERS.includes(what)) return [];
        if (index === undefined) {
          const isVersion = /^version$/i.test(place.path) && what !== "unknown-element";
          const fix = { Version: "2012-10-17" };
          const isOffered = isVersion && isSound(fix, undefined);
          return [{ place, rule, got, remedy, ...(isOffered ? { fix } : {}) }];
        }
        if (!fixes.has(index)) fixes.set(index, fixOf(document, index, isSound));
        const fix = fixes.get(index);
        const statement = document.statements.find((one) => one.index === index) ?? { index };
        return [{ place, statement, rule, got, remedy, ...(fix === undefined ? {} : { fix }) }];
      },
    );
  },
});

/** The statement as it was meant, where nothing is wrong with that. */
function fixOf(document: Document, index: number, isSound: JudgeOfFixes): Values | undefined {
  const written = writtenStatement(document, index);
  if (written === undefined) return undefined;
  const fix = mended(written, document.kind);
  if (!passes(fix, document, index)) return undefined;
  const sid = fix["Sid"];
  const isTaken =
    sid !== undefined &&
    sid !== "" &&
    document.statements.some((one) => one.index !== index && one.sid === sid);
  return isTaken || !isSound(fix, index) ? undefined : fix;
}

/** Elements of a document have something in them. */
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { KINDS, type Defect, type Document } from "../iam/model";
import { passes } from "../iam/passes";
import { changedTexts, keyOf, withMembers, writtenStatement } from "../iam/written";
import { soundFixes, type JudgeOfFixes } from "../sound-fix";
import { isValues, type Value, type Values } from "../value";

const OF_TEXTS = ["Action", "NotAction", "Resource", "NotResource"];
const OF_PRINCIPALS = ["Principal", "NotPrincipal"];

export const emptyElements = documentRule({
  id: "empty-elements",
  description:
    "No element of a policy document is empty: a list without entries, an empty text, no conditions.",
  reason:
    "AWS refuses some of them when the document is deployed, and takes others for nothing: an empty Condition restricts nothing, an empty list of values never matches (https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html).",
  remedy: "Fill the element or remove it.",
  level: "advisory",
  severity: "medium",
  kinds: KINDS,
  finds: "form",
  settings: {},
  check: (document, context) => {
    const isSound = soundFixes(document, context);
    const fixes = new Map<number, Values | undefined>();
    return document.defects.flatMap((defect): readonly DocumentFinding[] => {
      const { what, place, statement: index, rule, got, remedy } = defect;
      if (what !== "empty") return [];
      if (index === undefined) return [{ place, rule, got, remedy }];
      if (!fixes.has(index)) fixes.set(index, fixOf(document, index, isSound));
      const fix = fixes.get(index);
      const statement = document.statements.find((one) => one.index === index) ?? { index };
      const because = consequence(defect);
      return [
        {
          ...{ place, statement, rule, got, remedy },
          ...(because === undefined ? {} : { because }),
          ...(fix === undefined ? {} : { fix }),
        },
      ];
    });
  },
});

function consequence({ place: { path } }: Defect): string | undefined {
  const [, , inside] = /^Statement(\[\d+\])?\.condition(.*)$/i.exec(path) ?? [];
  if (inside === undefined) return undefined;
  return /^\.[^.[]+(\.|\[)/.test(inside)
    ? "no value equals one of none: an operator that asks for one never holds"
    : "the statement applies as if there were no condition";
}

/** Without what is empty, where enough is left and nothing else is wrong. */
function fixOf(document: Document, index: number, isSound: JudgeOfFixes): Values | undefined {
  const written = writtenStatement(document, index);
  if (written === undefined) return undefined;
  const fix = filled(written);
  return passes(fix, document, index) && isSound(fix, index) ? fix : undefined;
}

function filled(statement: Values): Values {
  const changed: Record<string, Value> = { ...statement };
  for (const name of OF_TEXTS) fill(changed, keyOf(statement, name), withoutEmpty);
  for (const name of OF_PRINCIPALS)
    fill(changed, keyOf(statement, name), (given) => withMembers(given, withoutEmpty));
  fill(changed, keyOf(statement, "Condition"), (given) =>
    withMembers(given, (keys) => (isEmpty(keys) ? undefined : keys)),
  );
  return changed;
}

function fill(owner: Record<string, Value>, key: string, change: (given: Value) => Value): void {
  if (owner[key] !== undefined) owner[key] = change(owner[key]);
}

function withoutEmpty(given: Value): Value {
  return changedTexts(given, (text) => (text === "" ? undefined : text));
}

function isEmpty(value: Value): boolean {
  return isValues(value) && Object.keys(value).length === 0;
}

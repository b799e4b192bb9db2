/** Operators of conditions exist, fit their keys, and are given values that they can compare. */
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { changed, withCondition } from "../iam/changed";
import { operatorOf, KINDS, type Condition, type Document, type Statement } from "../iam/model";
import { withNoneOdd } from "../iam/odd-conditions";
import { misuseOf, type Misuse } from "../iam/reasoning/operators";
import { missingKey } from "../iam/reasoning/action-conditions";
import type { Values } from "../value";

export const conditionOperator = documentRule({
  id: "condition-operator",
  description: "Each operator of a condition exists, goes with its key, and has values that it can compare.",
  reason:
    "IAM refuses an operator that it does not have. One of another type than its key, or a value that is none of its type, matches no request: an Allow is never given, a Deny never holds; negated, it is the other way round. A star is a star only for StringLike and for ARNs (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).",
  remedy: "Take the operator of the key's own type, and StringLike for patterns.",
  level: "advisory",
  severity: "high",
  kinds: KINDS,
  finds: "form",
  settings: {},
  check: (document) => document.statements.flatMap((statement) => judged(document, statement)),
});

/** An operator that is wrong by itself is told once, however many keys it has. */
function judged(document: Document, statement: Statement): readonly DocumentFinding[] {
  const told = new Set<string>();
  return statement.conditions.flatMap((condition): readonly DocumentFinding[] => {
    const misuse = misuseOf(condition);
    if (misuse === undefined) return [];
    const { place, rule, got, remedy, isHarmless } = misuse;
    const once = `${place.path} ${rule}`;
    if (told.has(once)) return [];
    told.add(once);
    const fix = put(document, statement, condition, misuse);
    return [
      {
        place,
        statement,
        rule,
        got,
        remedy,
        ...(isHarmless === true ? { severity: "low" } : {}),
        ...(fix === undefined ? {} : { fix }),
      },
    ];
  });
}

/** The statement with the right operator, where nothing is wrong with it then. */
function put(
  document: Document,
  statement: Statement,
  condition: Condition,
  { operator, place }: Misuse,
): Values | undefined {
  if (operator === undefined) return undefined;
  const isOfOperator = place === condition.operator.place;
  const meant = (one: Condition): boolean =>
    one === condition || (isOfOperator && one.operator === condition.operator);
  const affected = statement.conditions.filter(meant);
  let conditions = statement.conditions;
  for (const one of affected) {
    const by: Condition = { ...one, operator: { ...one.operator, value: operator }, ...operatorOf(operator) };
    if (misuseOf(by) !== undefined || isThere(statement, by)) return undefined;
    if (missingKey(statement, by) !== undefined && missingKey(statement, one) === undefined) return undefined;
    conditions = withCondition(conditions, one, [by]);
  }
  return withNoneOdd(changed(document, statement, { conditions }), { document, statement });
}

/** The same key under the same operator would be written twice. */
function isThere({ conditions }: Statement, { operator, key }: Condition): boolean {
  return conditions.some((one) => one.operator.value === operator.value && one.key.value === key.value);
}

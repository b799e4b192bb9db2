/** Findings on conditions that do not do what they say, each with the statement in which they would. Pure. */
import { shown } from "../../refusal/refusal";
import { UNKNOWN, type Values } from "../value";
import { withCondition } from "./condition-change";
import type { DocumentContext, DocumentFinding } from "./document-rule";
import { documentFrom, type Condition, type Document, type Statement } from "./model";
import { readingOf } from "./reasoning/cancelled";
import type { Odd } from "./reasoning/holds";
import { isSound } from "./reasoning/sound";
import type { Asked } from "./reasoning/test-of";

export type Judge = (conditions: readonly Condition[], asked: Asked) => readonly Odd[];

/** Of one statement; what other rules tell of a condition is not told again. */
export function oddConditions(
  document: Document,
  statement: Statement,
  { today }: Pick<DocumentContext, "today">,
  judge: Judge,
): readonly Odd[] {
  if (statement.conditions.length === 0) return [];
  const asked = { ...readingOf(document), today, statement, document };
  return judge(statement.conditions, asked).filter(
    ({ condition, beside }) =>
      condition.values.length > 0 && isSound(condition) && (beside === undefined || isSound(beside)),
  );
}

/** @param rule completes "must be"; @param consequence what comes of it, by the statement's effect */
export function findingsOf(
  document: Document,
  statement: Statement,
  context: DocumentContext,
  judge: Judge,
  { rule, consequence }: { readonly rule: string; readonly consequence: string },
): readonly DocumentFinding[] {
  return oddConditions(document, statement, context, judge).map((odd): DocumentFinding => {
    const { condition, because, remedy } = odd;
    const fix = fixOf(document, statement, context, judge, odd);
    return {
      place: condition.place,
      statement,
      rule,
      got: `${wordOf(condition.operator.value)} ${wordOf(condition.key.value)} ${valuesOf(condition)}`,
      remedy,
      because: `${because}; ${consequence}`,
      ...(fix === undefined ? {} : { fix }),
    };
  });
}

/** Nobody mends more of one statement than that one by one. */
const MOST = 24;

/** The statement in which it is as it was meant, and nothing else is odd that was not. */
function fixOf(
  document: Document,
  statement: Statement,
  context: DocumentContext,
  judge: Judge,
  { condition, change }: Odd,
): Values | undefined {
  if (change === undefined || statement.conditions.length > MOST) return undefined;
  const fix = withCondition(document, statement, condition, change);
  if (fix === undefined) return undefined;
  const before = oddConditions(document, statement, context, judge);
  const read = documentFrom({ Version: document.version ?? "2008-10-17", Statement: [fix] }, document.kind);
  const [again] = read === UNKNOWN ? [] : read.statements;
  if (read === UNKNOWN || again === undefined) return undefined;
  return oddConditions(read, again, context, judge).length < before.length ? fix : undefined;
}

function valuesOf({ values }: Condition): string {
  const [first, ...others] = values.map(({ value }) => (value === UNKNOWN ? "something" : value));
  return shown(others.length === 0 ? first : [first, ...others]);
}

function wordOf(value: string | typeof UNKNOWN): string {
  return value === UNKNOWN ? "something" : value;
}

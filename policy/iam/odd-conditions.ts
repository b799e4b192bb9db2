/** Findings on conditions that do not do what they say, each with the statement in which they would. Pure. */
import { shown } from "../../refusal/refusal";
import { UNKNOWN, type Values } from "../value";
import { withCondition } from "./condition-change";
import type { DocumentContext, DocumentFinding } from "./document-rule";
import { documentFrom, type Condition, type Document, type Statement } from "./model";
import { readingOf } from "./reasoning/cancelled";
import { neverHold, type Odd } from "./reasoning/holds";
import { isSound } from "./reasoning/sound";
import type { Asked } from "./reasoning/test-of";
import { neverRestrict } from "./reasoning/vacuous";

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
  // What neither allows nor denies is policy-grammar's to mend.
  const isStatement = statement.effect !== undefined;
  if (change === undefined || !isStatement || statement.conditions.length > MOST) return undefined;
  const fix = withCondition(document, statement, condition, change);
  if (fix === undefined) return undefined;
  const again = rereadStatement(document, fix);
  if (again === undefined || addsOdd(again, { document, statement }, context)) return undefined;
  const left = oddConditions(again.document, again.statement, context, judge);
  return left.length < oddConditions(document, statement, context, judge).length ? fix : undefined;
}

export interface InDocument {
  readonly document: Document;
  readonly statement: Statement;
}

/** What a fix would be read as, by itself. */
export function rereadStatement({ version, kind }: Document, fix: Values): InDocument | undefined {
  const document = documentFrom({ Version: version ?? "2008-10-17", Statement: [fix] }, kind);
  if (document === UNKNOWN) return undefined;
  const [statement] = document.statements;
  return statement === undefined ? undefined : { document, statement };
}

/** Whether more conditions do nothing than before. */
export function addsOdd(
  now: InDocument,
  before: InDocument,
  context: Pick<DocumentContext, "today">,
): boolean {
  return [neverHold, neverRestrict].some((judge) => {
    const count = ({ document, statement }: InDocument): number =>
      oddConditions(document, statement, context, judge).length;
    return count(now) > count(before);
  });
}

function valuesOf({ values }: Condition): string {
  const [first, ...others] = values.map(({ value }) => (value === UNKNOWN ? "something" : value));
  return shown(others.length === 0 ? first : [first, ...others]);
}

function wordOf(value: string | typeof UNKNOWN): string {
  return value === UNKNOWN ? "something" : value;
}

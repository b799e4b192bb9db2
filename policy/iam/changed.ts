/** A statement as it would pass: one part of it put right, everything else as it was. Pure. */
import { isList, isValues, type Values } from "../value";
import { normalForm, type Condition, type Document, type Statement, type Text } from "./model";

type Change = Partial<Pick<Statement, "actions" | "notActions" | "resources" | "conditions">>;

/** In normal form: everything in lists. Undefined where a part of it could not be read, which would get lost. */
export function changed(document: Document, statement: Statement, change: Change): Values | undefined {
  if (document.defects.some((defect) => defect.statement === statement.index)) return undefined;
  const { Statement: all } = normalForm({ ...document, statements: [{ ...statement, ...change }] });
  const [first] = isList(all) ? all : [];
  return first !== undefined && isValues(first) ? first : undefined;
}

/** The texts with one of them in other words, or with several in its place. */
export function withText(texts: readonly Text[], old: Text, words: readonly string[]): readonly Text[] {
  return texts.flatMap((text) => (text === old ? words.map((value) => ({ ...text, value })) : [text]));
}

/** The conditions with one of them replaced. */
export function withCondition(
  conditions: readonly Condition[],
  old: Condition,
  by: readonly Condition[],
): readonly Condition[] {
  return conditions.flatMap((condition) => (condition === old ? by : [condition]));
}

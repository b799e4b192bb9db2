/** Reads an IAM policy document, given as JSON text or as an object, with whatever of it is known. Pure. */
import { isList, isValues, parsedJson, some, UNKNOWN, type Truth, type Value, type Values } from "../value";

/** A statement and where it stands in its document: `Statement[1]`, or `Statement` where there is no list. */
export interface Located {
  readonly property: string;
  readonly statement: Values | typeof UNKNOWN;
}

/** The statements; UNKNOWN where that is all one can say, and undefined for what is no policy document. */
export function statementsOf(document: Value): readonly Located[] | typeof UNKNOWN | undefined {
  if (document === UNKNOWN) return UNKNOWN;
  const read = typeof document === "string" ? parsedJson(document) : document;
  if (!isValues(read)) return undefined;
  const statement = element(read, "Statement");
  if (statement === UNKNOWN) return UNKNOWN;
  if (isValues(statement)) return [{ property: "Statement", statement }];
  if (!isList(statement)) return undefined;
  const located = statement.flatMap((one, index): Located[] =>
    one === UNKNOWN || isValues(one) ? [{ property: `Statement[${index}]`, statement: one }] : [],
  );
  return located.length === statement.length ? located : undefined;
}

/** Whether an element, one text or a list of them, has a text that passes the test. */
export function has(statement: Values, name: string, test: (text: string) => boolean): Truth {
  const given = element(statement, name);
  const texts = isList(given) ? given : [given];
  return some(texts.map((text) => (text === UNKNOWN ? UNKNOWN : typeof text === "string" && test(text))));
}

/** Whatever its case: a document must not pass because of how it is written. */
export function element(owner: Values, name: string): Value {
  const wanted = name.toLowerCase();
  return Object.entries(owner).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

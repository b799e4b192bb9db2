/** Statements as their document writes them, and what to change in them: what fixes are made of. Pure. */
import { isList, isValues, parsedJson, type Value, type Values } from "../value";
import type { Document, ElementName } from "./model";

const read = new WeakMap<Document, readonly Value[]>();

/** No policy is as long; nobody writes one of a megabyte anew. */
const LONGEST = 131_072;

/** The statement of that index; undefined where there is none, it is no object, or the document is far too long. */
export function writtenStatement(document: Document, index: number): Values | undefined {
  if (document.length > LONGEST) return undefined;
  let statements = read.get(document);
  if (statements === undefined) {
    const { source } = document;
    const whole = typeof source === "string" ? parsedJson(source) : source;
    const given = isValues(whole) ? whole[keyOf(whole, "Statement")] : undefined;
    statements = isList(given) ? given : [given];
    read.set(document, statements);
  }
  const statement = statements[index];
  return statement !== undefined && isValues(statement) ? statement : undefined;
}

/** The name under which something stands there, whatever its case; the last one counts. */
export function keyOf(owner: Values, name: string): string {
  const wanted = name.toLowerCase();
  return Object.keys(owner).findLast((key) => key.toLowerCase() === wanted) ?? name;
}

/** With other texts in an element, one or a list of them: each becomes what `change` says, nothing for undefined. */
export function withTexts(
  statement: Values,
  element: ElementName,
  change: (text: string) => Value,
): Values | undefined {
  const key = keyOf(statement, element);
  const given = statement[key];
  if (given === undefined) return statement;
  const changed = changedTexts(given, change);
  return changed === undefined ? undefined : { ...statement, [key]: changed };
}

/** The same of a value; undefined where nothing is left. */
export function changedTexts(given: Value, change: (text: string) => Value): Value {
  const one = (text: Value): Value => (typeof text === "string" ? change(text) : text);
  if (!isList(given)) return one(given);
  const left = given.map(one).filter((text) => text !== undefined);
  return left.length === 0 ? undefined : left;
}

/** With its names changed, in their order; those for which `change` says undefined are left out. */
export function withNames(owner: Values, change: (name: string) => string | undefined): Values {
  return Object.fromEntries(
    Object.entries(owner).flatMap(([name, value]) => {
      const now = change(name);
      return now === undefined ? [] : [[now, value] as const];
    }),
  );
}

/** An object with other members; undefined where none is left, and what is no object as it is. */
export function withMembers(given: Value, change: (member: Value) => Value): Value {
  if (!isValues(given)) return given;
  const left = Object.entries(given)
    .map(([name, member]) => [name, change(member)] as const)
    .filter(([, member]) => member !== undefined);
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

/** One or a list of them. */
export function listed(value: Value): readonly Value[] {
  return isList(value) ? value : [value];
}

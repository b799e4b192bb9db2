/** Words that stand in one list twice: actions in any case, all others as they are written. Pure. */
import { isList, isValues, UNKNOWN, type Value, type Values } from "../value";
import type { Principal, Statement, Text } from "./model";
import { keyOf } from "./written";

type Key = (text: string) => string;
const asWritten: Key = (text) => text;
const inAnyCase: Key = (text) => text.toLowerCase();

/** List by list, what was there before. */
export function repeatedWords(statement: Statement): readonly (readonly Text[])[] {
  const { actions, notActions, resources, notResources, principals, notPrincipals, conditions } = statement;
  const others = [resources, notResources, ...conditions.map(({ values }) => values)];
  return [
    ...[actions, notActions].map((texts) => repeated(texts, inAnyCase)),
    ...[principals, notPrincipals].map(repeatedPrincipals),
    ...others.map((texts) => repeated(texts, asWritten)),
  ].filter((texts) => texts.length > 0);
}

/** Condition keys that one operator has twice, in other case. */
export function repeatedKeys({ conditions }: Statement): readonly Text[] {
  const seen = new Map<string, string>();
  return conditions.flatMap(({ operator, key }) => {
    if (key.value === UNKNOWN) return [];
    const name = `${operator.place.path}\n${key.value.toLowerCase()}`;
    const before = seen.get(name);
    seen.set(name, key.value);
    return before === undefined ? [] : [key];
  });
}

/** The statement with every word once. */
export function withoutRepeated(statement: Values): Values {
  const changed: Record<string, Value> = { ...statement };
  const change = (name: string, by: (given: Value) => Value): void => {
    const key = keyOf(statement, name);
    if (changed[key] !== undefined) changed[key] = by(changed[key]);
  };
  for (const name of ["Action", "NotAction"]) change(name, (given) => once(given, inAnyCase));
  for (const name of ["Resource", "NotResource"]) change(name, (given) => once(given, asWritten));
  const ofMembers = (given: Value): Value => eachMember(given, (list) => once(list, asWritten));
  for (const name of ["Principal", "NotPrincipal"]) change(name, ofMembers);
  change("Condition", (given) => eachMember(given, ofMembers));
  return changed;
}

function repeatedPrincipals(principals: readonly Principal[]): readonly Text[] {
  const seen = new Set<string>();
  return principals.flatMap(({ type, text }) => {
    if (type === UNKNOWN || text.value === UNKNOWN) return [];
    const name = `${type}\n${text.value}`;
    if (seen.has(name)) return [text];
    seen.add(name);
    return [];
  });
}

function repeated(texts: readonly Text[], key: Key): readonly Text[] {
  if (texts.length < 2) return [];
  const seen = new Set<string>();
  return texts.filter(({ value }) => {
    if (value === UNKNOWN) return false;
    const name = key(value);
    const isThere = seen.has(name);
    seen.add(name);
    return isThere;
  });
}

function once(given: Value, key: Key): Value {
  if (!isList(given)) return given;
  const seen = new Set<Value>();
  return given.filter((one) => {
    const name = typeof one === "string" ? key(one) : one;
    if (name === UNKNOWN || !seen.has(name)) {
      seen.add(name);
      return true;
    }
    return false;
  });
}

function eachMember(given: Value, change: (member: Value) => Value): Value {
  if (!isValues(given)) return given;
  return Object.fromEntries(Object.entries(given).map(([name, member]) => [name, change(member)]));
}

/** One way to write each document: everything in lists, without anything twice, sorted where order means nothing. Pure. */
import { UNKNOWN, type Value, type Values } from "../../value";
import type { Document, Principal, Statement, Text } from "./document";

/** A document that says the same: what is no policy is left out, what is not known stays UNKNOWN. */
export function normalForm({ id, version, statements }: Document): Values {
  return {
    ...(version === undefined ? {} : { Version: version }),
    ...(id === undefined ? {} : { Id: id }),
    Statement: statements.map(ofStatement),
  };
}

function ofStatement(statement: Statement): Value {
  const { sid, effect, has } = statement;
  if (effect === UNKNOWN && has.size === 0) return UNKNOWN;
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    ...(effect === undefined ? {} : { Effect: effect }),
    ...(has.has("Principal") ? { Principal: who(statement.principals) } : {}),
    ...(has.has("NotPrincipal") ? { NotPrincipal: who(statement.notPrincipals) } : {}),
    ...(has.has("Action") ? { Action: list(statement.actions) } : {}),
    ...(has.has("NotAction") ? { NotAction: list(statement.notActions) } : {}),
    ...(has.has("Resource") ? { Resource: list(statement.resources) } : {}),
    ...(has.has("NotResource") ? { NotResource: list(statement.notResources) } : {}),
    ...(has.has("Condition") ? { Condition: ofConditions(statement) } : {}),
  };
}

function who(principals: readonly Principal[]): Value {
  if (principals.some(({ type }) => type === UNKNOWN)) return UNKNOWN;
  if (principals.length > 0 && principals.every(({ type, text }) => type === "*" && text.value === "*"))
    return "*";
  const byType = groupedBy(principals, ({ type }) => type as string);
  return sorted([...byType].map(([type, all]) => [type, list(all.map(({ text }) => text))]));
}

function ofConditions({ conditions }: Statement): Value {
  if (conditions.some(({ operator }) => operator.value === UNKNOWN)) return UNKNOWN;
  const byOperator = groupedBy(conditions, ({ operator }) => operator.value as string);
  return sorted(
    [...byOperator].map(([operator, all]) => [
      operator,
      all.some(({ key }) => key.value === UNKNOWN)
        ? UNKNOWN
        : sorted(all.map(({ key, values }) => [key.value as string, list(values)])),
    ]),
  );
}

function list(texts: readonly Text[]): Value {
  const known = texts.flatMap(({ value }) => (value === UNKNOWN ? [] : [value]));
  const unknown = texts.filter(({ value }) => value === UNKNOWN).map((): Value => UNKNOWN);
  return [...[...new Set(known)].sort(), ...unknown];
}

function sorted(entries: readonly (readonly [string, Value])[]): Values {
  return Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}

/**
 * Conditions that let everything through, or that a Deny lets pass those it is for: they look like a restriction and
 * are none. Only what is sure is said. Pure.
 */
import { UNKNOWN } from "../../value";
import type { Condition, Statement } from "../model";
import { areEverywhere } from "./addresses";
import { areOfNobody, impossible, isAll, isNow, isSent, takesAll, type Alone, type Odd } from "./holds";
import { opensWithout, saysByBeingThere } from "./keys";
import { isAction } from "./resources";
import { ofKey, passesWithoutKey, restricts } from "./restricts";
import { mayBeAnonymous } from "./public-access";
import { rangesOf, testOf, timeOf, type Asked, type Test } from "./test-of";

/** The conditions of a statement that do not restrict it. */
export function neverRestrict(conditions: readonly Condition[], asked: Asked = {}): readonly Odd[] {
  const isDeny = asked.statement?.effect === "Deny";
  return conditions.flatMap((condition): readonly Odd[] => {
    const test = testOf(condition, asked);
    if (test === undefined) return [];
    const odd =
      alwaysHolds(test, conditions, asked) ??
      (isDeny ? missesSome(test, asked) : letsPass(test, conditions, asked));
    return odd === undefined ? [] : [{ condition, ...odd }];
  });
}

/** Without values nothing of the condition is left: it does what it did. */
const IDLE = { value: (): undefined => undefined } as const;

/** Why it holds whatever the request. */
function alwaysHolds(test: Test, conditions: readonly Condition[], asked: Asked): Alone | undefined {
  const { condition, kind, key, values, isNegated } = test;
  const isDeny = asked.statement?.effect === "Deny";
  const name = String(condition.operator.value);
  const has = (word: RegExp): boolean => values.some((one) => word.test(one));
  const idle = (because: string): Alone => ({
    because,
    remedy: "name what is meant, or leave the condition out",
    change: IDLE,
  });
  if (isNegated) return excludesNothing(test, asked);
  if (kind === "null") {
    if (has(/^true$/i) && has(/^false$/i)) return idle("Null of both true and false is always so");
    return isSent(key, asked) && has(/^false$/i) ? idle(`every request has ${key}`) : undefined;
  }
  if (kind === "switch")
    return has(/^true$/i) && has(/^false$/i) ? idle("it takes both true and false") : undefined;
  if (isWholeService(test, asked.statement)) return idle("it takes every resource of the service");
  if (!takesAll(test)) return undefined;
  // Whatever its value, the key is there or not: that is what such a test is for.
  const isThere = isSent(key, asked) || key === "aws:sourceip" || passesAnyway(condition);
  const isGuard = ofKey(conditions, key).some((other) => other !== condition && passesAnyway(other));
  if (!isThere && (isDeny || isGuard || saysByBeingThere(key))) return undefined;
  return { ...idle(`${name} takes every value`), change: { value: isLess(test) } };
}

/** What is left of the values without those that are all. */
function isLess(test: Test): (value: string) => string | undefined {
  const { kind, values, globs } = test;
  const all = new Set(
    values.filter((value, index) => {
      const glob = globs[index];
      if (kind === "text") return glob !== undefined && isAll(glob, test);
      return areEverywhere(rangesOf([value]));
    }),
  );
  return (value) => (all.size === 0 || all.has(value) ? undefined : value);
}

function excludesNothing(test: Test, { statement }: Asked): Alone | undefined {
  const { condition, values, isKnown } = test;
  const name = String(condition.operator.value);
  if (!isKnown) return undefined;
  if (values.length === 0)
    return { because: `${name} without a value excludes nothing`, remedy: "name the values" };
  if (areOfNobody(test, statement))
    return {
      because: "aws:SourceIp is a public address, and never one of these",
      remedy: "name the public addresses",
    };
  const form = impossible(test);
  if (form === undefined) return undefined;
  const { is, meant } = form;
  return {
    because: `no request has such a value: ${is}`,
    remedy: "write it so",
    ...(meant === undefined ? {} : { change: { value: meant } }),
  };
}

function passesAnyway({ ifExists, set }: Condition): boolean {
  return ifExists || set === "ForAllValues";
}

/** Why an Allow lets through just what the condition is to keep out. */
function letsPass(test: Test, conditions: readonly Condition[], asked: Asked): Alone | undefined {
  const { condition, kind, key, values, isNegated, isKnown } = test;
  const { set, base, ifExists } = condition;
  const name = String(condition.operator.value);
  if (isNegated) {
    if (set !== "ForAnyValue" || values.length === 0) return undefined;
    return {
      because: `${name} holds as soon as one of several values is another`,
      remedy: `write ForAllValues:${base}`,
      change: { operator: `ForAllValues:${base}` },
    };
  }
  const guarded = { remedy: "add a Null test of the key with false", change: { isGuarded: true } } as const;
  if (set === "ForAllValues" && key === "dynamodb:leadingkeys" && includes(asked.statement, "dynamodb:Scan"))
    return { because: "dynamodb:Scan reads every item and names no key", ...guarded };
  const haveToken = asked.document === undefined || asked.document.kind === "trust";
  const isAnonymous = asked.statement !== undefined && mayBeAnonymous(asked.statement);
  if (key === "aws:tagkeys" && isTagging(asked.statement)) return undefined;
  const absent = passesWithoutKey(condition, conditions, { haveToken, mayBeAnonymous: isAnonymous });
  if (absent !== undefined && set === "ForAllValues") return { because: absent, ...guarded };
  if (absent !== undefined && ifExists && opensWithout(key)) {
    const operator = name.replace(/IfExists$/i, "");
    return { because: absent, remedy: `write ${operator}`, change: { operator } };
  }
  const isFalse = values.length > 0 && values.every((one) => /^false$/i.test(one));
  if (kind === "null" && key === "aws:multifactorauthpresent" && isFalse)
    return ofKey(conditions, key).some((one) => one.base === "Bool")
      ? undefined
      : {
          because: "the key is also there, as false, where somebody signed in without MFA",
          remedy: "write Bool with true",
          change: { operator: "Bool", value: () => "true" },
        };
  const hasBegun = isNow(key) && /GreaterThan/.test(base) && ofKey(conditions, key).length === 1;
  if (!hasBegun || asked.today === undefined || !isKnown) return undefined;
  const today = Date.parse(`${asked.today}T00:00:00Z`);
  return values.some((value) => timeOf(value) < today)
    ? { because: "the time has begun, and never ends", remedy: "leave it out, or add an end", change: IDLE }
    : undefined;
}

/** Why a Deny is not for all that it is to keep out. */
function missesSome(test: Test, { document, statement }: Asked): Alone | undefined {
  const { condition, key, values } = test;
  const { base, ifExists, set } = condition;
  if (ifExists || set !== undefined) return undefined;
  const isPresence = key === "aws:multifactorauthpresent" && base === "Bool";
  if (isPresence ? !values.every((one) => /^false$/i.test(one)) : !isOldSignIn(key, base)) return undefined;
  const others = (document?.statements ?? []).filter(
    ({ effect, index }) => effect === "Deny" && index !== statement?.index,
  );
  if (others.some(({ conditions }) => deniesWithoutMfa(conditions))) return undefined;
  return {
    because: `a request that is signed with an access key has no ${String(condition.key.value)}, and is not denied`,
    remedy: `write ${base}IfExists`,
    change: { operator: `${base}IfExists` },
  };
}

function isOldSignIn(key: string, base: string): boolean {
  return key === "aws:multifactorauthage" && base.startsWith("NumericGreaterThan");
}

/** A Deny of what has no such key, beside it. */
function deniesWithoutMfa(conditions: readonly Condition[]): boolean {
  return ["aws:multifactorauthpresent", "aws:multifactorauthage"].some((key) =>
    ofKey(conditions, key).some(
      ({ base, ifExists, values }) =>
        (ifExists || base === "Null") &&
        values.every(({ value }) => value !== UNKNOWN && (base === "Null") === /^true$/i.test(value)),
    ),
  );
}

/** `arn:aws:sns:*:*:*` for sns.amazonaws.com, which acts for nothing else; but where the account is named beside it. */
function isWholeService(
  { key, condition, values, hasPatterns }: Test,
  statement: Statement | undefined,
): boolean {
  if (key !== "aws:sourcearn" || !hasPatterns || statement === undefined) return false;
  const { principals, conditions } = statement;
  if (principals.length === 0 || !principals.every(({ type }) => type === "Service")) return false;
  const services = values.flatMap((value) => /^arn:[^:]*:([\w-]+):\*?:\*?:\*+$/.exec(value)?.[1] ?? []);
  const isAll = principals.every(({ text }) =>
    services.some((one) => text.value !== UNKNOWN && text.value.startsWith(`${one}.`)),
  );
  const others = conditions.filter((one) => one !== condition);
  return isAll && restricts(others, "principal").truth === false;
}

/** Whether it is about tags only: without a key there is nothing to set or remove. But EC2 removes all. */
function isTagging(statement: Statement | undefined): boolean {
  const actions = statement?.actions ?? [];
  return (
    actions.length > 0 &&
    actions.every(({ value }) => value !== UNKNOWN && /:(tag|untag|createtags$|addtags)[\w]*$/i.test(value))
  );
}

function includes(statement: Statement | undefined, action: string): boolean {
  return (statement?.actions ?? []).some(({ value }) => value !== UNKNOWN && isAction(value, action));
}

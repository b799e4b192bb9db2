/**
 * Conditions that can never hold, and conditions that always do: what they say is not what they do. Only what is sure
 * is said; a value that is not known yet, or a variable, may be anything. Pure.
 */
import type { Condition } from "../model";
import { isPrivate } from "./addresses";
import { exclude } from "./exclude";
import { isEverything } from "./glob";
import { isAlwaysSent, isTag, mayBeAbsent } from "./keys";
import { isEveryArn } from "./resources";
import { passesWithoutKey } from "./restricts";
import { rangesOf, testOf, timeOf, type Asked, type Test } from "./test-of";

/** What conditions do, which one of them shows it, and why. */
export interface Odd {
  readonly condition: Condition;
  /** Completes "because". */
  readonly because: string;
}

/** The conditions of a statement that no request can meet: one by itself, or two against each other. */
export function neverHold(conditions: readonly Condition[], asked: Asked = {}): readonly Odd[] {
  const tests = conditions.flatMap((one) => testOf(one, asked) ?? []);
  const alone = tests.flatMap((test): readonly Odd[] => {
    const because = neverAlone(test, asked);
    return because === undefined ? [] : [{ condition: test.condition, because }];
  });
  const together = tests.flatMap((one, index) =>
    tests.slice(index + 1).flatMap((other): readonly Odd[] => {
      if (one.key !== other.key) return [];
      const because = exclude(one, other) ?? exclude(other, one);
      return because === undefined ? [] : [{ condition: other.condition, because }];
    }),
  );
  return [...alone, ...together];
}

/** The conditions of an Allow that let everything through, though they look as if they did not. */
export function neverRestrict(conditions: readonly Condition[], asked: Asked = {}): readonly Odd[] {
  return conditions.flatMap((condition): readonly Odd[] => {
    const test = testOf(condition, asked);
    const because = test === undefined ? undefined : alwaysHolds(test, conditions);
    return because === undefined ? [] : [{ condition, because }];
  });
}

function neverAlone(test: Test, { today }: Asked): string | undefined {
  const { condition, kind, key, values, isKnown, isNegated } = test;
  const { ifExists, set } = condition;
  const name = String(condition.operator.value);
  if (set === "ForAllValues" || !isKnown) return undefined;
  if (values.length === 0)
    return isNegated || ifExists ? undefined : `${name} without a value matches nothing`;
  if (kind === "null" && isAlwaysSent(key) && values.every((one) => /^true$/i.test(one)))
    return `every request has ${key}`;
  if (
    isNegated &&
    (isAlwaysSent(key) || key === "aws:sourceip" || set === "ForAnyValue") &&
    !ifExists &&
    takesAll(test)
  )
    return `${name} excludes every value`;
  if (kind === "address" && key === "aws:sourceip" && !isNegated && !ifExists) {
    const ranges = rangesOf(values);
    if (ranges.length === values.length && ranges.every(isPrivate))
      return "aws:SourceIp is a public address: requests from private networks come without it";
  }
  if (kind === "date" && today !== undefined && /^aws:(currenttime|epochtime)$/.test(key)) {
    const now = Date.parse(`${today}T00:00:00Z`);
    if (/LessThan/.test(condition.base) && Math.max(...values.map(timeOf)) < now) return "the time is over";
  }
  return undefined;
}

function alwaysHolds(test: Test, conditions: readonly Condition[]): string | undefined {
  const { condition, kind, key, values, isNegated } = test;
  const { ifExists, set } = condition;
  const name = String(condition.operator.value);
  const absent = passesWithoutKey(condition, conditions);
  if (absent !== undefined && set === "ForAllValues") return absent;
  if (absent !== undefined && /^aws:(principal|source|multifactorauth|vpc)/.test(key)) return absent;
  if (set === "ForAllValues" && mayBeAbsent(key) && !takesAll(test)) return undefined;
  if (isNegated)
    return values.length === 0 && test.isKnown ? `${name} without a value excludes nothing` : undefined;
  const has = (word: RegExp): boolean => values.some((one) => word.test(one));
  if (kind === "null") {
    if (has(/^true$/i) && has(/^false$/i)) return "Null of both true and false is always so";
    return isAlwaysSent(key) && has(/^false$/i) ? `every request has ${key}` : undefined;
  }
  if (kind === "switch")
    return has(/^true$/i) && has(/^false$/i) ? "it takes both true and false" : undefined;
  if (!takesAll(test)) return undefined;
  // A tag, whatever its value, is there or not: that is what such a test is for.
  return isTag(key) && !ifExists ? undefined : `${name} takes every value`;
}

/** Whether one of the values is every value. */
function takesAll({ kind, globs, values }: Test): boolean {
  if (kind === "text") return globs.some((glob) => isEverything(glob) || isEveryArn(glob));
  if (kind !== "address") return false;
  return rangesOf(values).some(({ is, first, last }) => last - first + 1n >= 1n << (is === 4 ? 32n : 128n));
}

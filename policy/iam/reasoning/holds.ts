/**
 * Conditions that can never hold, and conditions that always do: what they say is not what they do. Only what is sure
 * is said; a value that is not known yet, or a variable, may be anything. Pure.
 */
import { UNKNOWN } from "../../value";
import type { Condition } from "../model";
import { haveCommon, isPrivate, isWithin, rangeOf, type Range } from "./addresses";
import { contains, exactly, globOf, isEverything, overlaps, type Glob } from "./glob";
import { isAlwaysSent, isTag, mayBeAbsent } from "./keys";
import { passesWithoutKey } from "./restricts";

/** What conditions do, which one of them shows it, and why. */
export interface Odd {
  readonly condition: Condition;
  /** Completes "because". */
  readonly because: string;
}

export interface Asked {
  /** As of Version 2012-10-17. */
  readonly variables?: boolean;
  /** `2026-11-21` */
  readonly today?: string;
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
    const because = test === undefined ? undefined : alwaysHolds(test, conditions, asked);
    return because === undefined ? [] : [{ condition, because }];
  });
}

type Kind = "text" | "address" | "number" | "date" | "switch" | "null";

/** A condition whose operator and key are known. */
interface Test {
  readonly condition: Condition;
  readonly kind: Kind;
  /** In small letters. */
  readonly key: string;
  /** Those that are known. */
  readonly values: readonly string[];
  readonly isKnown: boolean;
  readonly isNegated: boolean;
  readonly globs: readonly Glob[];
}

function testOf(condition: Condition, { variables = true }: Asked): Test | undefined {
  const { operator, key, base, values } = condition;
  const kind = kindOf(base);
  if (operator.value === UNKNOWN || key.value === UNKNOWN || kind === undefined) return undefined;
  const known = values.flatMap(({ value }) => (value === UNKNOWN ? [] : [value]));
  const isPattern = /Like$|^Arn/.test(base);
  const ignoreCase = base.endsWith("IgnoreCase");
  const exact = (value: string): Glob =>
    variables && value.includes("${")
      ? globOf(literal(value), { ignoreCase })
      : exactly(value, { ignoreCase });
  return {
    condition,
    kind,
    key: key.value.toLowerCase(),
    values: known,
    isKnown: known.length === values.length,
    isNegated: /Not/.test(base),
    globs: kind === "text" ? known.map((one) => (isPattern ? globOf(one, { variables }) : exact(one))) : [],
  };
}

/** Its variables are read; a star in it is a star. */
function literal(value: string): string {
  return value.replace(/\$\{[^}]*\}|[*?]/g, (part) => (part.length > 1 ? part : `\${${part}}`));
}

function kindOf(base: string): Kind | undefined {
  if (/^(String|Arn|Binary)/.test(base)) return "text";
  if (/IpAddress$/.test(base)) return "address";
  if (base.startsWith("Numeric")) return "number";
  if (base.startsWith("Date")) return "date";
  if (base === "Bool") return "switch";
  return base === "Null" ? "null" : undefined;
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
  if (isNegated && (isAlwaysSent(key) || set === "ForAnyValue") && !ifExists && takesAll(test))
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

function alwaysHolds(test: Test, conditions: readonly Condition[], { today }: Asked): string | undefined {
  const { condition, kind, key, values, isNegated } = test;
  const { ifExists, set, base } = condition;
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
  if (kind === "date" && today !== undefined && /^aws:(currenttime|epochtime)$/.test(key)) {
    const now = Date.parse(`${today}T00:00:00Z`);
    return /GreaterThan/.test(base) && values.some((one) => timeOf(one) <= now)
      ? "the time has come already"
      : undefined;
  }
  if (!takesAll(test)) return undefined;
  // A tag, whatever its value, is there or not: that is what such a test is for.
  return isTag(key) && !ifExists ? undefined : `${name} takes every value`;
}

/** Whether one of the values is every value. */
function takesAll({ kind, globs, values }: Test): boolean {
  if (kind === "text") return globs.some((glob) => isEverything(glob) || contains(glob, ANY_ARN));
  if (kind !== "address") return false;
  return rangesOf(values).some(({ is, first, last }) => last - first + 1n >= 1n << (is === 4 ? 32n : 128n));
}

const ANY_ARN = globOf("arn:?*:?*:*:*:?*");

/** Why nothing can pass both; undefined where something may. The second may be negated, the first may not. */
function exclude(one: Test, other: Test): string | undefined {
  const [first, second] = [one.condition, other.condition];
  if (one.isNegated || !one.isKnown || !other.isKnown || first.set !== undefined || second.set !== undefined)
    return undefined;
  const names = `${String(first.operator.value)} and ${String(second.operator.value)} on ${String(first.key.value)}`;
  if (one.kind === "null" || other.kind === "null") return againstNull(one, other, names);
  // With both left open a request without the key passes.
  if (one.kind !== other.kind || (first.ifExists && second.ifExists)) return undefined;
  if (other.isNegated && first.ifExists) return undefined;
  return areApart(one, other) ? `${names} exclude each other` : undefined;
}

function againstNull(one: Test, other: Test, names: string): string | undefined {
  if (one.kind !== "null" || one.values.length === 0) return undefined;
  const isAbsent = one.values.every((value) => /^true$/i.test(value));
  if (other.kind === "null") {
    const both = [...one.values, ...other.values].map((value) => value.toLowerCase());
    return one.values.length === 1 && other.values.length === 1 && both[0] !== both[1]
      ? `${names} exclude each other`
      : undefined;
  }
  return isAbsent && !other.isNegated && !other.condition.ifExists
    ? `${names} exclude each other: the key cannot be absent and have a value`
    : undefined;
}

function areApart(one: Test, other: Test): boolean {
  switch (one.kind) {
    case "text":
      return areTextsApart(one, other);
    case "address": {
      const [ours, theirs] = [rangesOf(one.values), rangesOf(other.values)];
      if (ours.length !== one.values.length || theirs.length !== other.values.length) return false;
      return other.isNegated
        ? ours.every((range) => theirs.some((outer) => isWithin(range, outer)))
        : !ours.some((range) => theirs.some((another) => haveCommon(range, another)));
    }
    case "switch": {
      const words = (test: Test): readonly string[] => test.values.map((value) => value.toLowerCase());
      return !words(one).some((word) => words(other).includes(word));
    }
    case "number":
      return areRangesApart(one, other, Number);
    case "date":
      return areRangesApart(one, other, timeOf);
    case "null":
      return false;
  }
}

/** Texts that differ only in their letters' case are not told apart where one of the two does not tell them apart. */
function areTextsApart(one: Test, other: Test): boolean {
  const isArn = (test: Test): boolean => test.condition.base.startsWith("Arn");
  const isCaseless = (test: Test): boolean => test.condition.base.endsWith("IgnoreCase");
  const caseless = isCaseless(one) || isCaseless(other);
  // What is negated must take in all of ours: it does so in small letters only where it reads so itself.
  if (other.isNegated && isCaseless(one) && !isCaseless(other)) return false;
  const read = ({ globs }: Test): readonly Glob[] => (caseless ? globs.map(small) : globs);
  if (isArn(one) !== isArn(other) && other.isNegated) return false;
  return other.isNegated
    ? read(one).every((glob) => read(other).some((outer) => contains(outer, glob)))
    : !read(one).some((glob) => read(other).some((another) => overlaps(glob, another)));
}

function small({ tokens }: Glob): Glob {
  const toSmall = (token: number): number => String.fromCharCode(token).toLowerCase().charCodeAt(0);
  return {
    tokens: tokens.map((token) => (typeof token === "number" && token >= 0 ? toSmall(token) : token)),
  };
}

/** Lowest and highest of what passes, and whether these pass themselves. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly isFromIn: boolean;
  readonly isToIn: boolean;
}

function areRangesApart(one: Test, other: Test, read: (text: string) => number): boolean {
  const spans = (test: Test): readonly Span[] =>
    test.values.map((value) => spanOf(test.condition.base, read(value)));
  if (other.isNegated) {
    const excluded = other.values.map(read);
    return (
      /(Numeric|Date)Equals$/.test(one.condition.base) &&
      one.values.every((value) => excluded.includes(read(value)))
    );
  }
  return !spans(one).some((ours) => spans(other).some((theirs) => meet(ours, theirs)));
}

function spanOf(base: string, value: number): Span {
  const open = { from: -Infinity, to: Infinity, isFromIn: false, isToIn: false };
  if (Number.isNaN(value)) return open; // no number: another rule's
  const isIn = base.endsWith("Equals");
  if (base.includes("LessThan")) return { ...open, to: value, isToIn: isIn };
  if (base.includes("GreaterThan")) return { ...open, from: value, isFromIn: isIn };
  return { from: value, to: value, isFromIn: true, isToIn: true };
}

function meet(one: Span, other: Span): boolean {
  const below = (a: Span, b: Span): boolean => a.from < b.to || (a.from === b.to && a.isFromIn && b.isToIn);
  return below(one, other) && below(other, one);
}

/** An ISO date, or seconds since 1970; NaN for what is neither. */
function timeOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function rangesOf(values: readonly string[]): readonly Range[] {
  return values.flatMap((value) => rangeOf(value) ?? []);
}

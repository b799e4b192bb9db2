/** Which conditions restrict who may do something, from where or to what, and which only look so. Pure. */
import { isEverybody } from "../../aws/address-range";
import { all, UNKNOWN, type Truth } from "../../value";
import type { Condition } from "../model";
import { isAbout, isAlwaysSent, mayBeAbsent, type Subject } from "./keys";
import { no, oneOf, open, yes, type Verdict } from "./verdict";

export interface Asked {
  /** Whether a key is of the resources in question, from the service's table. */
  readonly isOfResource?: (key: string) => boolean;
}

/** Those that let through only what has the value, and not what has another. */
const POSITIVE = new Set([
  ...[
    "StringEquals",
    "StringEqualsIgnoreCase",
    "StringLike",
    "ArnEquals",
    "ArnLike",
    "IpAddress",
    "BinaryEquals",
  ],
  "NumericEquals",
  "DateEquals",
]);

/** Whose: the account of an ARN, an organization's path, the role of a session; then the rest may be a pattern. */
const OWNED = /^(arn:[^:]+:[^:]*:[^:]*:\d{12}:|o-[a-z0-9]+\/|A[A-Z0-9]{4,}:)/;
const PATTERN = /[*?]|\$\{/;

const WHAT: Readonly<Record<Subject, string>> = {
  principal: "who it is",
  network: "where it comes from",
  resource: "which resource it is",
  request: "anything",
};

/**
 * Whether conditions, which must all hold, restrict that: so that a stranger, another network or another resource is
 * not let through.
 */
export function restricts(conditions: readonly Condition[], subject: Subject, asked: Asked = {}): Verdict {
  const each = conditions.map((one) => restrictsAlone(one, conditions, subject, asked));
  const said = each.length === 1 ? each[0] : undefined;
  return oneOf(each, said?.because ?? `no condition says ${WHAT[subject]}`);
}

/** The same of one condition among the others of its statement. */
export function restrictsAlone(
  condition: Condition,
  others: readonly Condition[],
  subject: Subject,
  asked: Asked = {},
): Verdict {
  const { operator, base, key, values } = condition;
  if (operator.value === UNKNOWN) return open("a condition is not known yet");
  if (subject !== "request" && !isPositive(condition))
    return no(`${operator.value} lets through everything but what it names`);
  if (key.value === UNKNOWN)
    return base === "Bool" && subject !== "request"
      ? no("a Bool says hardly ever more than how a request was made")
      : open(`what ${operator.value} tests is not known yet`);
  if (!isAbout(key.value, subject, asked.isOfResource))
    return no(`${key.value} does not say ${WHAT[subject]}`);
  const absent = passesWithoutKey(condition, others);
  if (absent !== undefined) return no(absent);
  if (values.length === 0) return no(`${operator.value} on ${key.value} has no value`);
  if (base === "Bool")
    return decided(
      values.map(({ value }) => is(value, /^true$/i)),
      key.value,
      "is not only true",
    );
  const test = subject === "principal" || subject === "network" ? isFixed : isNotEverything;
  return decided(
    values.map(({ value }) => (value === UNKNOWN ? UNKNOWN : test(value))),
    key.value,
    "has a value that lets anybody through",
  );
}

/** Why a request without the key passes; undefined where it does not. */
export function passesWithoutKey(condition: Condition, others: readonly Condition[]): string | undefined {
  const { ifExists, set, key, operator } = condition;
  if (!ifExists && set !== "ForAllValues") return undefined;
  if (key.value === UNKNOWN || operator.value === UNKNOWN) return undefined;
  if (isAlwaysSent(key.value) || mayBeAbsent(key.value)) return undefined;
  if (others.some((other) => demands(other, condition))) return undefined;
  return `${operator.value} lets through a request without ${key.value}`;
}

/** Whether it holds only where the other's key is there: a Null test with false, or a test of its own. */
function demands(guard: Condition, { key }: Condition): boolean {
  const isSame =
    guard.key.value !== UNKNOWN &&
    key.value !== UNKNOWN &&
    guard.key.value.toLowerCase() === key.value.toLowerCase();
  if (!isSame || guard.ifExists) return false;
  if (guard.base === "Null")
    return guard.values.length > 0 && guard.values.every(({ value }) => is(value, /^false$/i) === true);
  return isPositive(guard) && guard.set !== "ForAllValues";
}

function isPositive({ base, values }: Condition): boolean {
  if (POSITIVE.has(base)) return true;
  return base === "Bool" && values.every(({ value }) => is(value, /^false$/i) !== true);
}

/** One value that is a pattern lets in strangers beside the others. */
function isFixed(value: string): boolean {
  return value !== "" && !isEverybody(value) && (OWNED.test(value) || !PATTERN.test(value));
}

function isNotEverything(value: string): boolean {
  return !/^\*+$/.test(value) && !isEverybody(value);
}

function is(value: string | typeof UNKNOWN, wanted: RegExp): Truth {
  return value === UNKNOWN ? UNKNOWN : wanted.test(value);
}

function decided(truths: readonly Truth[], key: string, otherwise: string): Verdict {
  const truth = all(truths);
  if (truth === UNKNOWN) return open(`the value of ${key} is not known yet`);
  return truth ? yes(`${key} must be what is named`) : no(`${key} ${otherwise}`);
}

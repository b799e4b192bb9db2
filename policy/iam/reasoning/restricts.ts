/** Which conditions restrict who may do something, from where or to what, and which only look so. Pure. */
import { isEverybody } from "../../aws/address-range";
import { all, UNKNOWN, type Truth } from "../../value";
import type { Condition } from "../model";
import { isAbout, isAlwaysSent, isSentWithItsActions, wayOf, type Requests, type Subject } from "./keys";
import { no, oneOf, open, yes, type Verdict } from "./verdict";

export interface Asked extends Requests {
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
const VARIABLE = /\$\{/;
/** That owner and principal are of one account or organization is as good as its name. */
const OF_OWNER = /^\$\{aws:Resource(Account|OrgID|OrgPaths)\}/i;
const OF_PRINCIPAL = /^\$\{aws:Principal(Account|OrgID|OrgPaths)\}/i;
const OWNER = /^aws:resource(account|orgid|orgpaths)$/i;

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
  const isOwner = subject === "principal" && OWNER.test(key.value);
  if (!isOwner && !isAbout(key.value, subject, asked.isOfResource))
    return no(`${key.value} does not say ${WHAT[subject]}`);
  const absent = passesWithoutKey(condition, others, asked);
  if (absent !== undefined) return no(absent);
  if (values.length === 0) return no(`${operator.value} on ${key.value} has no value`);
  if (base === "Bool")
    return decided(
      values.map(({ value }) => is(value, /^true$/i)),
      key.value,
      "is not only true",
    );
  const isWho = subject === "principal" || subject === "network";
  const test = (value: string): boolean =>
    isOwner
      ? OF_PRINCIPAL.test(value)
      : isWho
        ? isFixed(value, base)
        : isNotEverything(value) || isOfExactly(base);
  return decided(
    values.map(({ value }) => (value === UNKNOWN ? UNKNOWN : test(value))),
    key.value,
    "has a value that lets anybody through",
  );
}

/** Why a request without the key passes; undefined where it does not, or where that does no harm. */
export function passesWithoutKey(
  condition: Condition,
  others: readonly Condition[],
  requests: Requests = {},
): string | undefined {
  const { ifExists, set, key, operator } = condition;
  if (!ifExists && set !== "ForAllValues") return undefined;
  if (key.value === UNKNOWN || operator.value === UNKNOWN) return undefined;
  if (isAlwaysSent(key.value, requests) || isSentWithItsActions(key.value)) return undefined;
  if (ofKey(others, key.value).some(demands) || isDemanded(key.value, others)) return undefined;
  return `${operator.value} lets through a request without ${key.value}`;
}

const byKey = new WeakMap<readonly Condition[], ReadonlyMap<string, readonly Condition[]>>();

/** Those on one key, in any case. */
export function ofKey(conditions: readonly Condition[], key: string): readonly Condition[] {
  let found = byKey.get(conditions);
  if (found === undefined) {
    const groups = new Map<string, Condition[]>();
    for (const one of conditions) {
      if (one.key.value === UNKNOWN) continue;
      const name = one.key.value.toLowerCase();
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [one]);
      else group.push(one);
    }
    byKey.set(conditions, (found = groups));
  }
  return found.get(key.toLowerCase()) ?? [];
}

/** Whether it holds only where its key is there: a Null test with false, or a test of its own. */
function demands(guard: Condition): boolean {
  if (guard.ifExists) return false;
  if (guard.base === "Null")
    return guard.values.length > 0 && guard.values.every(({ value }) => is(value, /^false$/i) === true);
  return isPositive(guard) && guard.set !== "ForAllValues";
}

/** Whether others on other keys see to it. */
function isDemanded(key: string, others: readonly Condition[]): boolean {
  // Who sends a tag sends its key.
  if (/^aws:tagkeys$/i.test(key))
    return others.some(
      (one) => one.key.value !== UNKNOWN && /^aws:requesttag\//i.test(one.key.value) && demands(one),
    );
  // What does not come the one way comes the other.
  const way = wayOf(key);
  return (
    way !== undefined &&
    others.some(({ key: { value: other }, base, values, ...one }) => {
      const otherWay = other === UNKNOWN ? undefined : wayOf(other);
      if (otherWay === undefined || otherWay === way || one.set === "ForAllValues") return false;
      return (
        isPositive({ base, values }) &&
        values.length > 0 &&
        values.every(({ value }) => value === UNKNOWN || isFixed(value, base))
      );
    })
  );
}

/** Whether it holds for what has one of the values, and not for what has another. */
export function isPositive({ base, values }: Pick<Condition, "base" | "values">): boolean {
  if (POSITIVE.has(base)) return true;
  return base === "Bool" && values.every(({ value }) => is(value, /^false$/i) !== true);
}

/** One value that is a pattern lets in strangers beside the others. What is compared as it is, is none. */
function isFixed(value: string, base: string): boolean {
  if (OF_OWNER.test(value)) return true;
  if (isOfExactly(base)) return !VARIABLE.test(value);
  return value !== "" && !isEverybody(value) && (OWNED.test(value) || !PATTERN.test(value));
}

function isOfExactly(base: string): boolean {
  return /^StringEquals/.test(base);
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

/** Whether a condition's operator goes with its key, and its values with the operator. Pure. */
import { nearest } from "../../../refusal/nearest";
import { shown } from "../../../refusal/refusal";
import { UNKNOWN } from "../../value";
import { conditionKey, isProviderKey } from "../data/condition-keys";
import { globalKeys } from "../data/global-keys";
import type { ConditionKey } from "../data/reference";
import type { Condition, Place } from "../model";
import { operatorOf } from "../model";
import { OPERATORS } from "../model/words";
import { oddCharacters, plainly } from "../odd-characters";
import { familyOf, isOfFamily, VALUES, withFamily, type Family } from "./operator-values";

/** What is wrong, as in a Problem, and the operator that would be right. */
export interface Misuse {
  readonly place: Place;
  readonly rule: string;
  readonly got: string;
  readonly remedy: string;
  /** In the place of the one there is; undefined where another word does not mend it. */
  readonly operator?: string;
  /** Whether the condition works as it is meant, and is only written as it should not be. */
  readonly isHarmless?: true;
}

/** The first thing that is wrong with a condition; undefined where nothing is. */
export function misuseOf(condition: Condition): Misuse | undefined {
  const { operator, key } = condition;
  // What is not known may be right.
  if (operator.value === UNKNOWN) return undefined;
  const family = familyOf(condition.base);
  if (family === undefined) return unknownOperator(condition, operator.value);
  const known = key.value === UNKNOWN ? undefined : conditionKey(key.value);
  return (
    misplacedNull(condition, operator.value) ??
    ofAnotherType(condition, family, known) ??
    wrongValue(condition, family) ??
    pattern(condition) ??
    misplacedSet(condition, known)
  );
}

function unknownOperator({ operator }: Condition, given: string): Misuse {
  const odd = oddCharacters(given);
  const right = rightOperator(plainly(given));
  return {
    place: operator.place,
    rule: "a condition operator that IAM has",
    got: `${shown(given)}${odd === undefined ? "" : ` with ${odd}`}`,
    remedy: right === undefined ? "look up the operator that is meant" : `write ${right}`,
    ...(right === undefined ? {} : { operator: right }),
  };
}

const SETS = ["ForAnyValue", "ForAllValues"] as const;
/** How other languages say it. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  boolean: "Bool",
  equals: "StringEquals",
  like: "StringLike",
  notequals: "StringNotEquals",
  ipaddr: "IpAddress",
  notipaddr: "NotIpAddress",
  isnull: "Null",
};

function rightOperator(given: string): string | undefined {
  const colon = given.indexOf(":");
  const set = colon === -1 ? undefined : nearest(given.slice(0, colon), SETS);
  if (colon !== -1 && set === undefined) return undefined;
  const { base, ifExists } = operatorOf(given.slice(colon + 1));
  const other = base.toLowerCase();
  const right =
    (Object.hasOwn(OTHER_NAMES, other) ? OTHER_NAMES[other] : undefined) ??
    nearest(base.replace(/^(String|Arn|Numeric|Date)Not(Equal|Equals)?To$/i, "$1NotEquals"), OPERATORS);
  if (right === undefined) return undefined;
  const hasParts = right !== "Null";
  return `${set === undefined || !hasParts ? "" : `${set}:`}${right}${ifExists && hasParts ? "IfExists" : ""}`;
}

/** It asks whether the key is there, of one value or of several. */
function misplacedNull({ base, set, ifExists, operator }: Condition, given: string): Misuse | undefined {
  if (base !== "Null" || (set === undefined && !ifExists)) return undefined;
  return {
    place: operator.place,
    rule: "Null by itself",
    got: shown(given),
    remedy: "write Null: it asks whether the key is there, whatever it holds",
    operator: "Null",
  };
}

/** Keys of a service that the reference has as texts, although what they are called is a number or a truth. */
const NAMED_OTHERWISE =
  /enable|disable|is[A-Z]|public|encrypt|allow|require|has[A-Z]|seconds|count|age$|size|limit|days|port$|number|percent|version|duration|hop/i;

function ofAnotherType(
  condition: Condition,
  family: Family,
  known: ConditionKey | undefined,
): Misuse | undefined {
  if (known === undefined || family === "Null" || isProviderKey(known.key)) return undefined;
  // Whatever somebody wrote into a tag or an encryption context.
  if (known.key.includes("${") || /[<>]|\/$|tag-key$/i.test(known.key)) return undefined;
  const wanted = known.type as Family;
  if (isOfFamily(known, family)) return undefined;
  const isGlobal = globalKeys().has(known.key.toLowerCase());
  if (wanted === "String" && !isGlobal && areFitting(condition, family)) {
    if (family === "ARN" || NAMED_OTHERWISE.test(known.key)) return undefined;
  }
  const right = withFamily(condition, wanted);
  return {
    place: condition.operator.place,
    rule: `an operator for ${VALUES[wanted].kind}, as ${known.key} is one`,
    got: shown(condition.operator.value),
    remedy: right === undefined ? "compare it with an operator of its own type" : `write ${right}`,
    ...(right === undefined ? {} : { operator: right }),
  };
}

function areFitting({ values }: Condition, family: Family): boolean {
  return values.every(({ value }) => value === UNKNOWN || VALUES[family].takes(value));
}

function wrongValue(condition: Condition, family: Family): Misuse | undefined {
  const { takes, rule, remedy } = VALUES[family];
  const wrong = condition.values.find(({ value }) => value !== UNKNOWN && !takes(value));
  if (wrong === undefined) return undefined;
  return { place: wrong.place, rule, got: shown(wrong.value), remedy };
}

const EXACT = /^String(Not)?Equals(IgnoreCase)?$/;

/** A star that only StringLike knows as one. */
function pattern(condition: Condition): Misuse | undefined {
  const { base, set, ifExists, values } = condition;
  const [, not = ""] = EXACT.exec(base) ?? [];
  if (!EXACT.test(base)) return undefined;
  const found = values.find(({ value }) => value !== UNKNOWN && isPattern(value));
  if (found === undefined) return undefined;
  const right = `${set === undefined ? "" : `${set}:`}String${not}Like${ifExists ? "IfExists" : ""}`;
  return {
    place: found.place,
    rule: `the very text where it is compared by ${base}, which knows no * and no ?`,
    got: shown(found.value),
    remedy: `write ${right}, or $\{*} where a star is meant`,
    operator: right,
  };
}

function isPattern(value: string): boolean {
  const text = value.replace(/\$\{[^}]*\}/g, "");
  return text.includes("*") || (text.includes("?") && !text.includes("://"));
}

/** Of these the reference says that they have several values, and AWS's own examples compare them as one. */
const AS_ONE = /^(events|ecs):|^elasticloadbalancing:ListenerProtocol$/i;
/** Of these it says that they have one, and AWS's own policies compare them as several. */
const AS_SEVERAL = /^(codestar-connections|codeconnections):/i;

function misplacedSet(condition: Condition, known: ConditionKey | undefined): Misuse | undefined {
  const { base, set, ifExists, operator } = condition;
  if (known === undefined || base === "Null" || isProviderKey(known.key)) return undefined;
  const one = `${base}${ifExists ? "IfExists" : ""}`;
  if (set !== undefined) {
    if (known.isMultivalued || AS_SEVERAL.test(known.key)) return undefined;
    return {
      place: operator.place,
      rule: `an operator for one value: a request has one ${known.key} at most`,
      got: shown(operator.value),
      remedy: `write ${one}${set === "ForAllValues" ? ": ForAllValues also holds where there is none" : ""}`,
      operator: one,
      ...(set === "ForAnyValue" ? { isHarmless: true } : {}),
    };
  }
  if (!known.isMultivalued || AS_ONE.test(known.key) || known.type === "Bool") return undefined;
  return {
    place: operator.place,
    rule: `an operator with ForAnyValue or ForAllValues: a request can have several ${known.key}`,
    got: shown(operator.value),
    remedy: `write ForAllValues:${one} with a Null that the key be there, if all must be among the values, or ForAnyValue:${one}`,
    operator: `ForAnyValue:${one}`,
  };
}

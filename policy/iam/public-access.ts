/**
 * Whether a statement of a resource's policy lets everybody in, as S3 itself judges it: everybody, and no condition
 * with a fixed value that says who or from where
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html, "The meaning of
 * public"). Pure.
 */
import { isEverybody } from "../aws/address-range";
import { not } from "../aws/input";
import { all, isList, isValues, some, UNKNOWN, type Truth, type Value, type Values } from "../value";
import { element, has } from "./document";

/** Keys whose value a stranger cannot choose. */
const RESTRICTING = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
]);

/**
 * Operators under which a request without the key, or with another value, is not let in. Those with IfExists and
 * ForAllValues let in who does not send the key at all.
 */
const HOLDING =
  /^(foranyvalue:)?(stringequals|stringequalsignorecase|stringlike|arnequals|arnlike|ipaddress)$/i;

/** Whose: the account of an ARN, an organization's path, the role of a session; then the rest may be a pattern. */
const OWNED = /^(arn:[^:]+:[^:]*:[^:]*:\d{12}:|o-[a-z0-9]+\/|A[A-Z0-9]{4,}:)/;
const PATTERN = /[*?]|\$\{/;

export function letsEverybodyIn(statement: Values): Truth {
  return all([
    has(statement, "Effect", (effect) => effect.toLowerCase() === "allow"),
    forEverybody(statement),
    not(isRestricted(element(statement, "Condition"))),
  ]);
}

function forEverybody(statement: Values): Truth {
  const principal = element(statement, "Principal");
  // Everybody but a few.
  if (principal === undefined) return element(statement, "NotPrincipal") !== undefined;
  if (!isValues(principal)) return isStar(principal);
  return some(
    Object.entries(principal).map(([kind, who]) =>
      kind === "*" || kind.toLowerCase() === "aws" ? isStar(who) : false,
    ),
  );
}

function isStar(who: Value): Truth {
  return some(listed(who).map((one) => (one === UNKNOWN ? UNKNOWN : one === "*")));
}

function isRestricted(condition: Value): Truth {
  if (condition === UNKNOWN) return UNKNOWN;
  if (!isValues(condition)) return false;
  return some(
    Object.entries(condition)
      .filter(([operator]) => HOLDING.test(operator))
      .flatMap(([, tests]): Truth[] => {
        if (tests === UNKNOWN) return [UNKNOWN];
        if (!isValues(tests)) return [];
        return Object.entries(tests)
          .filter(([key]) => RESTRICTING.has(key.toLowerCase()))
          .map(([, values]) => all(listed(values).map(isFixed)));
      }),
  );
}

/** One value that is a pattern lets in strangers beside the others. */
function isFixed(value: Value): Truth {
  if (value === UNKNOWN) return UNKNOWN;
  if (typeof value !== "string") return false;
  return !isEverybody(value) && (OWNED.test(value) || !PATTERN.test(value));
}

function listed(value: Value): readonly Value[] {
  return isList(value) ? value : [value];
}

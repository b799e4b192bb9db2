/** The words of IAM's policy language, and how they are recognised whatever their case. */
import type { Condition, ElementName } from "./document";

export const ELEMENTS: readonly ElementName[] = [
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
];

export const OUTER = ["Version", "Id", "Statement"] as const;
export const VERSIONS: readonly string[] = ["2012-10-17", "2008-10-17"];
export const EFFECTS = ["Allow", "Deny"] as const;
export const PRINCIPAL_TYPES = ["AWS", "Service", "Federated", "CanonicalUser", "*"] as const;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const OPERATORS = [
  ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  ...["StringLike", "StringNotLike"],
  ...["NumericEquals", "NumericNotEquals"],
  ...["NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"],
  ...["DateEquals", "DateNotEquals"],
  ...["DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"],
  ...["Bool", "BinaryEquals", "IpAddress", "NotIpAddress"],
  ...["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null"],
] as const;

/** The word that is meant; undefined where none is. */
export function wordOf<Word extends string>(words: readonly Word[], given: string): Word | undefined {
  if ((words as readonly string[]).includes(given)) return given as Word;
  const wanted = given.toLowerCase();
  return words.find((word) => word.toLowerCase() === wanted);
}

export type Operator = Pick<Condition, "set" | "base" | "ifExists">;

/** `ForAnyValue:StringLikeIfExists` in its parts. */
export function operatorOf(text: string): Operator {
  const [, prefix, body = text] = /^(?:(ForAnyValue|ForAllValues):)?(.*)$/is.exec(text) ?? [];
  const set = prefix === undefined ? undefined : wordOf(["ForAnyValue", "ForAllValues"], prefix);
  const ifExists = /ifexists$/i.test(body);
  const base = ifExists ? body.slice(0, -"IfExists".length) : body;
  return { set, base: wordOf(OPERATORS, base) ?? base, ifExists };
}

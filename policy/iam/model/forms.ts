/** What is wrong with the words of a statement, whatever they are about: forms that AWS refuses. Pure. */
import { shown } from "../../../refusal/refusal";
import { UNKNOWN } from "../../value";
import { isBeyondIam, strangeIn } from "../characters";
import type { Kind, Principal, Statement, Text } from "./document";
import { FORMS, principalTypes, remedyOf, type PrincipalType } from "./principal";
import type { Placed, Reader } from "./reader";

/** The kinds that are kept in IAM itself, which has rules of its own for characters. */
const IN_IAM: readonly Kind[] = ["identity", "trust", "boundary"];

/** Actions of STS that no role can let anybody do: they are not about a role. */
const NOT_ON_ROLES = /^sts:(AssumeRoot|DecodeAuthorizationMessage|Get[A-Z]\w*|TagGetWebIdentityToken)$/i;

/** What stands in braces where IAM reads variables: nothing, a blank, or without its end. */
const NO_VARIABLE = /\$\{(?:\s*\}|\s[^}]*\}|[^}]*$)/;

/**
 * @param sid where it stands
 * @param hasVariables whether the document is of a Version that has them
 */
export function tellForms(
  reader: Reader,
  statement: Statement,
  sid: Placed | undefined,
  { kind, hasVariables }: { readonly kind: Kind; readonly hasVariables: boolean },
): void {
  const isInIam = IN_IAM.includes(kind);
  if (isInIam && sid !== undefined && statement.sid !== undefined) tellSid(reader, statement.sid, sid);
  for (const action of [...statement.actions, ...statement.notActions]) tellAction(reader, action, kind);
  for (const who of [...statement.principals, ...statement.notPrincipals]) tellPrincipal(reader, who);
  if (hasVariables) {
    const compared = statement.conditions.filter(({ base }) => /^(String|Arn)/.test(base));
    const read = compared.flatMap(({ values }) => values);
    for (const text of [...statement.resources, ...statement.notResources, ...read])
      tellVariable(reader, text);
  }
  if (isInIam)
    for (const { key, values } of statement.conditions) {
      tellCharacters(reader, key, (text) => text.slice(text.indexOf("/") + 1 || text.length));
      for (const value of values) tellCharacters(reader, value);
    }
}

function tellSid(reader: Reader, sid: string, { place }: Placed): void {
  if (/^[A-Za-z0-9]*$/.test(sid)) return;
  reader.wrong("value", place, [
    "of the letters A to Z and digits only",
    said(sid),
    "leave out the others: IAM takes none in a Sid",
  ]);
}

function tellAction(reader: Reader, { value, place }: Text, kind: Kind): void {
  if (value === UNKNOWN || (/^\*+$/.test(value) && kind !== "trust")) return;
  if (!value.includes(":") && !/^\*+$/.test(value))
    reader.wrong("value", place, [
      "a service and an action, as s3:GetObject",
      said(value),
      "put the prefix of its service before it",
    ]);
  else if (kind === "trust" && (!/^sts:/i.test(value) || NOT_ON_ROLES.test(value)))
    reader.wrong("value", place, [
      "an action of sts that is about roles, as sts:AssumeRole",
      said(value),
      "move it to a policy of the role, or name what may be done with the role itself",
    ]);
}

function tellPrincipal(reader: Reader, { type, text: { value, place } }: Principal): void {
  if (type === UNKNOWN || value === UNKNOWN || !isType(type) || principalTypes(value).includes(type)) return;
  reader.wrong("value", place, [FORMS[type], said(value), remedyOf(value)]);
}

function tellVariable(reader: Reader, { value, place }: Text): void {
  if (value === UNKNOWN || !value.includes("${") || !NO_VARIABLE.test(value)) return;
  reader.wrong("value", place, [
    "with variables of the form ${aws:username}",
    said(value),
    "mend the variable, or write ${$} for a dollar sign",
  ]);
}

function isType(type: string): type is PrincipalType {
  return Object.hasOwn(FORMS, type);
}

function tellCharacters(
  reader: Reader,
  { value, place }: Text,
  partOf = (text: string): string => text,
): void {
  if (value === UNKNOWN || !isBeyondIam(partOf(value))) return;
  reader.wrong("value", place, [
    "of characters up to U+00FF: IAM takes no others in its documents",
    said(value),
    "write it without them, or with * in their place and an operator that takes patterns",
  ]);
}

/** The words, and what of them nobody sees. */
function said(text: string): string {
  const strange = strangeIn(text);
  return strange === undefined ? shown(text) : `${shown(text)} (${strange})`;
}

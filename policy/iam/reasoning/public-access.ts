/**
 * Whether a statement of a resource's or a role's policy lets everybody in, as S3 judges it: everybody, and no
 * condition with a fixed value that says who or from where
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html, "The meaning of
 * public"). Pure.
 */
import { all, not, some, UNKNOWN, type Truth } from "../../value";
import type { Condition, Document, Principal, Statement } from "../model";
import { isCancelled } from "./cancelled";
import { isOpenToUsers, usersOf, type Users } from "./federation";
import { restricts } from "./restricts";
import { allOf, no, oneOf, open, yes, type Verdict } from "./verdict";

/** Whom an Allow of a document lets in, every Deny of it counted. */
export function isPublic(statement: Statement, document: Document, users: Users = "everybody"): Verdict {
  const lets = letsEverybodyIn(statement, users);
  if (lets.truth === false) return lets;
  const left = isLeft(statement, document, (leaves) => leaves === true);
  if (left.truth !== true) return allOf([lets, left], lets.because);
  const perhaps = isLeft(statement, document, (leaves) => leaves !== false);
  return perhaps.truth === true ? lets : open("what a Deny leaves is not known yet");
}

/** Whether something is left for everybody: a Deny of everybody but some leaves these only. */
function isLeft(allow: Statement, document: Document, isOne: (leaves: Truth) => boolean): Verdict {
  const statements = document.statements.map((one) => (isOne(leavesSome(one)) ? ofAll(one) : one));
  return opposite(isCancelled(allow, { ...document, statements }));
}

/** The Allow by itself. @param users of which identity providers every user counts as everybody */
export function letsEverybodyIn(statement: Statement, users: Users = "everybody"): Verdict {
  const { effect, conditions } = statement;
  if (effect === "Deny" || effect === undefined) return no("it allows nothing");
  const asked = { mayBeAnonymous: mayBeAnonymous(statement) };
  return allOf(
    [
      effect === UNKNOWN ? open("whether it allows is not known yet") : yes("it is an Allow"),
      oneOf(
        [
          users === "everybody" ? forEverybody(statement) : no("it is asked for users"),
          forEveryUser(statement, users),
        ],
        "it names who it is for",
      ),
      opposite(restricts(conditions, "principal", asked)),
      opposite(restricts(conditions, "network", asked)),
    ],
    users === "everybody"
      ? "everybody may use it, and no condition says who or from where"
      : "every user of the provider may use it, and no condition says which",
  );
}

/** Whether it is for those, too, who do not sign. Roles are assumed by who signs, or has a token. */
export function mayBeAnonymous({ principals, actions }: Statement): boolean {
  const isOfRole =
    actions.length > 0 && actions.every(({ value }) => value !== UNKNOWN && /^sts:/i.test(value));
  return !isOfRole && principals.some((one) => isEverybody(one) !== false);
}

/** Whether it is for everybody, but for its conditions. */
export function forEverybody({ principals, has }: Statement): Verdict {
  if (has.has("NotPrincipal") && !has.has("Principal")) return yes("it is for everybody but a few");
  return said(some(principals.map(isEverybody)), "it is for everybody", "it names who it is for");
}

/** AWS, `*` or what is not known: `*` among services or accounts' canonical users is nobody. */
export function isEverybody({ type, text }: Principal): Truth {
  if (type !== UNKNOWN && type !== "AWS" && type !== "*") return false;
  if (text.value === UNKNOWN) return UNKNOWN;
  return all([type === UNKNOWN ? UNKNOWN : true, text.value === "*"]);
}

/** Whether it is for every user of an identity provider. */
export function isEveryUser(
  { type, text }: Principal,
  conditions: readonly Condition[],
  users: Users,
): Truth {
  if (type !== UNKNOWN && type !== "Federated") return false;
  const isOfThem = text.value === UNKNOWN ? UNKNOWN : usersOf(text.value) === users;
  return all([type === UNKNOWN ? UNKNOWN : true, isOfThem, isOpenToUsers(text.value, conditions)]);
}

function forEveryUser({ principals, conditions }: Statement, users: Users): Verdict {
  const truth = some(principals.map((one) => isEveryUser(one, conditions, users)));
  return said(truth, "no condition says whose token it must be", "its token must be somebody's");
}

/** Whether a Deny leaves only who is named, comes from a network that is named, or is of a kind that is. */
function leavesSome({ effect, conditions, has }: Statement): Truth {
  const butNamed = has.has("NotPrincipal") && !has.has("Principal");
  if (effect !== "Deny" || (conditions.length === 0 && !butNamed) || conditions.length > MOST) return false;
  const asked = { mayBeAnonymous: true };
  return all(
    conditions.map((one) => {
      const left = opposed(one);
      if (left === undefined) return one.key.value === UNKNOWN ? UNKNOWN : false;
      return some([restricts([left], "principal", asked).truth, restricts([left], "network", asked).truth]);
    }),
  );
}

/** A Deny with more conditions holds hardly ever. */
const MOST = 32;

/** The same Deny without its conditions, for everybody. */
function ofAll(deny: Statement): Statement {
  const has = new Set([...deny.has, "Principal" as const]);
  has.delete("NotPrincipal");
  has.delete("Condition");
  const everybody: Principal = { type: "*", text: { value: "*", place: deny.place } };
  const isForAll = deny.principals.length === 0;
  return {
    ...deny,
    has,
    principals: isForAll ? [everybody] : deny.principals,
    notPrincipals: [],
    conditions: [],
  };
}

const OPPOSITES: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NotIpAddress: "IpAddress",
};

/** What must hold where a condition of a Deny does not; undefined where that says nobody. */
function opposed(condition: Condition): Condition | undefined {
  const { base, set, ifExists, values } = condition;
  // Without the key they hold, but for a Bool and ForAnyValue.
  if (base === "Bool" && values.every(({ value }) => value !== UNKNOWN && /^false$/i.test(value)))
    return { ...condition, ifExists: !ifExists, values: values.map((one) => ({ ...one, value: "true" })) };
  const opposite = Object.hasOwn(OPPOSITES, base) ? OPPOSITES[base] : undefined;
  if (opposite === undefined) return undefined;
  if (set === "ForAnyValue") return { ...condition, base: opposite, set: "ForAllValues", ifExists: false };
  return {
    ...condition,
    base: opposite,
    set: set === undefined ? undefined : "ForAnyValue",
    ifExists: false,
  };
}

function said(truth: Truth, so: string, otherwise: string): Verdict {
  return truth === UNKNOWN ? open("who it is for is not known yet") : truth ? yes(so) : no(otherwise);
}

function opposite({ truth, because }: Verdict): Verdict {
  return { truth: not(truth), because };
}

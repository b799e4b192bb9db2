/**
 * Whether a statement of a resource's or a role's policy lets everybody in, as S3 judges it: everybody, and no
 * condition with a fixed value that says who or from where
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html, "The meaning of
 * public"). Pure.
 */
import { all, not, some, UNKNOWN, type Truth } from "../../value";
import type { Condition, Principal, Statement } from "../model";
import { claimOf } from "./keys";
import { restricts } from "./restricts";
import { allOf, no, oneOf, open, yes, type Verdict } from "./verdict";

export function letsEverybodyIn(statement: Statement): Verdict {
  const { effect, conditions } = statement;
  if (effect === "Deny" || effect === undefined) return no("it allows nothing");
  return allOf(
    [
      effect === UNKNOWN ? open("whether it allows is not known yet") : yes("it is an Allow"),
      oneOf(
        [forEverybody(statement), allOf([forEveryUser(statement), isOpen(conditions)], "")],
        "it names who it is for",
      ),
      opposite(restricts(conditions, "principal")),
      opposite(restricts(conditions, "network")),
    ],
    "everybody may use it, and no condition says who or from where",
  );
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

/** Providers that everybody can be a user of, and the claims of their tokens that say whose it is. */
const SHARED: readonly (readonly [provider: RegExp, claims: readonly string[]])[] = [
  [
    /(^|\/)token\.actions\.githubusercontent\.com$/,
    [
      ...["sub", "repository", "repository_id", "repository_owner", "repository_owner_id"],
      ...["job_workflow_ref", "actor", "actor_id", "enterprise", "enterprise_id"],
    ],
  ],
  [/(^|\/)(gitlab\.com|app\.terraform\.io|agent\.buildkite\.com|oidc\.vercel\.com)$/, ["sub"]],
  [
    /(^|\/)(accounts\.google\.com|graph\.facebook\.com|www\.amazon\.com)$/,
    ["sub", "aud", "oaud", "app_id", "user_id", "id"],
  ],
  [/^cognito-identity\.amazonaws\.com$/, ["aud", "sub"]],
];

function forEveryUser({ principals }: Statement): Verdict {
  const truths = principals.map(({ type, text }): Truth => {
    if (type !== "Federated") return type === UNKNOWN ? UNKNOWN : false;
    if (text.value === UNKNOWN) return UNKNOWN;
    return claimsOf(text.value) !== undefined;
  });
  return said(some(truths), "everybody can be a user of its provider", "its provider has users of its own");
}

function claimsOf(provider: string): readonly string[] | undefined {
  return SHARED.find(([pattern]) => pattern.test(provider))?.[1];
}

/** Whether no condition says whose token it must be. */
function isOpen(conditions: readonly Condition[]): Verdict {
  const closing = conditions.map(({ operator, base, ifExists, key, values }): Truth => {
    if (operator.value === UNKNOWN || key.value === UNKNOWN) return UNKNOWN;
    const claim = claimOf(key.value);
    const provider = key.value.slice(0, key.value.lastIndexOf(":"));
    const isWhose = claim !== undefined && claimsOf(provider)?.includes(claim) === true;
    if (!isWhose || ifExists || !/^(StringEquals|StringEqualsIgnoreCase|StringLike)$/.test(base))
      return false;
    return (
      values.length > 0 &&
      all(values.map(({ value }) => (value === UNKNOWN ? UNKNOWN : isOwners(value, base))))
    );
  });
  return said(not(some(closing)), "no condition says whose token it must be", "its token must be somebody's");
}

/** A pattern must name at least the owner, to its end: `repo:owner/*`. */
function isOwners(value: string, base: string): boolean {
  if (value === "") return false;
  if (base !== "StringLike" || !/[*?]/.test(value)) return !/^\*+$/.test(value);
  return /^\w+:[^*?:/]+[/:@]/.test(value);
}

function said(truth: Truth, so: string, otherwise: string): Verdict {
  return truth === UNKNOWN ? open("who it is for is not known yet") : truth ? yes(so) : no(otherwise);
}

function opposite({ truth, because }: Verdict): Verdict {
  return { truth: not(truth), because };
}

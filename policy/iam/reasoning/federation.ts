/**
 * Whose tokens a role trusts: providers that everybody can be a user of, and what in a token says whose it is
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html). Pure.
 */
import { hasWildcard } from "../../../naming/wildcard";
import { all, some, UNKNOWN, type Truth } from "../../value";
import type { Condition } from "../model";
import { claimOf } from "./keys";

interface Provider {
  readonly host: RegExp;
  /** Claims that say whose a token is, and the patterns that still name somebody; what is no pattern does anyway. */
  readonly claims: Readonly<Record<string, RegExp>>;
  /** Who has a token of it. */
  readonly users: "everybody" | "its own";
}

/** No pattern: to whom the rest would belong, nobody knows. */
const EXACT = /^(?!)/;
/** `kind:owner/` or `kind:owner:`, the owner to its end. */
const OWNER = /^\w+:[^*?:/]+[/:@]/;
/** `owner/` */
const PATH = /^[^*?/]+\//;

const PROVIDERS: readonly Provider[] = [
  {
    host: /^token\.actions\.githubusercontent\.com$/,
    // Not who started it: anybody's workflow can be started by somebody else.
    claims: {
      sub: OWNER,
      repository: PATH,
      job_workflow_ref: PATH,
      repository_id: EXACT,
      repository_owner: EXACT,
      repository_owner_id: EXACT,
      enterprise: EXACT,
      enterprise_id: EXACT,
    },
    users: "everybody",
  },
  {
    host: /^(gitlab\.com|app\.terraform\.io|agent\.buildkite\.com|oidc\.vercel\.com|oidc\.codefresh\.io|api\.gitpod\.io\/idp|login\.app\.env0\.com|idp\.humanitec\.io|proidc\.upbound\.io|scalr\.io)$/,
    claims: { sub: OWNER, project_path: PATH, namespace_path: PATH, owner_id: EXACT, organization_id: EXACT },
    users: "everybody",
  },
  // The audience of these is the organization.
  {
    host: /^api\.pulumi\.com\/oidc$/,
    claims: { aud: EXACT, sub: /^pulumi:\w+:org:[^*?:]+:/ },
    users: "everybody",
  },
  {
    host: /^(accounts\.google\.com|graph\.facebook\.com|www\.amazon\.com|appleid\.apple\.com)$/,
    claims: {
      ...{ sub: EXACT, aud: EXACT, oaud: EXACT, azp: EXACT, email: EXACT },
      ...{ app_id: EXACT, user_id: EXACT, id: EXACT },
    },
    users: "everybody",
  },
  {
    host: /^cognito-identity\.amazonaws\.com$/,
    claims: { aud: EXACT, sub: EXACT },
    users: "everybody",
  },
  // Each pod of a cluster has a token, and all have the same audience.
  {
    host: /^oidc\.eks\.[\w-]+\.(amazonaws\.com(\.cn)?|api\.aws)\/id\//,
    claims: { sub: /^system:serviceaccount:[^*?:]+:/ },
    users: "its own",
  },
];

const SOMETHING = /[^*]/;

export type Users = Provider["users"];

/** Who has a token of it, by its ARN or domain. */
export function usersOf(provider: string): Users {
  return known(hostOf(provider))?.users ?? "its own";
}

/** Whether every user of a provider passes: no condition says whose token, or which of them, it must be. */
export function isOpenToUsers(provider: string | typeof UNKNOWN, conditions: readonly Condition[]): Truth {
  const isClosed = some(conditions.map((one) => closes(one, provider)));
  if (isClosed !== false) return isClosed === true ? false : UNKNOWN;
  return provider === UNKNOWN ? UNKNOWN : true;
}

function closes(
  { operator, base, set, ifExists, key, values }: Condition,
  provider: string | typeof UNKNOWN,
): Truth {
  if (operator.value === UNKNOWN || key.value === UNKNOWN) return UNKNOWN;
  const { claim, provider: asked } = claimOf(key.value) ?? {};
  if (claim === undefined || asked === undefined) return false;
  if (!/^(StringEquals|StringEqualsIgnoreCase|StringLike)$/.test(base) || values.length === 0) return false;
  const host = provider === UNKNOWN ? asked : hostOf(provider);
  // A token of another provider does not have it.
  if (host !== asked) return !ifExists && set !== "ForAllValues";
  const claims = known(host)?.claims;
  const fitting = claims === undefined ? SOMETHING : Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  if (fitting === undefined) return false;
  return all(
    values.map(({ value }): Truth => {
      if (value === UNKNOWN) return UNKNOWN;
      const isPattern = base === "StringLike" && hasWildcard(value);
      return isPattern ? fitting.test(value) : !value.includes("${");
    }),
  );
}

function known(host: string): Provider | undefined {
  return PROVIDERS.find((one) => one.host.test(host));
}

/** As keys begin. */
function hostOf(provider: string): string {
  if (/^arn:[^:]*:iam::[^:]*:saml-provider\//.test(provider)) return "saml";
  return provider.replace(/^arn:[^:]*:iam::[^:]*:oidc-provider\//, "").toLowerCase();
}

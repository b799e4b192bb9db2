/**
 * The forms of principals
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html). Pure.
 */
import { hasWildcard } from "../../../naming/wildcard";

export type PrincipalType = "AWS" | "Service" | "Federated" | "CanonicalUser";

const ACCOUNT = /^\d{12}$/;
/** Of a user or role that was removed since: AWS puts it in the place of the ARN. */
const UNIQUE_ID = /^A(IDA|ROA)[A-Z0-9]{12,}$/;
const IAM_ARN =
  /^arn:aws(-[a-z]+)*:iam::(\d{12}:(root|(user|role)\/[^*?$]*[^*?$/])|cloudfront:user\/CloudFront Origin Access Identity \w+)$/;
const STS_ARN =
  /^arn:aws(-[a-z]+)*:sts::\d{12}:(assumed-role\/[^*?$]+\/[^*?$/]+|federated-user\/[^*?$/]+|self)$/;
const PROVIDER_ARN = /^arn:aws(-[a-z]+)*:iam::\d{12}:(oidc|saml)-provider\/[^*?$]+$/;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
/** Of what AWS itself calls a service, in all its partitions. */
const OF_AWS =
  /\.(amazonaws\.(com|com\.cn|eu)|amazon\.com|aws\.internal|aws|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/i;
const EVERYBODY_S_PROVIDERS = ["cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com"];
/** An account's is 64 characters long; an origin access identity's, 96. */
const CANONICAL = /^[0-9a-f]{64}([0-9a-f]{32})?$/i;

/** What it can stand for as a principal; nothing where it is none. */
export function principalTypes(text: string): readonly PrincipalType[] {
  if (text === "*" || ACCOUNT.test(text) || IAM_ARN.test(text) || STS_ARN.test(text) || UNIQUE_ID.test(text))
    return ["AWS"];
  if (PROVIDER_ARN.test(text)) return ["Federated"];
  if (CANONICAL.test(text)) return ["CanonicalUser"];
  if (!DOMAIN.test(text)) return [];
  if (EVERYBODY_S_PROVIDERS.includes(text)) return ["Federated", "Service"];
  return OF_AWS.test(text) ? ["Service"] : ["Federated"];
}

/** What it takes under a type, completing "must be". */
export const FORMS: Readonly<Record<PrincipalType, string>> = {
  AWS: '"*", an account, or the ARN of one user, role or session: no pattern',
  Service: "a service by its domain, as lambda.amazonaws.com",
  Federated: "the ARN of a provider, as arn:aws:iam::<account>:oidc-provider/<domain>, or its domain",
  CanonicalUser: "a canonical user id, 64 hexadecimal digits",
};

/** What to do about one that does not have the form of its type. */
export function remedyOf(text: string): string {
  const [type] = principalTypes(text);
  if (type !== undefined) return `name it under ${type}`;
  if (/^arn:[^:]*:iam::[^:]*:group\//.test(text))
    return "groups are no principals: name a role, or its users";
  if (hasWildcard(text))
    return 'name each, or write "*" with a condition on aws:PrincipalArn or aws:PrincipalAccount';
  if (/^[a-z0-9-]+$/.test(text) && !/^\d+$/.test(text)) return `write ${text}.amazonaws.com`;
  if (/^https?:\/\//.test(text)) return "leave out the protocol, or name the provider by its ARN";
  if (text.trim() !== text) return "remove the blanks around it";
  return "mend it";
}

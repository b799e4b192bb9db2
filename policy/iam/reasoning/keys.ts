/**
 * What a condition key is about: who asks, from where, for which resource; or the request, which whoever asks shapes.
 * Sources: IAM user guide "AWS global condition context keys"; S3 user guide and EFS user guide, "The meaning of
 * public". Pure.
 */

/** Whose value the caller cannot choose: who it is, or, of a service, for whom it acts. */
const PRINCIPAL = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalisawsservice",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalservicename",
  "aws:principalservicenameslist",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:userid",
  "codebuild:buildarn",
  "codebuild:projectarn",
  "ec2:sourceinstancearn",
  "glue:roleassumedby",
  "kms:calleraccount",
  "lambda:sourcefunctionarn",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
  "ssm:sourceinstancearn",
]);

const NETWORK = new Set([
  "aws:ec2instancesourcevpc",
  "aws:sourceip",
  "aws:sourcevpc",
  "aws:sourcevpcarn",
  "aws:sourcevpce",
  "aws:vpceaccount",
  "aws:vpceorgid",
  "aws:vpceorgpaths",
  "aws:vpcsourceip",
  "elasticfilesystem:accessedviamounttarget",
  "vpc-lattice-svcs:sourcevpc",
  "vpc-lattice-svcs:sourcevpcowneraccount",
]);

/** Tags of the resource; every other key of a resource type comes from the service's table. */
const RESOURCE = /^([\w-]+:resourcetag|s3:existingobjecttag|rds:[\w-]*-tag|secretsmanager:resourcetag)\//;

/** In every request. */
const ALWAYS_SENT = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:principalisawsservice",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:viaawsservice",
]);
/** In every request that is signed, and so in all but those of nobody in particular. */
const SIGNED = new Set(["aws:principalaccount", "aws:principalarn", "aws:principaltype", "aws:userid"]);

/**
 * Every request of an action that has the key at all sends it, so that nobody passes by leaving it out: an item has its
 * key, a change of records its names, a grant its operations, a mail its recipients.
 */
const SENT_WITH_ITS_ACTIONS = new Set([
  "dynamodb:attributes",
  "dynamodb:firstpartitionkeyvalues",
  "dynamodb:leadingkeys",
  "kms:grantoperations",
  "route53:changeresourcerecordsetsactions",
  "route53:changeresourcerecordsetsnormalizedrecordnames",
  "route53:changeresourcerecordsetsrecordtypes",
  "ses:recipients",
]);

/** Without which a request is somebody else's, from elsewhere, or for another resource. */
const OPENS_WITHOUT =
  /^(aws:(principal(?!type)|source(?!identity)|multifactorauth|vpc|calledvia|ec2instancesourcevpc|userid)|sts:externalid$|kms:viaservice$|s3:dataaccesspoint|elasticfilesystem:accessed)/;

/** That there is a value at all already says something: a tag, a context, a key, a boundary; not anybody has it. */
const SAYS_BY_BEING_THERE =
  /tag\/|^aws:(tagkeys|calledvia|principalservicename|federatedprovider|sourceidentity|tokenissuetime)|^sts:sourceidentity$|encryptioncontext|-encryption|kms-?key|^s3:(x-amz-|object-lock|existing)|^iam:permissionsboundary$/;

/** Of a token of an identity provider: `token.actions.githubusercontent.com:sub`, `saml:aud`. */
const CLAIM = /^(saml|[\w-]+(?:\.[\w-]+)+(?:\/[\w./-]*)?):(\w+)$/i;

/** In every token. */
const CLAIMS_SENT = /^(sub|aud|iss|amr)$/;

export type Subject = "principal" | "resource" | "network" | "request";

/** Whether the key says something about that. Everything says something about the request. */
export function isAbout(key: string, subject: Subject, isOfResource?: (key: string) => boolean): boolean {
  const read = key.toLowerCase();
  switch (subject) {
    case "principal":
      return PRINCIPAL.has(read);
    case "network":
      return NETWORK.has(read);
    case "resource":
      return RESOURCE.test(read) || isOfResource?.(key) === true;
    case "request":
      return true;
  }
}

/** What is known of the requests in question. */
export interface Requests {
  /** Whether they may be nobody's: unsigned, as where a resource is for everybody. */
  readonly mayBeAnonymous?: boolean;
  /** Whether they are with a token of an identity provider; then it has its claims. Not said: they are. */
  readonly haveToken?: boolean;
}

/** Whether a request surely has it, so that it being there says nothing. */
export function isAlwaysSent(
  key: string,
  { mayBeAnonymous = false, haveToken = true }: Requests = {},
): boolean {
  const read = key.toLowerCase();
  return (
    ALWAYS_SENT.has(read) ||
    (!mayBeAnonymous && SIGNED.has(read)) ||
    (haveToken && CLAIMS_SENT.test(claimOf(key)?.claim ?? ""))
  );
}

/** Whether nobody passes by leaving it out, as the actions that have it are not done without. */
export function isSentWithItsActions(key: string): boolean {
  return SENT_WITH_ITS_ACTIONS.has(key.toLowerCase());
}

/** Whether a test that lets through what does not have the key lets through just those it is to keep out. */
export function opensWithout(key: string): boolean {
  const read = key.toLowerCase();
  return OPENS_WITHOUT.test(read) || RESOURCE.test(read);
}

/** Whether it already says something that there is a value, whatever it is. */
export function saysByBeingThere(key: string): boolean {
  return SAYS_BY_BEING_THERE.test(key.toLowerCase());
}

/** Of requests either through an endpoint of a VPC or over the Internet: what only those, or only these have. */
export function wayOf(key: string): "endpoint" | "internet" | undefined {
  const read = key.toLowerCase();
  if (read === "aws:sourceip") return "internet";
  return /^aws:(sourcevpc|vpce|vpcsourceip)/.test(read) ? "endpoint" : undefined;
}

/** The provider and the claim of its tokens that the key stands for, in small letters; undefined for other keys. */
export function claimOf(key: string): { readonly provider: string; readonly claim: string } | undefined {
  const [, provider, claim] = CLAIM.exec(key) ?? [];
  if (provider === undefined || claim === undefined) return undefined;
  return { provider: provider.toLowerCase(), claim: claim.toLowerCase() };
}

/**
 * What a condition key is about: who asks, from where, for which resource; or the request, which whoever asks shapes.
 * Sources: IAM user guide "AWS global condition context keys"; S3 user guide and EFS user guide, "The meaning of
 * public". Pure.
 */

/** Whose value the caller cannot choose: who it is, or, of a service, for whom it acts. */
const PRINCIPAL = new Set([
  "aws:principalaccount",
  "aws:principalarn",
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
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
]);

const NETWORK = new Set([
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

/** In every request that is signed. */
const ALWAYS_SENT = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principaltype",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:userid",
]);

/** What is not sent does no harm: a tag that is not set, an attribute that is not read. */
const MAY_BE_ABSENT = new Set(["aws:tagkeys", "dynamodb:attributes", "dynamodb:leadingkeys"]);

/** Of a token of an identity provider: `token.actions.githubusercontent.com:sub`, `saml:aud`. */
const CLAIM = /^(?:saml|[\w-]+(?:\.[\w-]+)+(?:\/[\w./-]*)?):(\w+)$/i;

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

/** Whether a request surely has it, so that it being there says nothing. */
export function isAlwaysSent(key: string): boolean {
  return ALWAYS_SENT.has(key.toLowerCase()) || CLAIM.test(key);
}

/** Whether a request that does not have it may pass without harm. */
export function mayBeAbsent(key: string): boolean {
  return MAY_BE_ABSENT.has(key.toLowerCase());
}

/** Whether it is a tag, of which it already says something that there is one. */
export function isTag(key: string): boolean {
  return /tag\/|^aws:tagkeys$/i.test(key);
}

/** The claim of a token that the key stands for: `sub`; undefined for other keys. */
export function claimOf(key: string): string | undefined {
  return CLAIM.exec(key)?.[1]?.toLowerCase();
}

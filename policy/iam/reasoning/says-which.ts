/** Whether conditions say which resources a statement is about. Pure. */
import { some, UNKNOWN, type Truth } from "../../value";
import type { ResourceType } from "../data/reference";
import { service } from "../data/services";
import type { Condition } from "../model";
import { restricts } from "./restricts";

/** Tags of resources under any name: `aws:ResourceTag/Team`, `rds:db-tag/Team`, `s3:BucketTag/Team`. */
const TAG = /^[\w-]+:([\w-]*-tag|\w*tag)\/./i;
/** What a request brings along, and whoever asks. */
const NOT_OF_RESOURCE = /^[\w-]+:(request\w*tag|principaltag|req-tag)\//i;

/**
 * Keys with which the one thing is named although the reference has them with no type: by what an action can only be
 * about then (https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html).
 */
const NAMES_ONE = new Set([
  "codestar-notifications:notificationsforresource",
  "elasticfilesystem:accesspointarn",
  "iam:awsservicename", // the role is named after it
  "kms:requestalias",
  "lambda:functionarn",
  "secretsmanager:secretid",
  "servicecatalog:accountlevel",
  "servicecatalog:rolelevel",
  "servicecatalog:userlevel",
]);
/** What is tagged while it is made; what was encrypted for one thing. */
const NAMES_BY_USE = /^([\w-]+:createaction$|kms:encryptioncontext:)/i;
/** Of the keys that the reference has with types those that name: others tell the kind, the size, the region. */
const NAMING = /(id|ids|name|names|arn|arns|aliases)$|^ec2:vpc$|^ec2:subnet$|^ecs:/i;
const NOT_NAMING = /^ec2:(region|attribute|\w*instanceprofile)|:request\//i;

function isOfResource(key: string): boolean {
  if (NOT_OF_RESOURCE.test(key)) return false;
  return TAG.test(key) || NAMES_ONE.has(key.toLowerCase()) || NAMES_BY_USE.test(key) || isOfType(key);
}

function isOfType(key: string): boolean {
  if (!NAMING.test(key) || NOT_NAMING.test(key)) return false;
  const wanted = key.toLowerCase();
  const has = ({ conditionKeys }: ResourceType): boolean =>
    conditionKeys.some((one) => one.toLowerCase() === wanted);
  return [...(service(key.slice(0, key.indexOf(":")))?.resourceTypes.values() ?? [])].some(has);
}

/** Whether an Allow under these conditions is about some resources only. */
export function saysWhich(conditions: readonly Condition[]): Truth {
  return some([...conditions.map(demandsTag), restricts(conditions, "resource", { isOfResource }).truth]);
}

/** `"Null": {"aws:ResourceTag/Team": "false"}` */
function demandsTag({ base, set, ifExists, key, values }: Condition): boolean {
  if (base !== "Null" || set !== undefined || ifExists || key.value === UNKNOWN) return false;
  const isTag = TAG.test(key.value) && !NOT_OF_RESOURCE.test(key.value);
  return (
    isTag && values.length > 0 && values.every(({ value }) => value !== UNKNOWN && /^false$/i.test(value))
  );
}

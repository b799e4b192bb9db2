/**
 * ARNs as policies write them, with patterns and variables, and what is wrong with their form
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). Pure.
 */
import { hasWildcard, standsFor } from "../../naming/wildcard";
import { nearest } from "../../refusal/nearest";

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

export const PARTITIONS: readonly string[] = [
  "aws",
  "aws-cn",
  "aws-us-gov",
  "aws-iso",
  "aws-iso-b",
  "aws-iso-e",
  "aws-iso-f",
  "aws-eusc",
];

/** What is wrong: completes "must be", and "got … ,". */
export interface ArnProblem {
  readonly rule: string;
  readonly remedy: string;
}

const VARIABLE = /\$\{(?:[*?$]|[\w.-]+:[^:}][^}]*)\}/g;
const REGION = /^[a-z]{2,4}(-[a-z]+){1,2}-\d{1,2}$/;
/** What AWS writes in place of an account for what is its own. */
const NO_ACCOUNTS = ["aws", "offering", "third-party", "amazon", "aws-marketplace", "cloudfront"];
/** Names of these have no blanks; those of alarms or of objects may. */
const WITHOUT_BLANKS =
  /^(dynamodb|ec2|ecr|ecs|elasticfilesystem|elasticloadbalancing|firehose|iam|kinesis|kms|lambda|rds|secretsmanager|sns|sqs|ssm|states|sts)$/;

/** The parts; undefined where there are fewer than six. A colon within a variable parts nothing. */
export function arnOf(text: string): Arn | undefined {
  const fields = fieldsOf(text);
  const [prefix, partition, service, region, account, resource] = fields;
  if (prefix !== "arn" || resource === undefined) return undefined;
  return {
    partition: partition ?? "",
    service: service ?? "",
    region: region ?? "",
    account: account ?? "",
    resource,
  };
}

/** At most six: what is behind the fifth colon is one. */
function fieldsOf(text: string): readonly string[] {
  const fields: string[] = [];
  let [start, isVariable] = [0, false];
  for (let at = 0; at < text.length && fields.length < 5; at += 1) {
    if (text.startsWith("${", at)) isVariable = true;
    else if (text[at] === "}") isVariable = false;
    else if (text[at] === ":" && !isVariable) {
      fields.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...fields, text.slice(start)];
}

/** The first thing that is wrong with a word of Resource; undefined where it is an ARN, a pattern of ARNs or `*`. */
export function arnProblem(text: string): ArnProblem | undefined {
  if (/^\*+$/.test(text)) return undefined;
  if (text.trim() !== text) return { rule: "an ARN without blanks around it", remedy: "remove the blanks" };
  const fields = fieldsOf(text);
  const [prefix, partition = "", service = "", region = "", account = "", resource] = fields;
  if (prefix !== "arn")
    return {
      rule: 'an ARN, which begins with "arn:", or *',
      remedy: "write the ARN, as arn:aws:s3:::name/*",
    };
  // A star at the end stands for all that is not written.
  const isOpen = fields.length < 6 && /^\*+$/.test(fields.at(-1) ?? "");
  if (resource === undefined && !isOpen)
    return { rule: SIX, remedy: "count the colons: there are five before the resource" };
  return (
    partitionProblem(partition) ??
    (fields.length > 2 ? serviceProblem(service) : undefined) ??
    regionProblem(region) ??
    accountProblem(account) ??
    (resource === undefined ? undefined : resourceProblem(service, resource))
  );
}

const SIX = "an ARN of six parts, arn:partition:service:region:account:resource";

function partitionProblem(partition: string): ArnProblem | undefined {
  if (PARTITIONS.some((one) => standsFor(partition, one))) return undefined;
  const meant = nearest(partition, PARTITIONS);
  const remedy = `write ${meant ?? "the partition of your account"} as the second part`;
  return { rule: `an ARN in one of AWS's partitions, ${PARTITIONS.slice(0, 3).join(", ")}, …`, remedy };
}

function serviceProblem(service: string): ArnProblem | undefined {
  if (/^[a-z0-9*?-]+$/.test(service)) return undefined;
  const remedy = /^[a-z0-9-]+$/i.test(service)
    ? `write ${service.toLowerCase()}`
    : "write its prefix as the third part";
  return { rule: "an ARN of a service by its prefix in small letters", remedy };
}

function regionProblem(region: string): ArnProblem | undefined {
  if (region === "" || REGION.test(region) || isOnlyVariables(region)) return undefined;
  if (hasWildcard(region) && /^[a-z0-9*?-]+$/.test(region)) return undefined;
  return {
    rule: "an ARN with a region, as eu-west-1, or none as its fourth part",
    remedy: "mend the region",
  };
}

function accountProblem(account: string): ArnProblem | undefined {
  if (account === "" || /^\d{12}$/.test(account) || NO_ACCOUNTS.includes(account) || isOnlyVariables(account))
    return undefined;
  if (hasWildcard(account) && /^[\d*?]+$/.test(account)) return undefined;
  return {
    rule: "an ARN with an account of twelve digits, or none, as its fifth part",
    remedy: "mend the account",
  };
}

function resourceProblem(service: string, resource: string): ArnProblem | undefined {
  if (resource === "")
    return { rule: "an ARN that ends in a resource", remedy: "name the resource behind the last colon" };
  const name = service === "s3" ? (resource.split("/", 1)[0] ?? "") : resource;
  const isWithout = service === "s3" || WITHOUT_BLANKS.test(service);
  const isBlank =
    /^\s/.test(resource) || /[\t\n\r]/.test(resource) || (isWithout && /\s/.test(name.replace(VARIABLE, "")));
  return isBlank ? { rule: "an ARN without blanks in its name", remedy: "remove the blanks" } : undefined;
}

/** As in a policy of AWS itself: `arn:*:kms:*:${aws:PrincipalAccount}:key/*`. */
function isOnlyVariables(part: string): boolean {
  return part.includes("${") && part.replace(VARIABLE, "") === "";
}

/** The ARN that was most likely meant; undefined where nobody can tell. */
export function mendedArn(text: string): string | undefined {
  const trimmed = text.trim();
  const [prefix = "", partition = "", service = "", ...others] = fieldsOf(trimmed);
  if (prefix.length > 4 || !/^a.?[rn]/i.test(prefix)) return undefined;
  const right =
    PARTITIONS.includes(partition) || hasWildcard(partition) ? partition : nearest(partition, PARTITIONS);
  const small = service.toLowerCase();
  // The one service whose ARNs have neither region nor account: a colon was forgotten, or two.
  const rest =
    small === "s3" && others.length < 3 ? ["", "", others.filter((one) => one !== "").join(":")] : others;
  const mended = ["arn", right ?? partition, small, ...rest].join(":");
  return arnProblem(mended) === undefined ? mended : undefined;
}

/** How long a policy document may be, by what holds it; each with the page of AWS that says so. Pure. */
import type { Document, Kind } from "./model";
import { UNKNOWN } from "../value";

export interface SizeLimit {
  /** Completes "of": `a managed policy`. */
  readonly what: string;
  /** Characters; where AWS counts bytes, a document has at least as many. */
  readonly most: number;
  /** Whether white space counts, too. */
  readonly countsSpace: boolean;
  readonly source: string;
}

const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const ORGANIZATIONS = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html";

const ofIam = (what: string, most: number): SizeLimit => ({ what, most, countsSpace: false, source: IAM });
const counted = (what: string, most: number, source: string): SizeLimit => ({
  what,
  most,
  countsSpace: true,
  source,
});
const atLeast = (what: string, most: number, source: string): SizeLimit => ({
  what,
  most,
  countsSpace: false,
  source,
});

export const MANAGED = ofIam("a managed policy", 6144);
/** Of all inline policies of the role together. */
export const IN_ROLE = ofIam("the inline policies of a role, together", 10_240);
/** The quota that an account has at first. */
export const TRUST = ofIam("a role's trust policy", 2048);
/** The most that AWS raises it to. */
export const LONGEST_TRUST = 8192;

/** By the prefix of the service whose resources have the policy. */
const OF_SERVICE: Readonly<Record<string, SizeLimit>> = {
  codeartifact: counted(
    "a policy of CodeArtifact",
    7168,
    "https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_PutRepositoryPermissionsPolicy.html",
  ),
  dynamodb: counted(
    "a policy of DynamoDB",
    20_480,
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html",
  ),
  ecr: counted(
    "a policy of ECR",
    10_240,
    "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html",
  ),
  elasticfilesystem: counted(
    "a file system's policy",
    20_000,
    "https://docs.aws.amazon.com/efs/latest/ug/API_PutFileSystemPolicy.html",
  ),
  es: counted(
    "a domain's access policy",
    102_400,
    "https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_UpdateDomainConfig.html",
  ),
  events: atLeast(
    "an event bus's policy",
    10_240,
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html",
  ),
  "execute-api": atLeast(
    "an API's policy",
    8192,
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html",
  ),
  glue: counted(
    "a policy of Glue",
    10_240,
    "https://docs.aws.amazon.com/glue/latest/webapi/API_PutResourcePolicy.html",
  ),
  kinesis: atLeast(
    "a policy of Kinesis",
    20_480,
    "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutResourcePolicy.html",
  ),
  kms: atLeast(
    "a key policy",
    32_768,
    "https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html",
  ),
  lambda: atLeast(
    "a function's policy",
    20_480,
    "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
  ),
  logs: counted(
    "a resource policy of CloudWatch Logs",
    5120,
    "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html",
  ),
  s3: atLeast(
    "a bucket policy",
    20_480,
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html",
  ),
  secretsmanager: atLeast(
    "a secret's policy",
    20_480,
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html",
  ),
  sns: atLeast(
    "a topic's policy",
    30_720,
    "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html",
  ),
  sqs: atLeast(
    "a queue's policy",
    8192,
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html",
  ),
};

/** By type token, where the service of the type does not tell. */
const OF_TYPE: Readonly<Record<string, SizeLimit>> = {
  "aws:iam/groupPolicy:GroupPolicy": ofIam("the inline policies of a group, together", 5120),
  "aws:iam/policy:Policy": MANAGED,
  "aws:iam/rolePolicy:RolePolicy": IN_ROLE,
  "aws:iam/userPolicy:UserPolicy": ofIam("the inline policies of a user, together", 2048),
  "aws:iot/policy:Policy": atLeast(
    "a policy of IoT",
    2048,
    "https://docs.aws.amazon.com/general/latest/gr/iot-core.html",
  ),
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": atLeast(
    "a permission set's inline policy",
    32_768,
    "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PutInlinePolicyToPermissionSet.html",
  ),
};

const ENDPOINT = counted(
  "an endpoint's policy",
  20_480,
  "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
);
const OF_ORGANIZATION = counted("a policy of an organization", 5120, ORGANIZATIONS);

/** Prefixes by the second part of a type token, where the two differ. */
const OTHER_PREFIXES: Readonly<Record<string, string>> = {
  apigateway: "execute-api",
  ecrpublic: "ecr",
  efs: "elasticfilesystem",
  elasticsearch: "es",
  opensearch: "es",
};

/** The limit of a document in a resource of a type; undefined where AWS names none. */
export function limitIn(type: string, kind: Kind): SizeLimit | undefined {
  const own = OF_TYPE[type];
  if (own !== undefined) return own;
  if (type === "aws:iam/role:Role") return kind === "trust" ? TRUST : IN_ROLE;
  if (type.startsWith("aws:organizations/policy:")) return OF_ORGANIZATION;
  if (type.startsWith("aws:ec2/vpcEndpoint")) return ENDPOINT;
  if (type === "aws:cloudwatch/eventBusPolicy:EventBusPolicy") return OF_SERVICE["events"];
  if (type === "aws:cloudwatch/logResourcePolicy:LogResourcePolicy") return OF_SERVICE["logs"];
  const [, module = ""] = /^aws:([^/:]+)/.exec(type) ?? [];
  return kind === "resource" ? OF_SERVICE[OTHER_PREFIXES[module] ?? module] : undefined;
}

/** The limit of a document of which nothing is known but what it says. */
export function limitOf({ kind, statements }: Document): SizeLimit | undefined {
  if (kind === "trust") return TRUST;
  if (kind === "scp") return OF_ORGANIZATION;
  if (kind !== "resource") return MANAGED;
  const named = statements.flatMap(({ actions, notActions }) => [...actions, ...notActions]);
  const prefixes = new Set(
    named.map(({ value }) =>
      value === UNKNOWN ? "" : value.slice(0, Math.max(0, value.indexOf(":"))).toLowerCase(),
    ),
  );
  const [only = ""] = prefixes;
  return prefixes.size === 1 && Object.hasOwn(OF_SERVICE, only) ? OF_SERVICE[only] : undefined;
}

/**
 * What the reference gets wrong, or does not say, each with the page that says better. Without a page of its own a row
 * follows from the reference itself: it marks a type as optional, and the row says what a request does with it.
 * scripts/iam-data.mjs reads this when it writes the table, and nothing else does. Pure.
 */
import type { Level, ResourceSupport } from "./reference";

interface SupportOverride {
  /** `s3:ListBucket`, or a whole service: `securityhub:*`, or the actions of it that begin so: `ssm:Put*`. */
  readonly actions: string;
  readonly because: string;
  readonly source?: string;
}

const DOCS = "https://docs.aws.amazon.com";

/** A request names none, or none that one could name before: `*` has its place, and an ARN, too. */
export const NEED_NOT_NAME: readonly SupportOverride[] = [
  {
    actions: "cloudwatch:PutMetricData cloudwatch:GetMetricData",
    because: "metrics have no ARN; the namespace restricts them, and a dataset is named by few requests",
    source: `${DOCS}/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html`,
  },
  {
    actions: "iam:CreateVirtualMFADevice",
    because: "people name their devices themselves, and AWS's own policy for them allows every name",
    source: `${DOCS}/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html`,
  },
  {
    actions: "codedeploy:PutLifecycleEventHookExecutionStatus",
    because: "the reference names no type, and an ARN of the deployment group is accepted",
    source: `${DOCS}/codedeploy/latest/APIReference/API_PutLifecycleEventHookExecutionStatus.html`,
  },
  {
    actions:
      "translate:TranslateText translate:TranslateDocument translate:StartTextTranslationJob polly:SynthesizeSpeech polly:StartSpeechSynthesisTask polly:StartSpeechSynthesisStream comprehend:DetectEntities rekognition:DetectModerationLabels rekognition:StartMediaAnalysisJob",
    because: "terminologies, lexicons and models of one's own are named only by who uses them",
    source: `${DOCS}/service-authorization/latest/reference/list_amazontranslate.html`,
  },
  {
    actions: "ssm:UpdateInstanceInformation ssm:PutComplianceItems ssm:ListInstanceAssociations",
    because: "the agent of an instance calls them, whose id nobody knows when the policy is written",
    source: `${DOCS}/systems-manager/latest/userguide/setup-instance-permissions.html`,
  },
  {
    actions: "ec2:Describe*",
    because: "nearly all of them know only *, so that nobody takes the pattern apart for the few others",
    source: `${DOCS}/service-authorization/latest/reference/list_amazonec2.html`,
  },
  {
    actions: "rds:Describe*",
    because: "most of them list, and the others tell no more of what is listed",
    source: `${DOCS}/AmazonRDS/latest/UserGuide/security_iam_id-based-policy-examples.html`,
  },
  {
    actions:
      "ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:AssignPrivateIpAddresses ec2:UnassignPrivateIpAddresses",
    because:
      "services make interfaces in the name of a role, whose ids nobody knows before; Lambda asks for *",
    source: `${DOCS}/lambda/latest/dg/configuration-vpc.html`,
  },
  {
    actions: "s3:GetBucketLocation",
    because: "who lists the buckets asks it of each, and learns no more than its region",
    source: `${DOCS}/IAM/latest/UserGuide/reference_policies_examples_s3_rw-bucket-console.html`,
  },
  {
    actions: "route53:GetChange",
    because: "a change gets its id from AWS when it is made, and is read once",
    source: `${DOCS}/Route53/latest/APIReference/API_GetChange.html`,
  },
  {
    actions: "account:* securityhub:*",
    because: "the only resource is the account's own",
    source: `${DOCS}/service-authorization/latest/reference/list_awsaccountmanagement.html`,
  },
  {
    actions: "sns:Unsubscribe sns:SetSubscriptionAttributes sns:GetSubscriptionAttributes",
    because: "a request names a subscription, whose topic need not be one's own",
    source: `${DOCS}/sns/latest/api/API_Unsubscribe.html`,
  },
  {
    actions:
      "iot:AttachPrincipalPolicy iot:DetachPrincipalPolicy iot:AttachThingPrincipal iot:DetachThingPrincipal",
    because: "a principal is a certificate or a Cognito identity, and only the first has an ARN",
    source: `${DOCS}/iot/latest/apireference/API_AttachThingPrincipal.html`,
  },
  {
    actions: "glue:GetSchemaVersion glue:PutSchemaVersionMetadata glue:RemoveSchemaVersionMetadata",
    because: "a request that gives the id of a version names neither registry nor schema",
    source: `${DOCS}/glue/latest/dg/schema-registry-gs.html`,
  },
  {
    actions: "cloudformation:GetTemplateSummary",
    because: "a request that brings its template names no stack",
    source: `${DOCS}/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html`,
  },
  { actions: "ce:Get* billing:Get*", because: "a billing view is named only by who uses one" },
  {
    actions: "ses:PutSuppressedDestination ses:DeleteSuppressedDestination ses:GetSuppressedDestination",
    because: "a tenant is named only by who uses one",
  },
  {
    actions:
      "sms-voice:SendTextMessage sms-voice:SendMediaMessage sms-voice:SendDestinationNumberVerificationCode",
    because: "a request need not say from which number, pool or sender",
  },
  {
    actions:
      "servicequotas:RequestServiceQuotaIncrease servicequotas:PutServiceQuotaIncreaseRequestIntoTemplate",
    because: "not every quota is one that an ARN can name",
  },
  { actions: "qdeveloper:*", because: "a transformation has an id that nobody knows before" },
  {
    actions: "sts:GetFederationToken",
    because: "the name of the session is chosen by who calls",
    source: `${DOCS}/STS/latest/APIReference/API_GetFederationToken.html`,
  },
];

/** A request names one each time, although the reference marks none, or the name reads as if it listed all. */
export const NAME_ONE: readonly SupportOverride[] = [
  {
    actions:
      "s3:ListBucket s3:ListBucketVersions s3:ListMultipartUploadParts s3:ListObjectAnnotations s3:ListObjectVersionAnnotations",
    because: "the bucket or the object, by itself or behind an access point",
    source: `${DOCS}/AmazonS3/latest/userguide/security_iam_service-with-iam.html`,
  },
  {
    actions: "ecs:DescribeServices ecs:DescribeTasks ecs:DescribeContainerInstances ecs:DescribeTaskSets",
    because: "the request has to list the ones it is about",
    source: `${DOCS}/AmazonECS/latest/APIReference/API_DescribeServices.html`,
  },
  {
    actions:
      "events:ListTargetsByRule events:DescribeRule events:DescribeEventBus events:DescribeEventSource events:CreateEventBus",
    because: "the rule, the bus or the source, by a name of the caller's choice",
    source: `${DOCS}/eventbridge/latest/APIReference/API_ListTargetsByRule.html`,
  },
  {
    actions:
      "organizations:ListAccountsForParent organizations:ListChildren organizations:ListOrganizationalUnitsForParent organizations:ListParents organizations:ListPoliciesForTarget organizations:CreateOrganizationalUnit",
    because: "the request names the account, the unit or the root it is about",
    source: `${DOCS}/organizations/latest/APIReference/API_ListParents.html`,
  },
  {
    actions:
      "elasticloadbalancing:CreateListener elasticloadbalancing:CreateLoadBalancer elasticloadbalancing:CreateTrustStore network-firewall:CreateRuleGroup network-firewall:DescribeRuleGroup* es:CreateDomain es:CreateElasticsearchDomain cassandra:Create cassandra:CreateMultiRegionResource",
    because: "what it makes has a name of the caller's choice, or it is made on something that has one",
  },
  {
    actions: "quicksight:Create* elasticache:CreateUser glue:CreateSession",
    because: "the caller chooses the id of what it makes",
    source: `${DOCS}/quicksight/latest/APIReference/API_CreateDashboard.html`,
  },
  {
    actions:
      "execute-api:Invoke sts:TagSession sts:SetSourceIdentity sts:SetContext es:ESHttp* es:ESCrossClusterGet cloudsearch:search cloudsearch:suggest redshift:GetClusterCredentialsWithIAM",
    because: "the request goes to one",
  },
];

/** The policy of a resource says who may do what with it, whatever word the reference has. */
const ON_RESOURCE_POLICY =
  /^(Put|Delete|Create|Update|Set|Add|Remove)(Resource|Access|Auth)Policy(Statement)?$/;

/** Actions that AWS takes, and the reference does not have. */
export interface MissingAction {
  readonly service: string;
  readonly name: string;
  readonly level: Level;
  /** Names among the types of the service; every request names one. */
  readonly types: readonly string[];
  readonly source: string;
}

export const MISSING: readonly MissingAction[] = [
  {
    service: "sns",
    name: "Receive", // stands in the policy that the console once gave every topic
    level: "read",
    types: ["topic"],
    source: `${DOCS}/sns/latest/dg/sns-access-policy-use-cases.html`,
  },
];

/** What an action that has no type in the reference acts on; an ARN of it is taken, and need not be given. */
export const MISSING_TYPES: Readonly<Record<string, string>> = {
  "codedeploy:PutLifecycleEventHookExecutionStatus": "deploymentgroup",
};

/** Keys of which one request has several values, though the reference says one; with the page. */
export const MULTIVALUED_KEYS: Readonly<Record<string, string>> = {
  "cognito-identity.amazonaws.com:amr": `${DOCS}/cognito/latest/developerguide/role-trust-and-permissions.html`,
};

/** The level of the reference, or a stronger one. */
export function levelOf(name: string, level: Level): Level {
  return level === "write" && ON_RESOURCE_POLICY.test(name) ? "permissions" : level;
}

/** What an override says of an action that has a type; undefined where none does. */
export function supportOf(service: string, name: string): ResourceSupport | undefined {
  const among = (overrides: readonly SupportOverride[]): boolean =>
    overrides.some(({ actions }) => actions.split(" ").some((one) => isNamed(one, `${service}:${name}`)));
  if (among(NAME_ONE)) return "required";
  return among(NEED_NOT_NAME) ? "optional" : undefined;
}

function isNamed(written: string, action: string): boolean {
  return written.endsWith("*") ? action.startsWith(written.slice(0, -1)) : written === action;
}

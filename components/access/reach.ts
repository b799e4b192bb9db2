/**
 * How far a stage reaches: what may be done to everything that is the stage's, and to nothing that is another's. One
 * document, used twice: the stage's deployer may do it, and it is the permissions boundary of every role the deployer
 * makes. So nothing a deployment makes can ever do more than the deployment itself, and no deployment can free itself of
 * it (docs/decisions/0006). Pure.
 */
import { policy, type Condition, type PolicyDocument, type Statement } from "../policy-document";
import { boundaryArn } from "./account-names";
import { NEVER, notOthers } from "./never";
import { arn, bucketArn, iamArn, sessionArns, stageArns, type Place, type StageIdentity } from "./place";
import { stateAccess, type StateOwner } from "./state-access";

/** Something more that a stage needs: a database that was there before it, a secret of another team. */
export interface FurtherPermission {
  /** `rds-db:connect`; none of IAM, STS, Organizations or Account, and no `*` alone. */
  actions: string[];
  /** ARNs; no `*` alone. */
  resources: string[];
}

/** The stage, where its state is kept, and what else it needs. */
export interface ReachOf {
  readonly stage: StageIdentity;
  readonly state: StateOwner;
  readonly alsoAllows: readonly FurtherPermission[];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MANAGED_POLICY_CHARACTERS = 6144;

/**
 * What IAM is given: without the names of statements, which people read in docs/access.md, and which would take a
 * twentieth of the room.
 */
export function reachText(document: PolicyDocument): string {
  return JSON.stringify(document, (key, value: unknown) => (key === "Sid" ? undefined : value));
}

/** @throws Refusal when project or stage are not valid */
export function stageReach({ stage, state, alsoAllows }: ReachOf, place: Place): PolicyDocument {
  return policy(
    ownByName(stage, place),
    ...withoutNames(place),
    shells(place),
    ...ownRoles(stage, place),
    ...stateAccess(stage, state, place),
    ...alsoAllows.map(({ actions, resources }, index) => allow(`Also${index}`, actions, resources)),
    ...NEVER,
    ...notOthers(stage),
  );
}

function allow(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  condition?: Condition,
): Statement {
  const statement = { Sid, Effect: "Allow", Action, Resource } as const;
  return condition === undefined ? statement : { ...statement, Condition: condition };
}

/** The services whose ARNs have a name or a path in them: everything, on what begins with the stage's prefix. */
function ownByName(stage: StageIdentity, place: Place): Statement {
  const { prefix, servicePath } = stageArns(stage, place);
  const parameters = servicePath.slice(0, servicePath.lastIndexOf("/"));
  const named: Readonly<Record<string, readonly string[]>> = {
    // The ids of API Gateway are made up when things are made, and its ARNs have no account.
    apigateway: [`arn:${place.partition}:apigateway:${place.region}::/*`],
    // Auto Scaling puts an id of its own choice before the name.
    autoscaling: [arn(place, "autoscaling", `*:autoScalingGroupName/${prefix}*`)],
    budgets: [`arn:${place.partition}:budgets::${place.accountId}:budget/${prefix}*`],
    // Dashboards know no region.
    cloudwatch: [
      arn(place, "cloudwatch", `alarm:${prefix}*`),
      `arn:${place.partition}:cloudwatch::${place.accountId}:dashboard/${prefix}*`,
    ],
    codepipeline: [arn(place, "codepipeline", `${prefix}*`)],
    dynamodb: [arn(place, "dynamodb", `table/${prefix}*`)],
    // Load balancers, their listeners and the rules of these, target groups: the name comes after the kind.
    elasticloadbalancing: [arn(place, "elasticloadbalancing", `*/${prefix}*`)],
    events: [arn(place, "events", `rule/${prefix}*`)],
    lambda: [arn(place, "lambda", `function:${prefix}*`)],
    // Every service has a folder of its own for its logs.
    logs: [arn(place, "logs", `log-group:/*/${prefix}*`)],
    s3: [bucketArn(place, `${prefix}*`)],
    secretsmanager: [arn(place, "secretsmanager", `secret:${prefix}*`)],
    sns: [arn(place, "sns", `${prefix}*`)],
    sqs: [arn(place, "sqs", `${prefix}*`)],
    // AWS publishes the ids of its images in the second.
    ssm: [`${parameters}/*`, `arn:${place.partition}:ssm:${place.region}::parameter/aws/service/*`],
  };
  // Every action of these services, but on the stage's own things.
  const actions = Object.keys(named).map((service) => `${service}:*`);
  return allow("OwnByName", actions, Object.values(named).flat());
}

/** The services whose ARNs have ids, or whose actions know no resource. What is another's is taken away below. */
function withoutNames(place: Place): Statement[] {
  return [
    // Ids of EC2 are made up when things are made; the region is what can be told beforehand.
    allow("OwnRegion", ["ec2:*"], "*", { StringEquals: { "aws:RequestedRegion": place.region } }),
    allow(
      "Anywhere",
      [
        "acm:*",
        "autoscaling:Describe*",
        "cloudwatch:Describe*",
        "cloudwatch:PutMetricData",
        "codepipeline:ListPipelines",
        "codepipeline:PutJob*",
        "ec2messages:*",
        "elasticloadbalancing:Describe*",
        "lambda:GetLayerVersion",
        "lambda:ListFunctions",
        "logs:*LogDeliver*",
        "logs:*ResourcePolic*",
        "logs:DescribeLogGroups",
        "rolesanywhere:*Profile*",
        "rolesanywhere:*Tag*",
        "route53:*",
        "sns:*SubscriptionA*",
        "sns:Unsubscribe",
        "ssm:DescribeParameters",
        "ssm:UpdateInstanceInformation",
        "ssmmessages:*",
        "wafv2:*ssociateWebACL",
        "wafv2:GetWebACL*",
        "xray:Put*",
      ],
      // None of these can be limited to a name: lists, channels of the agents, hosted zones and what has an id alone.
      "*",
    ),
  ];
}

/** A shell on an instance, for people, and their own sessions; whose instances these are is said by their tags, below. */
function shells(place: Place): Statement {
  return allow("Shells", ["ssm:*Session"], [arn(place, "ec2", "instance/*"), ...sessionArns(place)]);
}

/** Whom the stage's roles may be given to. */
const PASSED_TO = ["codepipeline", "ec2", "events", "lambda", "rolesanywhere", "vpc-flow-logs"].map(
  (service) => `${service}.amazonaws.com`,
);

/** Roles that services of AWS make for themselves once in an account. */
const SERVICE_LINKED = ["autoscaling", "elasticloadbalancing", "ops.apigateway"].map(
  (service) => `${service}.amazonaws.com`,
);

function ownRoles(stage: StageIdentity, place: Place): Statement[] {
  const { prefix } = stageArns(stage, place);
  // Every role and every instance profile of the stage.
  const roles = iamArn(place, `role/${prefix}*`);
  const profiles = iamArn(place, `instance-profile/${prefix}*`);
  return [
    allow(
      "Bounded",
      [
        // Attach, detach, put and delete.
        "iam:*RolePolicy",
        "iam:CreateRole",
        "iam:PutRolePermissionsBoundary",
      ],
      roles,
      { StringEquals: { "iam:PermissionsBoundary": boundaryArn(stage, place) } },
    ),
    allow(
      "OwnRoles",
      [
        "iam:*InstanceProfile*",
        "iam:*TagRole",
        "iam:DeleteRole",
        "iam:GetRole*",
        "iam:List*Role*",
        "iam:Update*Role*",
      ],
      [roles, profiles],
    ),
    allow("PassRoles", ["iam:PassRole"], roles, { StringEquals: { "iam:PassedToService": PASSED_TO } }),
    // Services choose the names of their own roles.
    allow("LinkedRoles", ["iam:CreateServiceLinkedRole"], iamArn(place, "role/aws-service-role/*"), {
      StringEquals: { "iam:AWSServiceName": SERVICE_LINKED },
    }),
  ];
}

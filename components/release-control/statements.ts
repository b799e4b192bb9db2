/** What driving a release takes: what is looked at before every decision, and the few calls it may end in. Pure. */
import { arn, iamArn, stageArns, type Place, type StageIdentity } from "../access/place";
import type { Condition, Statement } from "../policy-document";

/** The stage whose releases they are, and where it is. */
export interface Releases {
  readonly stage: StageIdentity;
  readonly place: Place;
  /** Load balancers that are not named after the stage, on which its services have rules, too. */
  readonly otherLoadBalancerArns: readonly string[];
}

export function allow(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  condition?: Condition,
): Statement {
  const statement = { Sid, Effect: "Allow", Action, Resource } as const;
  return condition === undefined ? statement : { ...statement, Condition: condition };
}

/** What every one of the functions reads before it decides. */
export function observing({ stage, place }: Releases): Statement[] {
  const { prefix, artifactBucket, servicePath } = stageArns(stage, place);
  return [
    allow(
      "SeeServices",
      ["ssm:GetParameters", "ssm:GetParametersByPath"],
      // Every service of the stage.
      [servicePath, `${servicePath}/*`],
    ),
    allow(
      "SeeFleets",
      [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeScalingActivities",
        "cloudwatch:DescribeAlarms",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetHealth",
      ],
      // Neither Auto Scaling nor the load balancer knows resources of these actions; and CloudWatch hides composite
      // alarms from whom is not allowed to see all
      // (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html).
      "*",
    ),
    allow(
      "SeeExecutions",
      ["codepipeline:GetPipelineExecution", "codepipeline:ListActionExecutions"],
      // Every pipeline of the stage, and of no other: names begin with the stage's prefix.
      arn(place, "codepipeline", `${prefix}*`),
    ),
    allow(
      "ReadRevisions",
      // Always a version that a release names, never the newest.
      ["s3:GetObjectVersion", "s3:GetObjectVersionTagging"],
      // The revision of every service, and nothing else that is in the bucket.
      `${artifactBucket}/*/revision.zip`,
    ),
    // Without it S3 says of an object that is gone that it is forbidden
    // (https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html).
    allow("MissRevisions", ["s3:ListBucket"], artifactBucket),
  ];
}

/** What is recorded of the stage's releases; a transaction needs the rights of the calls it is made of. */
export function recording({ stage, place }: Releases): Statement {
  return allow(
    "KeepRecords",
    ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"],
    stageArns(stage, place).releaseTable,
  );
}

/**
 * The calls a decision can end in (runtime/release/actions.ts). Each function may make all of them: whoever comes by
 * does what is next, first of all what another began and did not end.
 */
export function releasing(releases: Releases): Statement[] {
  const { stage, place } = releases;
  const { prefix, servicePath } = stageArns(stage, place);
  return [
    allow("ShiftWeights", ["elasticloadbalancing:ModifyRule"], rules(releases)),
    allow(
      "ResizeFleets",
      ["autoscaling:UpdateAutoScalingGroup"],
      // Every fleet of the stage; Auto Scaling puts an id of its own choice before the name.
      arn(place, "autoscaling", `autoScalingGroup:*:autoScalingGroupName/${prefix}*`),
    ),
    allow(
      "RecordRevisions",
      ["ssm:PutParameter"],
      // Of every service what a release writes: never its registration.
      ["blue/revision", "green/revision", "state/serving"].map((end) => `${servicePath}/*/${end}`),
    ),
    ...launching(stage, place),
  ];
}

/** Every rule on the stage's own load balancers, by their names' beginning, and on the others that were given. */
function rules({ stage, place, otherLoadBalancerArns }: Releases): string[] {
  const { prefix } = stageArns(stage, place);
  const own = arn(place, "elasticloadbalancing", `listener-rule/app/${prefix}*`);
  return [
    own,
    ...otherLoadBalancerArns.map((one) => `${one.replace(":loadbalancer/", ":listener-rule/")}/*`),
  ];
}

/**
 * What whoever gives a fleet another version of its launch template must be allowed besides, as if he launched an
 * instance (https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html and
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html).
 */
function launching(stage: StageIdentity, place: Place): Statement[] {
  const { project, stage: name } = stage;
  const { prefix, servicePath } = stageArns(stage, place);
  const templates = arn(place, "ec2", "launch-template/*");
  return [
    allow("UseOwnTemplates", ["ec2:RunInstances"], templates, {
      StringEquals: { "aws:ResourceTag/Project": project, "aws:ResourceTag/Stage": name },
    }),
    allow(
      "LaunchByTemplate",
      ["ec2:RunInstances"],
      // What an instance is made of has ids that are made up then, or is chosen by the template.
      [
        ...["instance", "network-interface", "security-group", "subnet", "volume"].map((kind) =>
          arn(place, "ec2", `${kind}/*`),
        ),
        `arn:${place.partition}:ec2:${place.region}::image/*`,
      ],
      { ArnLike: { "ec2:LaunchTemplate": templates } },
    ),
    allow(
      "TagLaunched",
      ["ec2:CreateTags"],
      ["instance", "volume"].map((kind) => arn(place, "ec2", `${kind}/*`)),
      { StringEquals: { "ec2:CreateAction": "RunInstances" } },
    ),
    allow(
      "ReadImages",
      ["ssm:GetParameters"],
      // Where AWS publishes the ids of its images, under no account; or a parameter of a service's own.
      [
        `arn:${place.partition}:ssm:${place.region}::parameter/aws/service/ami-amazon-linux-latest/*`,
        `${servicePath}/*`,
      ],
    ),
    allow(
      "PassInstanceRoles",
      ["iam:PassRole"],
      // The role of every service's instances: no other role of the stage trusts EC2.
      iamArn(place, `role/${prefix}*`),
      { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    ),
  ];
}

/**
 * Every call to AWS that the release functions make for a decision, and the IAM actions it needs. A call that does not
 * stand here cannot be made (`Calls.ask` takes its name), so that roles can be held against this table from both sides.
 * Where the name of a call is not that of its action: https://docs.aws.amazon.com/service-authorization/latest/reference/
 */

interface Used {
  /** What a role has to grant for it. */
  readonly iam: readonly string[];
  /** What AWS does on the way in the caller's name; needed too, and never seen as a call. */
  readonly implied?: readonly string[];
}

export const READS = {
  "dynamodb:GetItem": { iam: ["dynamodb:GetItem"] },
  "dynamodb:Query": { iam: ["dynamodb:Query"] },
  "ssm:GetParameters": { iam: ["ssm:GetParameters"] },
  "ssm:GetParametersByPath": { iam: ["ssm:GetParametersByPath"] },
  "elasticloadbalancing:DescribeRules": { iam: ["elasticloadbalancing:DescribeRules"] },
  "elasticloadbalancing:DescribeTargetHealth": { iam: ["elasticloadbalancing:DescribeTargetHealth"] },
  "autoscaling:DescribeAutoScalingGroups": { iam: ["autoscaling:DescribeAutoScalingGroups"] },
  "autoscaling:DescribeScalingActivities": { iam: ["autoscaling:DescribeScalingActivities"] },
  "cloudwatch:DescribeAlarms": { iam: ["cloudwatch:DescribeAlarms"] },
  "codepipeline:GetPipelineExecution": { iam: ["codepipeline:GetPipelineExecution"] },
  "codepipeline:ListActionExecutions": { iam: ["codepipeline:ListActionExecutions"] },
  // Without s3:ListBucket S3 says "forbidden" of an object that is gone.
  "s3:HeadObject": { iam: ["s3:GetObjectVersion"], implied: ["s3:ListBucket"] },
  "s3:GetObject": { iam: ["s3:GetObjectVersion"], implied: ["s3:ListBucket"] },
  "s3:GetObjectTagging": { iam: ["s3:GetObjectVersionTagging"], implied: ["s3:ListBucket"] },
  "lambda:Invoke": { iam: ["lambda:InvokeFunction"] },
} as const satisfies Readonly<Record<string, Used>>;

/** The table's own writes are the engine's memory; the others are what `carryOut` makes, one each. */
export const CHANGES = {
  "dynamodb:UpdateItem": { iam: ["dynamodb:UpdateItem"] },
  "dynamodb:TransactWriteItems": { iam: ["dynamodb:UpdateItem", "dynamodb:PutItem"] },
  "elasticloadbalancing:ModifyRule": { iam: ["elasticloadbalancing:ModifyRule"] },
  // With a launch template AWS checks that the caller could start it himself.
  "autoscaling:UpdateAutoScalingGroup": {
    iam: ["autoscaling:UpdateAutoScalingGroup"],
    implied: ["ec2:RunInstances", "ec2:CreateTags", "iam:PassRole", "ssm:GetParameters"],
  },
  "ssm:PutParameter": { iam: ["ssm:PutParameter"] },
} as const satisfies Readonly<Record<string, Used>>;

export const ACTIONS_USED = { ...READS, ...CHANGES };

/** The name of a call: `<service>:<operation>`. */
export type CallName = keyof typeof ACTIONS_USED;

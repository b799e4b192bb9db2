/** What AWS allows as a name, per type; each row with the page that says so. Pure. */

export interface NameLimit {
  /** The greatest length of the whole name, in characters. */
  readonly length: number;
  /** What the whole name must match. */
  readonly pattern: RegExp;
  /** What stands before the derived part. */
  readonly prefix?: string;
  /** The page of AWS that says so. */
  readonly source: string;
}

const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const LAMBDA = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html";
const ELB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference";
const HYPHENATED = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/;
const LOGS = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html";

/** By type token; a `#kind` behind a token tells apart names of one type that begin differently. */
export const limits = {
  "aws:lambda/function:Function": { length: 64, pattern: /^[a-zA-Z0-9-_]+$/, source: LAMBDA },
  "aws:iam/role:Role": { length: 64, pattern: /^[\w+=,.@-]+$/, source: IAM },
  "aws:iam/rolePolicy:RolePolicy": { length: 128, pattern: /^[\w+=,.@-]+$/, source: IAM },
  "aws:iam/instanceProfile:InstanceProfile": { length: 128, pattern: /^[\w+=,.@-]+$/, source: IAM },
  "aws:iam/policy:Policy": { length: 128, pattern: /^[\w+=,.@-]+$/, source: IAM },
  "aws:rolesanywhere/profile:Profile": {
    length: 255,
    pattern: /^[ a-zA-Z0-9\-_]+$/,
    source: "https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_CreateProfile.html",
  },
  "aws:rolesanywhere/trustAnchor:TrustAnchor": {
    length: 255,
    pattern: /^[ a-zA-Z0-9\-_]+$/,
    source: "https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_CreateTrustAnchor.html",
  },
  "aws:kms/alias:Alias": {
    length: 256,
    pattern: /^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/,
    prefix: "alias/",
    source: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html",
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    length: 32,
    pattern: /^(?!internal-)[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/,
    source: `${ELB}/API_CreateLoadBalancer.html`,
  },
  "aws:lb/targetGroup:TargetGroup": {
    length: 32,
    pattern: HYPHENATED,
    source: `${ELB}/API_CreateTargetGroup.html`,
  },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    length: 128,
    pattern: /^[a-zA-Z0-9().\-/_]{3,}$/,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html",
  },
  "aws:autoscaling/group:Group": {
    length: 255,
    pattern: /^[^:]+$/,
    source: "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html",
  },
  "aws:dynamodb/table:Table": {
    length: 255,
    pattern: /^[a-zA-Z0-9_.-]{3,}$/,
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html",
  },
  "aws:s3/bucket:Bucket": {
    length: 63,
    pattern: /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9](?:[a-z0-9-]*[a-z0-9])$/,
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  },
  "aws:sns/topic:Topic": {
    length: 256,
    pattern: /^[a-zA-Z0-9_-]+$/,
    source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
  },
  "aws:sqs/queue:Queue": {
    length: 80,
    pattern: /^[a-zA-Z0-9_-]+$/,
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
  },
  "aws:cloudwatch/eventRule:EventRule": {
    length: 64,
    pattern: /^[.\-_A-Za-z0-9]+$/,
    source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html",
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    length: 255,
    pattern: /^.+$/,
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    length: 255,
    pattern: /^[A-Za-z0-9_-]+$/,
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html",
  },
  "aws:autoscaling/policy:Policy": {
    length: 255,
    pattern: /^.+$/,
    source: "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html",
  },
  "aws:budgets/budget:Budget": {
    length: 100,
    pattern: /^(?!action\/)[^:\\]+$/,
    source: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html",
  },
  "aws:codepipeline/pipeline:Pipeline": {
    length: 100,
    pattern: /^[A-Za-z0-9.@_-]+$/,
    source: "https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineDeclaration.html",
  },
  "aws:cloudwatch/logGroup:LogGroup#lambda": {
    length: 512,
    pattern: /^[.\-_/#A-Za-z0-9]+$/,
    prefix: "/aws/lambda/",
    source: LOGS,
  },
  "aws:cloudwatch/logGroup:LogGroup#api": {
    length: 512,
    pattern: /^[.\-_/#A-Za-z0-9]+$/,
    prefix: "/aws/vendedlogs/apis/",
    source: LOGS,
  },
  "aws:cloudwatch/logGroup:LogGroup#flow": {
    length: 512,
    pattern: /^[.\-_/#A-Za-z0-9]+$/,
    prefix: "/aws/vpc/flowlogs/",
    source: LOGS,
  },
  "aws:apigatewayv2/api:Api": {
    length: 128,
    pattern: /^.+$/,
    source: "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html",
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    length: 255,
    pattern: /^(?!sg-)[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
  },
  "aws:ec2/vpc:Vpc": {
    length: 256,
    pattern: /^.+$/,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html",
  },
} as const satisfies Record<string, NameLimit>;

/** A type that has a row here. */
export type NamedType = keyof typeof limits;

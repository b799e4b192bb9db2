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
const LOGS = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html";

/** By type token; a `#kind` behind a token tells apart names of one type that begin differently. */
export const limits = {
  "aws:lambda/function:Function": { length: 64, pattern: /^[a-zA-Z0-9-_]+$/, source: LAMBDA },
  "aws:iam/role:Role": { length: 64, pattern: /^[\w+=,.@-]+$/, source: IAM },
  "aws:iam/rolePolicy:RolePolicy": { length: 128, pattern: /^[\w+=,.@-]+$/, source: IAM },
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

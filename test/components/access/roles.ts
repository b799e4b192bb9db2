/** The roles of a stage `dev` of a project `shop`, with their documents, and what there is to do. */
import { approverPolicy, operatorPolicy, uploaderPolicy, viewerPolicy } from "../../../components/access/iam";
import { previewerPolicy } from "../../../components/access/previewer";
import { stageReach } from "../../../components/access/reach";
import { boundaryArn, ciRoleName, stateBucketName } from "../../../components/access/account-names";
import { iamArn, stageArns, type Place } from "../../../components/access/place";
import type { PolicyDocument } from "../../../components/policy-document";
import type { Asked } from "./evaluate";

export const place: Place = { partition: "aws", accountId: "123456789012", region: "eu-west-1" };
export const stage = { project: "shop", stage: "dev" };
export const other = { project: "shop", stage: "prod" };
export const state = { project: "shop", pulumiProject: "shop", stack: "dev" };

export const documents = {
  "uploader of `web`": uploaderPolicy(stage, "web", place),
  viewer: viewerPolicy(stage, place),
  approver: approverPolicy(stage, ["web"], place),
  operator: operatorPolicy(stage, place),
  previewer: previewerPolicy(stage, state, place),
  deployer: stageReach({ stage, state, alsoAllows: [] }, place),
} as const satisfies Record<string, PolicyDocument>;

export type RoleName = keyof typeof documents;
export const roleNames = Object.keys(documents) as RoleName[];

const own = stageArns(stage, place);
const others = stageArns(other, place);
const bounded = { "iam:PermissionsBoundary": boundaryArn(stage, place) };
const stateFile = (stack: string): string =>
  `arn:aws:s3:::${stateBucketName("shop", place)}/.pulumi/stacks/shop/${stack}.json`;
const instance = "arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0";
const tagged = (project: string, name: string): Record<string, string> => ({
  "aws:ResourceTag/Project": project,
  "aws:ResourceTag/Stage": name,
  "aws:RequestedRegion": "eu-west-1",
});
const key = "arn:aws:kms:eu-west-1:123456789012:key/0b1c2d3e-0000-4000-8000-000000000000";

/** What there is to do, in words, and every question that stands for it. */
export const deeds: Readonly<Record<string, readonly Asked[]>> = {
  "put a revision of `web`": [
    { action: "s3:PutObject", resource: `${own.artifactBucket}/web/revision.zip` },
    { action: "s3:PutObjectTagging", resource: `${own.artifactBucket}/web/revision.zip` },
  ],
  "put a revision of another service": [
    { action: "s3:PutObject", resource: `${own.artifactBucket}/web-api/revision.zip` },
  ],
  "see pipelines, records, logs and alarms": [
    { action: "codepipeline:GetPipelineState", resource: own.pipeline("web") },
    { action: "dynamodb:Query", resource: own.releaseTable },
    { action: "ssm:GetParametersByPath", resource: `${own.servicePath}/web` },
    {
      action: "logs:FilterLogEvents",
      resource: "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/shop-dev-release:log-stream:x",
    },
    {
      action: "cloudwatch:DescribeAlarms",
      resource: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:shop-dev-web",
    },
  ],
  "say yes or no to a release of `web`": [
    { action: "codepipeline:PutApprovalResult", resource: own.approval("web") },
    { action: "codepipeline:GetPipelineState", resource: own.pipeline("web") },
  ],
  "release, switch back": [{ action: "lambda:InvokeFunction", resource: own.releaseFunction }],
  "start a pipeline": [{ action: "codepipeline:StartPipelineExecution", resource: own.pipeline("web") }],
  "change release records": [{ action: "dynamodb:PutItem", resource: own.releaseTable }],
  "preview: read the stage's state and its secrets": [
    { action: "s3:GetObject", resource: stateFile("dev") },
    { action: "kms:Decrypt", resource: key, context: tagged("shop", "account") },
  ],
  "bring the stage up: write its state, make what it is of": [
    { action: "s3:PutObject", resource: stateFile("dev") },
    { action: "lambda:CreateFunction", resource: own.releaseFunction },
    {
      action: "ec2:CreateVpc",
      resource: "arn:aws:ec2:eu-west-1:123456789012:vpc/x",
      context: { "aws:RequestedRegion": "eu-west-1" },
    },
    { action: "ec2:TerminateInstances", resource: instance, context: tagged("shop", "dev") },
  ],
  "make a role of the stage, with the boundary": [
    { action: "iam:CreateRole", resource: iamArn(place, "role/shop-dev-web"), context: bounded },
    {
      action: "iam:PassRole",
      resource: iamArn(place, "role/shop-dev-web"),
      context: { "iam:PassedToService": "lambda.amazonaws.com" },
    },
  ],
  "make a role without the boundary": [
    { action: "iam:CreateRole", resource: iamArn(place, "role/shop-dev-web") },
  ],
  "take a boundary off, or change it": [
    {
      action: "iam:DeleteRolePermissionsBoundary",
      resource: iamArn(place, "role/shop-dev-web"),
      context: bounded,
    },
    { action: "iam:CreatePolicyVersion", resource: boundaryArn(stage, place) },
  ],
  "change the deployer, or a part of the bootstrap": [
    {
      action: "iam:PutRolePolicy",
      resource: iamArn(place, `role/${ciRoleName("deployer", stage)}`),
      context: bounded,
    },
    { action: "s3:PutBucketPolicy", resource: `arn:aws:s3:::${stateBucketName("shop", place)}` },
    { action: "kms:ScheduleKeyDeletion", resource: key, context: tagged("shop", "account") },
  ],
  "touch another stage": [
    { action: "lambda:InvokeFunction", resource: others.releaseFunction },
    { action: "s3:PutObject", resource: stateFile("prod") },
    { action: "s3:GetObject", resource: stateFile("prod") },
    { action: "codepipeline:GetPipelineState", resource: others.pipeline("web") },
    { action: "ec2:TerminateInstances", resource: instance, context: tagged("shop", "prod") },
    { action: "ec2:TerminateInstances", resource: instance, context: tagged("other", "dev") },
    { action: "iam:CreateRole", resource: iamArn(place, "role/shop-prod-web"), context: bounded },
  ],
};

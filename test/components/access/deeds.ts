/** What there is to do around a stage `dev` of a project `shop`, as questions to IAM. */
import { boundaryArn, ciRoleName, stateBucketName } from "../../../components/access/account-names";
import { arn, iamArn, sessionArns, stageArns } from "../../../components/access/place";
import type { Asked } from "./evaluate";
import { other, place, stage } from "./roles";

const own = stageArns(stage, place);
const [shell, ownSessions] = sessionArns(place);
const others = stageArns(other, place);
const bounded = { "iam:PermissionsBoundary": boundaryArn(stage, place) };
const stateFile = (stack: string): string =>
  `arn:aws:s3:::${stateBucketName("shop", place)}/.pulumi/stacks/shop/${stack}.json`;
const mark = `arn:aws:s3:::${stateBucketName("shop", place)}/.pulumi/meta.yaml`;
const instance = "arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0";
const tagged = (project: string, name: string): Record<string, string> => ({
  "aws:ResourceTag/Project": project,
  "aws:ResourceTag/Stage": name,
  "aws:RequestedRegion": "eu-west-1",
});
const key = "arn:aws:kms:eu-west-1:123456789012:key/0b1c2d3e-0000-4000-8000-000000000000";
const here = { "aws:RequestedRegion": "eu-west-1" };
const ec2 = (action: string, resource: string, context: Readonly<Record<string, string>>): Asked => ({
  action: `ec2:${action}`,
  resource: `arn:aws:ec2:eu-west-1:123456789012:${resource}`,
  context,
});
const requested = (project: string, name: string): Record<string, string> => ({
  "aws:RequestTag/Project": project,
  "aws:RequestTag/Stage": name,
});
const group =
  "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/shop-dev-web";
const numbered = (text: string): Record<string, string> => ({
  "autoscaling:LaunchTemplateVersionSpecified": text,
});
const secretOf = (name: string): Record<string, string> => ({
  ...tagged("shop", "account"),
  "kms:EncryptionContext:stage": name,
});

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
    { action: "elasticloadbalancing:DescribeRules", resource: "*" },
    { action: "autoscaling:DescribeAutoScalingGroups", resource: "*" },
    { action: "ssm:GetParametersByPath", resource: `${own.servicePath}/web` },
    {
      action: "logs:FilterLogEvents",
      resource: "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/shop-dev-release:log-stream:x",
    },
    {
      action: "cloudwatch:DescribeAlarms",
      resource: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*",
    },
    {
      action: "cloudwatch:DescribeAlarmHistory",
      resource: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:shop-dev-web",
    },
  ],
  "say yes or no to a release of `web`": [
    ...own.questions("web").map((resource) => ({ action: "codepipeline:PutApprovalResult", resource })),
    { action: "codepipeline:GetPipelineState", resource: own.pipeline("web") },
    { action: "dynamodb:GetItem", resource: own.releaseTable },
  ],
  "release, switch back, retire": own.peopleFunctions.map((resource) => ({
    action: "lambda:InvokeFunction",
    resource,
  })),
  "start a pipeline with a revision that is there": [
    { action: "codepipeline:StartPipelineExecution", resource: own.pipeline("web") },
    { action: "s3:GetObjectVersion", resource: `${own.artifactBucket}/web/revision.zip` },
    { action: "s3:ListBucket", resource: own.artifactBucket },
  ],
  "open a shell on an instance of the stage": [
    ec2("DescribeInstances", "*", here),
    { action: "ssm:StartSession", resource: instance, context: tagged("shop", "dev") },
    { action: "ssm:StartSession", resource: shell },
    { action: "ssm:TerminateSession", resource: ownSessions },
    { action: "ssmmessages:OpenDataChannel", resource: ownSessions },
  ],
  "change release records": [{ action: "dynamodb:PutItem", resource: own.releaseTable }],
  "preview: read the stage's state and its secrets": [
    { action: "s3:GetObject", resource: stateFile("dev") },
    { action: "s3:GetObject", resource: mark },
    { action: "kms:Decrypt", resource: key, context: secretOf("dev") },
  ],
  "bring the stage up: write its state, make what it is of": [
    ...["", ".bak", ".gz"].map((end) => ({ action: "s3:PutObject", resource: `${stateFile("dev")}${end}` })),
    ...own.peopleFunctions.map((resource) => ({ action: "lambda:CreateFunction", resource })),
    {
      action: "ec2:CreateVpc",
      resource: "arn:aws:ec2:eu-west-1:123456789012:vpc/x",
      context: { "aws:RequestedRegion": "eu-west-1" },
    },
    { action: "ec2:TerminateInstances", resource: instance, context: tagged("shop", "dev") },
    { action: "kms:Encrypt", resource: key, context: secretOf("dev") },
  ],
  "launch its instances, and work in another's network": [
    { action: "autoscaling:CreateAutoScalingGroup", resource: group, context: numbered("true") },
    { action: "autoscaling:UpdateAutoScalingGroup", resource: group },
    { action: "ec2:RunInstances", resource: instance, context: here },
    {
      action: "ec2:CreateTags",
      resource: instance,
      context: { ...here, "ec2:CreateAction": "RunInstances" },
    },
    ...["CreateSecurityGroup", "DescribeVpcAttribute"].map((action) =>
      ec2(action, "vpc/x", tagged("shop", "prod")),
    ),
    ...["CreateNetworkInterface", "RunInstances"].map((action) =>
      ec2(action, "subnet/x", tagged("shop", "prod")),
    ),
    ec2("CreateRoute", "route-table/x", tagged("shop", "dev")),
    ec2("CreateTags", "security-group/x", { ...here, "ec2:CreateAction": "CreateSecurityGroup" }),
    ec2("AuthorizeSecurityGroupIngress", "security-group/x", tagged("shop", "dev")),
    ec2("CreateLaunchTemplateVersion", "launch-template/x", tagged("shop", "dev")),
    ec2("DeleteNetworkInterface", "network-interface/x", here),
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
    { action: "s3:PutObject", resource: mark },
    { action: "s3:DeleteObject", resource: mark },
    { action: "kms:ScheduleKeyDeletion", resource: key, context: tagged("shop", "account") },
  ],
  "touch another stage": [
    ...others.peopleFunctions.map((resource) => ({ action: "lambda:InvokeFunction", resource })),
    ...["prod", "dev.eu"].map((stack) => ({ action: "s3:PutObject", resource: stateFile(stack) })),
    { action: "s3:GetObject", resource: stateFile("prod") },
    { action: "codepipeline:GetPipelineState", resource: others.pipeline("web") },
    { action: "ec2:TerminateInstances", resource: instance, context: tagged("shop", "prod") },
    { action: "ec2:TerminateInstances", resource: instance, context: tagged("other", "dev") },
    { action: "iam:CreateRole", resource: iamArn(place, "role/shop-prod-web"), context: bounded },
  ],
  "change another stage's network, templates or disks": (
    [
      ["CreateSnapshot", "volume/x"],
      ["CreateRoute", "route-table/x"],
      ["CreateLaunchTemplateVersion", "launch-template/x"],
      ["CreateNetworkAclEntry", "network-acl/x"],
      ["CreateVpcPeeringConnection", "vpc/x"],
      ["CreateImage", "instance/x"],
      ["GetPasswordData", "instance/x"],
      ["GetConsoleOutput", "instance/x"],
      ["UnassignPrivateIpAddresses", "network-interface/x"],
      ["EnableImageDeprecation", "image/x"],
      ["ExportImage", "image/x"],
      ["CreateTags", "vpc/x"],
    ] as const
  ).flatMap(([action, resource]) => [
    ec2(action, resource, tagged("shop", "prod")),
    ec2(action, resource, tagged("other", "dev")),
  ]),
  "touch an instance that nobody has tagged": [
    "AssociateIamInstanceProfile",
    "AttachVolume",
    "CreateImage",
    "CreateReplaceRootVolumeTask",
    "CreateTags",
    "DeleteTags",
    "ModifyInstanceAttribute",
    "RebootInstances",
    "StartInstances",
    "StopInstances",
    "TerminateInstances",
  ].map((action) => ec2(action, "instance/x", here)),
  "open a shell on another's machine, or anything else than a shell": [
    ...[{}, tagged("shop", "prod"), tagged("other", "dev")].map((context) => ({
      action: "ssm:StartSession",
      resource: instance,
      context,
    })),
    ...["managed-instance/mi-0123456789abcdef0", "document/AWS-StartPortForwardingSession"].map(
      (resource) => ({
        action: "ssm:StartSession",
        resource: arn(place, "ssm", resource),
      }),
    ),
    { action: "ssm:ResumeSession", resource: arn(place, "ssm", "session/somebody-0123456789abcdef0") },
    { action: "ssm:SendCommand", resource: instance, context: tagged("shop", "dev") },
    { action: "ssm:UpdateDocument", resource: shell },
  ],
  "launch with a role that nobody has checked": [
    { action: "autoscaling:CreateAutoScalingGroup", resource: group, context: numbered("false") },
    { action: "autoscaling:UpdateAutoScalingGroup", resource: group, context: numbered("false") },
    { action: "autoscaling:StartInstanceRefresh", resource: group },
    { action: "autoscaling:AttachInstances", resource: group },
    ...["CreateFleet", "RequestSpotFleet", "RequestSpotInstances", "RunScheduledInstances"].map((action) =>
      ec2(action, "instance/x", tagged("shop", "dev")),
    ),
  ],
  "use a key of another's, or make it one's own": [
    { action: "kms:TagResource", resource: key, context: requested("shop", "dev") },
    { action: "kms:PutKeyPolicy", resource: key, context: tagged("shop", "dev") },
    { action: "kms:Decrypt", resource: key, context: tagged("shop", "dev") },
    { action: "kms:Decrypt", resource: key, context: secretOf("prod") },
    { action: "kms:Decrypt", resource: key, context: secretOf("account") },
    { action: "kms:Decrypt", resource: key, context: tagged("shop", "account") },
  ],
  "change what holds for the whole account, or buy": [
    "DisableEbsEncryptionByDefault",
    "EnableSerialConsoleAccess",
    "ModifyEbsDefaultKmsKeyId",
    "ModifyInstanceMetadataDefaults",
    "ModifyVpcBlockPublicAccessOptions",
    "PurchaseCapacityBlock",
    "PurchaseReservedInstancesOffering",
  ].map((action) => ({ action: `ec2:${action}`, resource: "*", context: here })),
};

import assert from "node:assert/strict";
import { actionsMatching } from "../../policy/iam/data/matching";
import { FUNCTION_NAMES, type FunctionName } from "../../components/release-control/bundle";
import { functionPolicy, type Reach } from "../../components/release-control/iam";
import type { PolicyDocument } from "../../components/policy-document";
import { allows, allowsWithin, type Asked } from "./access/evaluate";
import { documents, place, stage } from "./access/roles";

const LONGEST_INLINE_CHARACTERS = 10_240;
const account = "eu-west-1:123456789012";
const zoneArn = "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ";
const lostEventsArn = `arn:aws:sqs:${account}:shop-dev-lostevents`;

const zone = { arn: zoneArn, domain: "dev.shop.internal" };
const reach: Reach = { stage, place, otherLoadBalancerArns: [], zone, lostEventsArn, inNetwork: true };
const logOf = (name: string): string => `arn:aws:logs:${account}:log-group:/aws/lambda/shop-dev-${name}`;
const documentOf = (name: FunctionName, changes: Partial<Reach> = {}): PolicyDocument =>
  functionPolicy({ name, logGroupArn: logOf(name) }, { ...reach, ...changes });

const elb = (rest: string): string => `arn:aws:elasticloadbalancing:${account}:${rest}`;
const fleet = (name: string): string =>
  `arn:aws:autoscaling:${account}:autoScalingGroup:0b1c:autoScalingGroupName/${name}`;
const parameter = (path: string): string => `arn:aws:ssm:${account}:parameter${path}`;
const here = { "aws:RequestedRegion": "eu-west-1" };
const ofStage = (project: string, name: string) => ({
  "aws:ResourceTag/Project": project,
  "aws:ResourceTag/Stage": name,
  ...here,
});
const template = `arn:aws:ec2:${account}:launch-template/lt-1`;
const byTemplate = { "ec2:LaunchTemplate": template, ...here };
const table = `arn:aws:dynamodb:${account}:table/shop-dev-releases`;
const bucket = "arn:aws:s3:::shop-dev-artifacts-123456789012-eu-west-1";
const asked = (action: string, resource: string, context: Asked["context"] = here): Asked => {
  return { action, resource, context };
};

const change = (name: string, type: string): Asked =>
  asked("route53:ChangeResourceRecordSets", zoneArn, {
    "route53:ChangeResourceRecordSetsNormalizedRecordNames": name,
    "route53:ChangeResourceRecordSetsRecordTypes": type,
    "route53:ChangeResourceRecordSetsActions": "UPSERT",
  });

/** What every function must be able to do, as its step may find it to be next. */
const NEEDED: readonly Asked[] = [
  asked("logs:PutLogEvents", "the log"),
  asked("ssm:GetParametersByPath", parameter("/shop/dev/services")),
  asked("ssm:GetParameters", parameter("/shop/dev/services/web/registration")),
  asked("elasticloadbalancing:DescribeRules", "*"),
  asked("elasticloadbalancing:DescribeTargetHealth", "*"),
  asked("autoscaling:DescribeAutoScalingGroups", "*"),
  asked("cloudwatch:DescribeAlarms", "*"),
  asked("codepipeline:ListActionExecutions", `arn:aws:codepipeline:${account}:shop-dev-web-pipeline`),
  asked("s3:GetObjectVersion", `${bucket}/web/revision.zip`),
  asked("s3:GetObjectVersionTagging", `${bucket}/web/revision.zip`),
  asked("s3:ListBucket", bucket),
  asked("dynamodb:UpdateItem", table),
  asked("elasticloadbalancing:ModifyRule", elb("listener-rule/app/shop-dev-alb/1/2/3")),
  asked("autoscaling:UpdateAutoScalingGroup", fleet("shop-dev-web-fleet-blue")),
  asked("ssm:PutParameter", parameter("/shop/dev/services/web/green/revision")),
  asked("ssm:PutParameter", parameter("/shop/dev/services/web/state/serving")),
  asked("ec2:RunInstances", template, ofStage("shop", "dev")),
  asked("ec2:RunInstances", `arn:aws:ec2:${account}:subnet/subnet-1`, byTemplate),
  asked("ec2:RunInstances", "arn:aws:ec2:eu-west-1::image/ami-1", byTemplate),
  asked("ec2:CreateTags", `arn:aws:ec2:${account}:instance/i-1`, {
    "ec2:CreateAction": "RunInstances",
    ...ofStage("shop", "dev"),
  }),
  asked(
    "ssm:GetParameters",
    "arn:aws:ssm:eu-west-1::parameter/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
  ),
  asked("iam:PassRole", "arn:aws:iam::123456789012:role/shop-dev-web-fleet", {
    "iam:PassedToService": "ec2.amazonaws.com",
  }),
];

/** What none of them may do, whatever its step. */
const REFUSED: readonly Asked[] = [
  asked("ssm:GetParameters", parameter("/shop/prod/services/web/registration")),
  asked("ssm:GetParameters", parameter("/shop/dev/secrets/key")),
  asked("codepipeline:ListActionExecutions", `arn:aws:codepipeline:${account}:shop-prod-web-pipeline`),
  asked(
    "codepipeline:PutApprovalResult",
    `arn:aws:codepipeline:${account}:shop-dev-web-pipeline/Release/Approve`,
  ),
  asked("s3:GetObject", `${bucket}/shop-dev-web-pipeli/Source/a.zip`),
  asked("s3:PutObject", `${bucket}/web/revision.zip`),
  asked("dynamodb:DeleteItem", table),
  asked("dynamodb:Scan", table),
  asked("dynamodb:UpdateItem", `arn:aws:dynamodb:${account}:table/shop-prod-releases`),
  asked("elasticloadbalancing:ModifyRule", elb("listener-rule/app/shop-prod-alb/1/2/3")),
  asked("elasticloadbalancing:ModifyListener", elb("listener/app/shop-dev-alb/1/2")),
  asked("elasticloadbalancing:DeleteRule", elb("listener-rule/app/shop-dev-alb/1/2/3")),
  asked("autoscaling:UpdateAutoScalingGroup", fleet("shop-prod-web-fleet-blue")),
  asked("autoscaling:DeleteAutoScalingGroup", fleet("shop-dev-web-fleet-blue")),
  asked("ssm:PutParameter", parameter("/shop/dev/services/web/registration")),
  asked("ec2:RunInstances", template, ofStage("shop", "prod")),
  asked("ec2:RunInstances", `arn:aws:ec2:${account}:subnet/subnet-1`),
  asked("ec2:TerminateInstances", `arn:aws:ec2:${account}:instance/i-1`, ofStage("shop", "dev")),
  asked("ec2:CreateTags", `arn:aws:ec2:${account}:instance/i-1`, ofStage("shop", "dev")),
  asked("iam:PassRole", "arn:aws:iam::123456789012:role/shop-dev-web-fleet", {
    "iam:PassedToService": "lambda.amazonaws.com",
  }),
  asked("iam:PassRole", "arn:aws:iam::123456789012:role/shop-prod-web-fleet", {
    "iam:PassedToService": "ec2.amazonaws.com",
  }),
  asked("lambda:InvokeFunction", `arn:aws:lambda:${account}:function:shop-dev-release`),
];

/** What some of them may do. */
const SOME: readonly (readonly [Asked, ...FunctionName[]])[] = [
  [asked("codepipeline:PutJobSuccessResult", "*"), "prepare", "deploy", "release"],
  [asked("codepipeline:PutJobFailureResult", "*"), "prepare", "deploy", "release"],
  [
    asked("lambda:InvokeFunction", `arn:aws:lambda:${account}:function:shop-dev-deploy`),
    "prepare",
    "release",
    "retire",
    "events",
  ],
  [asked("ec2:CreateNetworkInterface", "*"), "deploy"],
  [asked("ec2:DescribeInstances", "*"), "events"],
  [asked("route53:ListResourceRecordSets", zoneArn), "events"],
  [change("web.dev.shop.internal", "TXT"), "events"],
  [asked("sqs:SendMessage", lostEventsArn), "events"],
];

describe("a function of release control", () => {
  for (const name of FUNCTION_NAMES) {
    const document = documentOf(name);
    const own = (one: Asked): Asked =>
      one.resource === "the log" ? { ...one, resource: `${logOf(name)}:log-stream:x` } : one;

    it(`(${name}) may do all a decision can ask for, and its permissions boundary does not stop it`, () => {
      const stopped = NEEDED.map(own).filter((one) => !allowsWithin(documents.deployer, document, one));
      assert.deepEqual(stopped, []);
    });

    it(`(${name}) may touch nothing of another stage, and of its own only what a release owns`, () => {
      assert.deepEqual(
        REFUSED.filter((one) => allows(document, one)),
        [],
      );
    });

    it(`(${name}) may do what is its own and nothing that is another's`, () => {
      for (const [one, ...who] of SOME) {
        assert.equal(allowsWithin(documents.deployer, document, one), who.includes(name), one.action);
      }
    });

    it(`(${name}) has a policy that IAM takes, of actions that there are`, () => {
      assert.ok(JSON.stringify(document).length < LONGEST_INLINE_CHARACTERS);
      for (const { Action = [] } of document.Statement)
        for (const action of Action) assert.equal(actionsMatching(action).actions.length, 1, action);
    });
  }

  it("(deploy) cannot touch the network by its own code, only Lambda can for it", () => {
    const byCode = asked("ec2:CreateNetworkInterface", "*", {
      "lambda:SourceFunctionArn": `arn:aws:lambda:${account}:function:shop-dev-deploy`,
    });
    assert.equal(allows(documentOf("deploy"), byCode), false);
    assert.equal(
      allows(documentOf("deploy", { inNetwork: false }), asked("ec2:CreateNetworkInterface", "*")),
      false,
    );
  });

  it("(events) names addresses and whose they are, and writes no other kind of record", () => {
    assert.deepEqual(
      ["A", "TXT", "NS", "CNAME"].map((type) =>
        allows(documentOf("events"), change("web.dev.shop.internal", type)),
      ),
      [true, true, false, false],
    );
    assert.equal(allows(documentOf("events"), change("web.prod.shop.internal", "A")), false);
    assert.equal(
      allows(documentOf("events", { zone: undefined }), change("web.dev.shop.internal", "A")),
      false,
    );
  });

  it("moves the weights on a load balancer of another name that was given, and on no third one", () => {
    const given = elb("loadbalancer/app/edge/50dc6c495c0c9188");
    const document = documentOf("release", { otherLoadBalancerArns: [given] });
    const shift = (rule: string): Asked => asked("elasticloadbalancing:ModifyRule", elb(rule));
    assert.equal(allows(document, shift("listener-rule/app/edge/50dc6c495c0c9188/1/2")), true);
    assert.equal(allows(document, shift("listener-rule/app/edge/50dc6c495c0c918/1/2")), false);
    assert.equal(allows(document, shift("listener-rule/app/edge-2/50dc6c495c0c9188/1/2")), false);
  });
});

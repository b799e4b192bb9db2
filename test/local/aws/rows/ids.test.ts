import assert from "node:assert/strict";
import { rows } from "../../../../local/aws/rows";
import type { Making } from "../../../../local/aws/rows/row";
import type { Values } from "../../../../wire/values";

function making(inputs: Values): Making {
  const place = { account: "123456789012", region: "ap-northeast-2", partition: "aws" };
  return { inputs, place, changed: new Set(), held: () => [] };
}

const hex = "[0-9a-f]{17}";
const uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const ELB = "arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:";
const LB = `${ELB}loadbalancer/app/shop/1`;
const LISTENER = `${ELB}listener/app/shop/1/2`;
/** An ARN of Elastic Load Balancing that ends in digits of its own. */
const elb = (path: string) => new RegExp(`^${ELB}${path.replace(/h$/, "[0-9a-f]{16}")}$`);

describe("the identifiers the local AWS gives", () => {
  const ids: [type: string, inputs: Values, id: RegExp][] = [
    ["aws:apigatewayv2/api:Api", {}, /^[0-9a-z]{10}$/],
    ["aws:apigatewayv2/integration:Integration", {}, /^[0-9a-z]{7}$/],
    ["aws:apigatewayv2/route:Route", {}, /^[0-9a-z]{7}$/],
    ["aws:apigatewayv2/stage:Stage", { apiId: "a", name: "$default" }, /^\$default$/],
    ["aws:iam/role:Role", { name: "r" }, /^r$/],
    ["aws:iam/rolePolicy:RolePolicy", { role: "r", name: "p" }, /^r:p$/],
    [
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      { role: "r", policyArn: "arn:aws:iam::aws:policy/P" },
      /^r\/arn:aws:iam::aws:policy\/P$/,
    ],
    ["aws:lambda/function:Function", { name: "f" }, /^f$/],
    [
      "aws:lambda/alias:Alias",
      { functionName: "arn:aws:lambda:ap-northeast-2:123456789012:function:f", name: "live" },
      /^arn:aws:lambda:ap-northeast-2:123456789012:function:f:live$/,
    ],
    ["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", { functionName: "f" }, /^f$/],
    [
      "aws:acm/certificate:Certificate",
      {},
      new RegExp(`^arn:aws:acm:ap-northeast-2:123456789012:certificate/${uuid}$`),
    ],
    ["aws:acm/certificateValidation:CertificateValidation", {}, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/],
    ["aws:cloudwatch/dashboard:Dashboard", { dashboardName: "d" }, /^d$/],
    [
      "aws:wafv2/webAclAssociation:WebAclAssociation",
      { webAclArn: "arn:acl", resourceArn: "arn:alb" },
      /^arn:acl,arn:alb$/,
    ],
    ["aws:lambda/permission:Permission", { function: "f", statementId: "s" }, /^s$/],
    ["aws:cloudwatch/logGroup:LogGroup", { name: "/aws/lambda/f" }, /^\/aws\/lambda\/f$/],
    ["aws:ec2/vpc:Vpc", {}, new RegExp(`^vpc-${hex}$`)],
    ["aws:ec2/subnet:Subnet", {}, new RegExp(`^subnet-${hex}$`)],
    ["aws:ec2/internetGateway:InternetGateway", {}, new RegExp(`^igw-${hex}$`)],
    ["aws:ec2/routeTable:RouteTable", {}, new RegExp(`^rtb-${hex}$`)],
    ["aws:ec2/route:Route", { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0" }, /^r-rtb-1\d+$/],
    ["aws:ec2/routeTableAssociation:RouteTableAssociation", {}, new RegExp(`^rtbassoc-${hex}$`)],
    ["aws:ec2/eip:Eip", {}, new RegExp(`^eipalloc-${hex}$`)],
    ["aws:ec2/natGateway:NatGateway", {}, new RegExp(`^nat-${hex}$`)],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", {}, new RegExp(`^vpce-${hex}$`)],
    ["aws:ec2/flowLog:FlowLog", {}, new RegExp(`^fl-${hex}$`)],
    ["aws:ec2/securityGroup:SecurityGroup", {}, new RegExp(`^sg-${hex}$`)],
    ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {}, new RegExp(`^sgr-${hex}$`)],
    ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", {}, new RegExp(`^sgr-${hex}$`)],
    ["aws:lb/loadBalancer:LoadBalancer", { name: "shop" }, elb("loadbalancer/app/shop/h")],
    ["aws:lb/listener:Listener", { loadBalancerArn: LB }, elb("listener/app/shop/1/h")],
    ["aws:lb/listenerRule:ListenerRule", { listenerArn: LISTENER }, elb("listener-rule/app/shop/1/2/h")],
    ["aws:lb/targetGroup:TargetGroup", { name: "blue" }, elb("targetgroup/blue/h")],
    ["aws:ec2/launchTemplate:LaunchTemplate", {}, new RegExp(`^lt-${hex}$`)],
    ["aws:autoscaling/group:Group", { name: "fleet" }, /^fleet$/],
    ["aws:autoscaling/policy:Policy", { name: "p", autoscalingGroupName: "fleet" }, /^p$/],
    ["aws:route53/zone:Zone", { name: "x.internal" }, /^Z[0-9A-Z]{20}$/],
    [
      "aws:route53/record:Record",
      { zoneId: "Z1", name: "A.Example.org.", type: "A" },
      /^Z1_a\.example\.org_A$/,
    ],
    [
      "aws:route53/record:Record",
      { zoneId: "Z1", name: "a", type: "A", setIdentifier: "blue" },
      /^Z1_a_A_blue$/,
    ],
    ["aws:s3/bucket:Bucket", { bucket: "b" }, /^b$/],
    ["aws:s3/bucketVersioning:BucketVersioning", { bucket: "b", expectedBucketOwner: "1" }, /^b,1$/],
    ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { bucket: "b" }, /^b$/],
    [
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      { bucket: "b" },
      /^b$/,
    ],
    ["aws:s3/bucketOwnershipControls:BucketOwnershipControls", { bucket: "b" }, /^b$/],
    ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", { bucket: "b" }, /^b$/],
    ["aws:s3/bucketPolicy:BucketPolicy", { bucket: "b" }, /^b$/],
    ["aws:s3/bucketNotification:BucketNotification", { bucket: "b" }, /^b$/],
    ["aws:ssm/parameter:Parameter", { name: "/a/b" }, /^\/a\/b$/],
    ["aws:iam/policy:Policy", { name: "p", path: "/x/" }, /^arn:aws:iam::123456789012:policy\/x\/p$/],
    ["aws:iam/instanceProfile:InstanceProfile", { name: "p" }, /^p$/],
    [
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      { url: "https://ci.example/sub" },
      /^arn:aws:iam::123456789012:oidc-provider\/ci\.example\/sub$/,
    ],
    ["aws:rolesanywhere/trustAnchor:TrustAnchor", { name: "a" }, new RegExp(`^${uuid}$`)],
    ["aws:rolesanywhere/profile:Profile", { name: "p" }, new RegExp(`^${uuid}$`)],
    ["aws:costexplorer/costAllocationTag:CostAllocationTag", { tagKey: "Stage" }, /^Stage$/],
    ["aws:dynamodb/table:Table", { name: "t" }, /^t$/],
    ["aws:cloudwatch/eventRule:EventRule", { name: "r" }, /^r$/],
    ["aws:cloudwatch/eventRule:EventRule", { name: "r", eventBusName: "bus" }, /^bus\/r$/],
    ["aws:cloudwatch/eventTarget:EventTarget", { rule: "r", targetId: "t" }, /^r-t$/],
    [
      "aws:cloudwatch/eventTarget:EventTarget",
      { rule: "r", targetId: "t", eventBusName: "bus" },
      /^bus-r-t$/,
    ],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", { name: "a" }, /^a$/],
    ["aws:sns/topic:Topic", { name: "t" }, /^arn:aws:sns:ap-northeast-2:123456789012:t$/],
    ["aws:sns/topicPolicy:TopicPolicy", { arn: "arn:t" }, /^arn:t$/],
    ["aws:sns/topicSubscription:TopicSubscription", { topic: "arn:t" }, new RegExp(`^arn:t:${uuid}$`)],
    ["aws:budgets/budget:Budget", { name: "b" }, /^123456789012:b$/],
    ["aws:codepipeline/pipeline:Pipeline", { name: "p" }, /^p$/],
    ["aws:kms/key:Key", {}, new RegExp(`^${uuid}$`)],
    ["aws:kms/key:Key", { multiRegion: true }, /^mrk-[0-9a-f]{32}$/],
    ["aws:kms/alias:Alias", { name: "alias/a" }, /^alias\/a$/],
    [
      "aws:sqs/queue:Queue",
      { name: "q" },
      /^https:\/\/sqs\.ap-northeast-2\.amazonaws\.com\/123456789012\/q$/,
    ],
  ];
  for (const [type, inputs, id] of ids) {
    it(`are as AWS gives them to ${type} ${JSON.stringify(inputs)}`, () => {
      assert.match(rows.get(type)!.id(making(inputs)), id);
    });
  }

  it("are known of every type", () => {
    assert.deepEqual([...new Set(ids.map(([type]) => type))].sort(), [...rows.keys()].sort());
  });

  it("are others for another object of the same inputs, where AWS makes them up", () => {
    const types = ["aws:lb/loadBalancer:LoadBalancer", "aws:route53/zone:Zone", "aws:kms/key:Key"];
    for (const type of types) {
      const { id } = rows.get(type)!;
      assert.notEqual(id(making({ name: "x" })), id(making({ name: "x" })));
    }
  });
});

/** A product and its pre-product as a program: everything that a release works on. */
import * as autoscaling from "@pulumi/aws/autoscaling";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as dynamodb from "@pulumi/aws/dynamodb";
import * as ec2 from "@pulumi/aws/ec2";
import * as lambda from "@pulumi/aws/lambda";
import * as lb from "@pulumi/aws/lb";
import * as route53 from "@pulumi/aws/route53";
import * as s3 from "@pulumi/aws/s3";
import * as sns from "@pulumi/aws/sns";
import * as sqs from "@pulumi/aws/sqs";
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";

export interface Changes {
  readonly path?: string;
  readonly description?: string;
  readonly owner?: string;
  readonly instanceType?: string;
  readonly grace?: number;
  readonly memorySize?: number;
}

export function product(changes: Changes = {}): void {
  const tags = { Owner: changes.owner ?? "platform" };
  const vpc = new ec2.Vpc("network", { cidrBlock: "10.0.0.0/16", tags });
  const subnets = ["a", "c"].map(
    (zone, part) =>
      new ec2.Subnet(`subnet-${zone}`, {
        vpcId: vpc.id,
        cidrBlock: `10.0.${part}.0/24`,
        availabilityZone: `ap-northeast-2${zone}`,
        tags,
      }).id,
  );
  const group = new ec2.SecurityGroup("alb", { name: "shop-alb", vpcId: vpc.id, tags });
  const balancer = new lb.LoadBalancer("alb", {
    name: "shop-dev",
    subnets,
    securityGroups: [group.id],
    idleTimeout: 30,
    tags,
  });
  const fixedResponse = { contentType: "text/plain", messageBody: "nothing here", statusCode: "404" };
  const listener = new lb.Listener("product", {
    loadBalancerArn: balancer.arn,
    port: 80,
    defaultActions: [{ type: "fixed-response", fixedResponse }],
    tags,
  });
  const targetGroups = ["blue", "green"].map((colour) => {
    const targetGroup = new lb.TargetGroup(colour, {
      name: `shop-dev-${colour}`,
      port: 8080,
      protocol: "HTTP",
      vpcId: vpc.id,
      deregistrationDelay: 60,
      healthCheck: { path: "/health", interval: 10, healthyThreshold: 2, matcher: "200" },
      tags,
    });
    const template = new ec2.LaunchTemplate(colour, {
      name: `shop-dev-${colour}`,
      imageId: "resolve:ssm:/aws/service/image",
      instanceType: changes.instanceType ?? "t4g.small",
      userData: Buffer.from("#!/bin/sh\n").toString("base64"),
      tagSpecifications: [{ resourceType: "instance", tags: { ...tags, Colour: colour } }],
      tags,
    });
    new autoscaling.Group(
      colour,
      {
        name: `shop-dev-${colour}`,
        minSize: 0,
        maxSize: 0,
        desiredCapacity: 0,
        vpcZoneIdentifiers: subnets,
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
        targetGroupArns: [targetGroup.arn],
        healthCheckGracePeriod: changes.grace ?? 300,
        waitForCapacityTimeout: "0",
        tags: Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      },
      { ignoreChanges: ["minSize", "maxSize", "desiredCapacity", "launchTemplate"] },
    );
    new ssm.Parameter(
      `revision-${colour}`,
      {
        name: `/shop/dev/${colour}/revision`,
        type: "String",
        value: '{"releaseId":"none"}',
        description: changes.description ?? "what it runs",
        tags,
      },
      { ignoreChanges: ["value"] },
    );
    return targetGroup;
  });
  const weights = [100, 0];
  new lb.ListenerRule(
    "product",
    {
      listenerArn: listener.arn,
      priority: 10,
      conditions: [{ pathPattern: { values: [changes.path ?? "/*"] } }],
      actions: [
        {
          type: "forward",
          forward: {
            targetGroups: targetGroups.map(({ arn }, at) => ({ arn, weight: weights[at] ?? 0 })),
          },
        },
      ],
      tags,
    },
    { ignoreChanges: ["actions"] },
  );
  new route53.Zone("zone", {
    name: "dev.shop.internal",
    vpcs: [{ vpcId: vpc.id }],
    forceDestroy: true,
    tags,
  });
  const bucket = new s3.Bucket("artifacts", { bucket: "shop-dev-artifacts", forceDestroy: true, tags });
  new s3.BucketVersioning("artifacts", {
    bucket: bucket.id,
    versioningConfiguration: { status: "Enabled" },
  });
  new dynamodb.Table("releases", {
    name: "shop-dev-releases",
    billingMode: "PAY_PER_REQUEST",
    hashKey: "service",
    rangeKey: "record",
    attributes: [
      { name: "service", type: "S" },
      { name: "record", type: "S" },
    ],
    pointInTimeRecovery: { enabled: true },
    tags,
  });
  const topic = new sns.Topic("failures", { name: "shop-dev-failures", tags });
  const queue = new sqs.Queue("failures", { name: "shop-dev-failures", visibilityTimeoutSeconds: 60, tags });
  new sns.TopicSubscription("failures", {
    topic: topic.arn,
    protocol: "sqs",
    endpoint: queue.arn,
    rawMessageDelivery: true,
  });
  new cloudwatch.MetricAlarm("unhealthy", {
    name: "shop-dev-unhealthy",
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    evaluationPeriods: 3,
    threshold: 1,
    namespace: "AWS/ApplicationELB",
    metricName: "UnHealthyHostCount",
    statistic: "Maximum",
    period: 60,
    dimensions: { LoadBalancer: balancer.arnSuffix },
    alarmActions: [topic.arn],
    tags,
  });
  const release = new lambda.Function("release", {
    name: "shop-dev-release",
    role: "arn:aws:iam::123456789012:role/shop-dev-release",
    runtime: "nodejs22.x",
    handler: "index.handler",
    memorySize: changes.memorySize ?? 256,
    publish: true,
    code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = 1;") }),
    environment: { variables: { STAGE: "dev" } },
    tags,
  });
  new lambda.Alias(
    "live",
    { name: "live", functionName: release.name, functionVersion: "1" },
    { ignoreChanges: ["functionVersion", "routingConfig"] },
  );
  const sweep = new cloudwatch.EventRule("sweep", {
    name: "shop-dev-sweep",
    scheduleExpression: "rate(1 minute)",
    tags,
  });
  new cloudwatch.EventTarget("sweep", { rule: sweep.name, targetId: "events", arn: release.arn });
}

/** What a stage has once, exported: its network, load balancer and release control. */
import { ACCOUNT, arn, zoneName, type Make, REGION } from "./exported-resources";
import type { StageOptions } from "./exported-stage";

export function network(make: Make, { zones = 2, nat = true, privateZoneName }: StageOptions): void {
  const layer = make.component("multistage:index:Network", "network", { vpcId: "vpc-1" });
  const role = { role: "network" };
  make.aws(layer, "aws:ec2/vpc:Vpc", make.name("network"), { cidrBlock: "10.10.0.0/16" }, role);
  for (let index = 0; index < zones; index += 1) {
    for (const kind of ["public", "private"] as const) {
      const name = make.name("network", kind, String(index + 1));
      const outputs = {
        arn: arn("ec2", `subnet/subnet-${kind}-${index}`),
        availabilityZone: zoneName(index),
        cidrBlock: `10.10.${index * 64 + (kind === "public" ? 0 : 32)}.0/19`,
        mapPublicIpOnLaunch: kind === "public",
      };
      make.aws(layer, "aws:ec2/subnet:Subnet", name, outputs, role);
    }
    if (!nat) continue;
    const subnetId = `subnet-public-${index}`;
    make.aws(
      layer,
      "aws:ec2/natGateway:NatGateway",
      make.name("network", String(index + 1)),
      { subnetId },
      role,
    );
  }
  if (privateZoneName === undefined) return;
  const zone = { name: privateZoneName, vpcs: [{ vpcId: "vpc-1", vpcRegion: REGION }] };
  make.aws(layer, "aws:route53/zone:Zone", "network-zone", zone, { role: "zone" });
}

export function loadBalancer(make: Make, { protection = false, zones = 2 }: StageOptions): void {
  const name = make.name("alb");
  const own = arn("elasticloadbalancing", `loadbalancer/app/${name}/0123456789abcdef`);
  const dnsName = `${name}-1234567890.${REGION}.elb.amazonaws.com`;
  const layer = make.component("multistage:index:LoadBalancer", "load-balancer", {
    arn: own,
    dnsName,
    port: 80,
  });
  const subnets = Array.from({ length: zones }, (_, index) => `subnet-public-${index}`);
  make.aws(
    layer,
    "aws:lb/loadBalancer:LoadBalancer",
    "load-balancer",
    { arn: own, name, dnsName, enableDeletionProtection: protection, subnets },
    { role: "alb" },
  );
  for (const [role, port] of [
    ["product", 80],
    ["preview", 8080],
  ] as const) {
    const outputs = {
      loadBalancerArn: own,
      port,
      protocol: "HTTP",
      defaultActions: [{ type: "fixed-response" }],
    };
    make.aws(layer, "aws:lb/listener:Listener", `load-balancer-${role}`, outputs, { role });
  }
}

export function releaseControl(make: Make, { subscribers = 0 }: StageOptions): void {
  const bucket = make.name("artifacts", ACCOUNT, REGION);
  const table = make.name("releases");
  const layer = make.component("multistage:index:ReleaseControl", "release-control", {
    artifactBucketName: bucket,
    artifactBucketArn: `arn:aws:s3:::${bucket}`,
    tableName: table,
  });
  const bucketRole = { role: "artifacts" };
  make.aws(
    layer,
    "aws:s3/bucket:Bucket",
    "release-control-artifacts",
    { bucket, arn: `arn:aws:s3:::${bucket}` },
    bucketRole,
  );
  make.aws(
    layer,
    "aws:dynamodb/table:Table",
    "release-control-releases",
    { name: table },
    { role: "releases" },
  );
  for (const role of ["deploy", "events", "prepare", "release", "retire"]) {
    const name = make.name(role);
    make.aws(
      layer,
      "aws:lambda/function:Function",
      `release-control-${role}`,
      { name, runtime: "nodejs22.x" },
      { role },
    );
    make.aws(layer, "aws:iam/role:Role", `release-control-${role}`, { name }, { role });
  }
  const notices = make.component("multistage:index:Notifications", "notifications", {});
  const topic = arn("sns", make.name("approvals"));
  const topicRole = { role: "approvals" };
  make.aws(
    notices,
    "aws:sns/topic:Topic",
    "notifications-approvals",
    { arn: topic, name: make.name("approvals") },
    topicRole,
  );
  for (let index = 0; index < subscribers; index += 1) {
    const outputs = { topic, protocol: "email", endpoint: `approver-${index}@example.com` };
    make.aws(
      notices,
      "aws:sns/topicSubscription:TopicSubscription",
      `notifications-approvals-${index}`,
      outputs,
    );
  }
}

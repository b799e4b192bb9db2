/** Elastic Load Balancing: load balancers and target groups. */
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import { isValues, type Value, type Values } from "../../../wire/values";
import { calling, type Clients } from "../clients";
import { given, text, type Mirror, type Mirrored } from "../mirrored";
import { retag, tagList, tagMap } from "../tags";

/** What an attribute of AWS is called in the program; those the emulator does not know are left out. */
const OF_BALANCER: Readonly<Record<string, string>> = {
  desyncMitigationMode: "routing.http.desync_mitigation_mode",
  dropInvalidHeaderFields: "routing.http.drop_invalid_header_fields.enabled",
  enableDeletionProtection: "deletion_protection.enabled",
  enableHttp2: "routing.http2.enabled",
  idleTimeout: "idle_timeout.timeout_seconds",
  preserveHostHeader: "routing.http.preserve_host_header.enabled",
  xffHeaderProcessingMode: "routing.http.xff_header_processing.mode",
};
const OF_GROUP: Readonly<Record<string, string>> = {
  deregistrationDelay: "deregistration_delay.timeout_seconds",
  loadBalancingAlgorithmType: "load_balancing.algorithm.type",
  slowStart: "slow_start.duration_seconds",
};

type Attributes = { Key: string; Value: string }[];

function attributes(words: Readonly<Record<string, string>>, properties: Values): Attributes {
  return Object.entries(words)
    .filter(([name]) => properties[name] !== undefined)
    .map(([name, Key]) => ({ Key, Value: text(properties, name) }));
}

function heldIn(words: Readonly<Record<string, string>>, held: elb.LoadBalancerAttribute[] = []): Values {
  return Object.fromEntries(
    Object.entries(words).flatMap(([name, key]) => {
      const value = held.find(({ Key }) => Key === key)?.Value;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

export async function retagArn(
  to: Clients,
  mirror: Mirror,
  sent: ReadonlySet<string>,
  before: Values,
): Promise<void> {
  const [client, ResourceArns] = [to.of(elb.ElasticLoadBalancingV2Client), [mirror.id]];
  await retag(
    mirror,
    sent,
    before,
    (TagKeys) => client.send(new elb.RemoveTagsCommand({ ResourceArns, TagKeys })),
    (Tags) => client.send(new elb.AddTagsCommand({ ResourceArns, Tags })),
  );
}

export async function tagsOfArn(to: Clients, arn: string): Promise<Values> {
  const asked = new elb.DescribeTagsCommand({ ResourceArns: [arn] });
  const { TagDescriptions: [found] = [] } = await to.of(elb.ElasticLoadBalancingV2Client).send(asked);
  return tagMap(found?.Tags);
}

function texts(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

async function setBalancer(to: Clients, { id, properties }: Mirror): Promise<void> {
  const Attributes = attributes(OF_BALANCER, properties);
  const command = new elb.ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: id, Attributes });
  await to.of(elb.ElasticLoadBalancingV2Client).send(command);
}

const loadBalancer: Mirrored = {
  gone: ["LoadBalancerNotFoundException"],
  create: async (to, mirror) => {
    const { id, properties } = mirror;
    const input = {
      Name: text(properties, "name"),
      Scheme: properties["internal"] === true ? ("internal" as const) : ("internet-facing" as const),
      Subnets: texts(properties["subnets"]),
      SecurityGroups: texts(properties["securityGroups"]),
      Tags: tagList(properties),
    };
    await calling([id, text(properties, "dnsName")], () =>
      to.of(elb.ElasticLoadBalancingV2Client).send(new elb.CreateLoadBalancerCommand(input)),
    );
    await setBalancer(to, mirror);
  },
  update: async (to, mirror, sent, before) => {
    const [client, LoadBalancerArn] = [to.of(elb.ElasticLoadBalancingV2Client), mirror.id];
    const [Subnets, SecurityGroups] = [
      texts(mirror.properties["subnets"]),
      texts(mirror.properties["securityGroups"]),
    ];
    await retagArn(to, mirror, sent, before);
    if (sent.has("subnets")) await client.send(new elb.SetSubnetsCommand({ LoadBalancerArn, Subnets }));
    if (sent.has("securityGroups"))
      await client.send(new elb.SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups }));
    if (Object.keys(OF_BALANCER).some((name) => sent.has(name))) await setBalancer(to, mirror);
  },
  remove: (to, { id }) =>
    to.of(elb.ElasticLoadBalancingV2Client).send(new elb.DeleteLoadBalancerCommand({ LoadBalancerArn: id })),
  read: async (to, { id }) => {
    const [client, LoadBalancerArn] = [to.of(elb.ElasticLoadBalancingV2Client), id];
    const asked = new elb.DescribeLoadBalancersCommand({ LoadBalancerArns: [id] });
    const { LoadBalancers: [found] = [] } = await client.send(asked);
    if (found === undefined) return undefined;
    const { Attributes } = await client.send(
      new elb.DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }),
    );
    return {
      ...heldIn(OF_BALANCER, Attributes),
      dnsName: found.DNSName ?? "",
      internal: found.Scheme === "internal",
      name: found.LoadBalancerName ?? "",
      securityGroups: found.SecurityGroups ?? [],
      subnets: (found.AvailabilityZones ?? []).map(({ SubnetId = "" }) => SubnetId),
      tagsAll: await tagsOfArn(to, id),
      vpcId: found.VpcId ?? "",
    };
  },
};

/** The health check as creation and change take it. */
function healthCheck(properties: Values) {
  const check = isValues(properties["healthCheck"]) ? properties["healthCheck"] : {};
  const whole = (name: string): number => Number(text(check, name));
  return {
    HealthCheckEnabled: check["enabled"] !== false,
    HealthCheckIntervalSeconds: whole("interval"),
    ...given("HealthCheckPath", check["path"]),
    ...given("HealthCheckPort", check["port"]),
    ...given("HealthCheckProtocol", check["protocol"]),
    HealthCheckTimeoutSeconds: whole("timeout"),
    HealthyThresholdCount: whole("healthyThreshold"),
    UnhealthyThresholdCount: whole("unhealthyThreshold"),
    ...(text(check, "matcher") === "" ? {} : { Matcher: { HttpCode: text(check, "matcher") } }),
  };
}

function stickiness(properties: Values): Attributes {
  const { stickiness: sticky } = properties;
  if (!isValues(sticky)) return [];
  return [
    { Key: "stickiness.enabled", Value: text(sticky, "enabled") },
    { Key: "stickiness.type", Value: text(sticky, "type") },
    { Key: "stickiness.lb_cookie.duration_seconds", Value: text(sticky, "cookieDuration") },
  ];
}

async function setGroup(to: Clients, { id, properties }: Mirror): Promise<void> {
  const Attributes = [...attributes(OF_GROUP, properties), ...stickiness(properties)];
  const command = new elb.ModifyTargetGroupAttributesCommand({ TargetGroupArn: id, Attributes });
  await to.of(elb.ElasticLoadBalancingV2Client).send(command);
}

const targetGroup: Mirrored = {
  gone: ["TargetGroupNotFoundException"],
  create: async (to, mirror) => {
    const { id, properties } = mirror;
    const input = {
      Name: text(properties, "name"),
      ...given("Port", properties["port"]),
      ...given("Protocol", properties["protocol"]),
      ...given("ProtocolVersion", properties["protocolVersion"]),
      ...given("TargetType", properties["targetType"]),
      ...given("VpcId", properties["vpcId"]),
      ...healthCheck(properties),
      Tags: tagList(properties),
    };
    await calling([id], () =>
      to.of(elb.ElasticLoadBalancingV2Client).send(new elb.CreateTargetGroupCommand(input)),
    );
    await setGroup(to, mirror);
  },
  update: async (to, mirror, sent, before) => {
    const { id, properties } = mirror;
    await retagArn(to, mirror, sent, before);
    const modified = { TargetGroupArn: id, ...healthCheck(properties) };
    if (sent.has("healthCheck"))
      await to.of(elb.ElasticLoadBalancingV2Client).send(new elb.ModifyTargetGroupCommand(modified));
    if ([...Object.keys(OF_GROUP), "stickiness"].some((name) => sent.has(name))) await setGroup(to, mirror);
  },
  remove: (to, { id }) =>
    to.of(elb.ElasticLoadBalancingV2Client).send(new elb.DeleteTargetGroupCommand({ TargetGroupArn: id })),
  read: async (to, { id }) => {
    const [client, TargetGroupArn] = [to.of(elb.ElasticLoadBalancingV2Client), id];
    const asked = new elb.DescribeTargetGroupsCommand({ TargetGroupArns: [id] });
    const { TargetGroups: [found] = [] } = await client.send(asked);
    if (found === undefined) return undefined;
    const { Attributes } = await client.send(
      new elb.DescribeTargetGroupAttributesCommand({ TargetGroupArn }),
    );
    return {
      ...heldIn(OF_GROUP, Attributes),
      healthCheck: {
        enabled: found.HealthCheckEnabled ?? true,
        healthyThreshold: found.HealthyThresholdCount ?? 0,
        interval: found.HealthCheckIntervalSeconds ?? 0,
        matcher: found.Matcher?.HttpCode ?? "",
        path: found.HealthCheckPath ?? "",
        port: found.HealthCheckPort ?? "",
        protocol: found.HealthCheckProtocol ?? "",
        timeout: found.HealthCheckTimeoutSeconds ?? 0,
        unhealthyThreshold: found.UnhealthyThresholdCount ?? 0,
      },
      name: found.TargetGroupName ?? "",
      port: found.Port ?? 0,
      protocol: found.Protocol ?? "",
      tagsAll: await tagsOfArn(to, id),
      targetType: found.TargetType ?? "",
      vpcId: found.VpcId ?? "",
    };
  },
};

export const ofLoadBalancers = {
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
};

/** Elastic Load Balancing: the target groups that listeners and their rules forward to. */
import { isValues, type Values } from "../../../wire/values";
import { forwardsTo, longName } from "./lb";
import { arn, elbId, filled, page, text, type Row } from "./row";

const FORWARDING = ["aws:lb/listener:Listener", "aws:lb/listenerRule:ListenerRule"];

/** What AWS fills in of a health check: the real provider's own thresholds where the block is given, else AWS's. */
function healthCheck(given: Values[string] | undefined): Values {
  const threshold: Values = given === undefined ? { healthyThreshold: 5, unhealthyThreshold: 2 } : {};
  const protocol = isValues(given) ? text(given, "protocol") || "HTTP" : "HTTP";
  const http: Values = protocol.startsWith("HTTP")
    ? { matcher: "200", path: "/", timeout: 5 }
    : { timeout: 10 };
  return {
    enabled: true,
    healthyThreshold: 3,
    interval: 30,
    port: "traffic-port",
    protocol,
    unhealthyThreshold: 3,
    ...http,
    ...threshold,
  };
}

const targetGroup: Row = {
  type: "aws:lb/targetGroup:TargetGroup",
  source: page("013cfb4cddc9c44a28f34abad0c11768bcdb9b85", "internal/service/elbv2/target_group.go"),
  id: ({ inputs, place }) =>
    arn(place, "elasticloadbalancing", `targetgroup/${text(inputs, "name")}/${elbId()}`),
  idLine: 49,
  autoName: "name",
  unique: {
    key: ({ inputs, place }) => `${place.region} ${text(inputs, "name")}`,
    error: "DuplicateTargetGroupName: a target group of that name exists already",
  },
  replaceOn: {
    ipAddressType: 154,
    name: 189,
    namePrefix: 197,
    port: 204,
    protocol: 218,
    protocolVersion: 226,
    targetType: 395,
    vpcId: 401,
  },
  update: "changed",
  updateLine: 51,
  refuses: longName,
  keeps: ({ properties }, held) => {
    const own = text(properties, "arn");
    const used = FORWARDING.flatMap(held).some((user) => forwardsTo(user.properties, own));
    if (!used) return undefined;
    return `ResourceInUse: Target group '${own}' is currently in use by a listener or a rule`;
  },
  computed: ({ inputs }, id) => ({
    arn: id,
    arnSuffix: id.slice(id.indexOf("targetgroup/")),
    deregistrationDelay: inputs["deregistrationDelay"] ?? 300,
    healthCheck: filled(inputs["healthCheck"], healthCheck(inputs["healthCheck"])),
    ipAddressType: inputs["ipAddressType"] ?? "ipv4",
    lambdaMultiValueHeadersEnabled: inputs["lambdaMultiValueHeadersEnabled"] ?? false,
    loadBalancingAlgorithmType: inputs["loadBalancingAlgorithmType"] ?? "round_robin",
    loadBalancingAnomalyMitigation: inputs["loadBalancingAnomalyMitigation"] ?? "off",
    loadBalancingCrossZoneEnabled:
      inputs["loadBalancingCrossZoneEnabled"] ?? "use_load_balancer_configuration",
    protocolVersion: inputs["protocolVersion"] ?? "HTTP1",
    proxyProtocolV2: inputs["proxyProtocolV2"] ?? false,
    slowStart: inputs["slowStart"] ?? 0,
    stickiness: filled(inputs["stickiness"], {
      cookieDuration: 86_400,
      // AWS's own groups are not sticky; a block that does not say means one that is.
      enabled: inputs["stickiness"] !== undefined,
      type: "lb_cookie",
    }),
    targetType: inputs["targetType"] ?? "instance",
  }),
};

export const targetGroups = [targetGroup];

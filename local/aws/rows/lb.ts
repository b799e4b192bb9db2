/** Elastic Load Balancing: application load balancers, their listeners and the rules of these. */
import type { Value, Values } from "../../../wire/values";
import { loadBalancerZones } from "./hosted-zones";
import { arn, dnsSuffix, elbId, heldIn, page, text, texts, type Making, type Row } from "./row";

const SUBNET = "aws:ec2/subnet:Subnet";

/** No load balancer and no target group has a name of more than 32 characters. */
export function longName({ inputs }: Making): string | undefined {
  const name = text(inputs, "name");
  return name.length > 32 ? `ValidationError: '${name}' cannot be longer than '32' characters` : undefined;
}

/** The zones the subnets are in; one that is not of the local AWS counts as one of its own. */
function zones({ inputs, place, held }: Making): ReadonlySet<Value> {
  return new Set(
    texts(inputs["subnets"]).map(
      (id) => heldIn(held, SUBNET, place, id)?.properties["availabilityZone"] ?? id,
    ),
  );
}

function notInTwoZones(making: Making): string | undefined {
  if (making.inputs["subnetMappings"] !== undefined || zones(making).size >= 2) return undefined;
  return "ValidationError: At least two subnets in two different Availability Zones must be specified";
}

const loadBalancer: Row = {
  type: "aws:lb/loadBalancer:LoadBalancer",
  source: page("00edc94be7a89c4c485415cdec27094875f61bfc", "internal/service/elbv2/load_balancer.go"),
  id: ({ inputs, place }) =>
    arn(place, "elasticloadbalancing", `loadbalancer/app/${text(inputs, "name")}/${elbId()}`),
  idLine: 443,
  autoName: "name",
  unique: {
    key: ({ inputs, place }) => `${place.region} ${text(inputs, "name")}`,
    error: "DuplicateLoadBalancerName: a load balancer of that name exists already",
  },
  replaceOn: { customerOwnedIpv4Pool: 141, internal: 224, loadBalancerType: 249, name: 272, namePrefix: 280 },
  update: "changed",
  updateLine: 50,
  refuses: (making) => {
    const type = making.inputs["loadBalancerType"] ?? "application";
    if (type !== "application") return "NotHere: the local AWS has application load balancers only";
    return longName(making) ?? notInTwoZones(making);
  },
  keeps: ({ properties }) =>
    properties["enableDeletionProtection"] === true
      ? `OperationNotPermitted: Load balancer '${text(properties, "arn")}' cannot be deleted because deletion protection is enabled`
      : undefined,
  computed: ({ inputs, place, held }, id) => {
    const suffix = id.split(":loadbalancer/")[1] ?? "";
    const digits = Number.parseInt(suffix.slice(-8), 16);
    const scheme = inputs["internal"] === true ? "internal-" : "";
    const [first = ""] = texts(inputs["subnets"]);
    const vpcId = heldIn(held, SUBNET, place, first)?.properties["vpcId"];
    return {
      ...(vpcId === undefined ? {} : { vpcId }),
      arn: id,
      arnSuffix: suffix,
      clientKeepAlive: inputs["clientKeepAlive"] ?? 3600,
      desyncMitigationMode: inputs["desyncMitigationMode"] ?? "defensive",
      dnsName: `${scheme}${text(inputs, "name")}-${digits}.${place.region}.elb.${dnsSuffix(place)}`,
      dropInvalidHeaderFields: inputs["dropInvalidHeaderFields"] ?? false,
      enableDeletionProtection: inputs["enableDeletionProtection"] ?? false,
      enableHttp2: inputs["enableHttp2"] ?? true,
      enableTlsVersionAndCipherSuiteHeaders: inputs["enableTlsVersionAndCipherSuiteHeaders"] ?? false,
      enableWafFailOpen: inputs["enableWafFailOpen"] ?? false,
      enableXffClientPort: inputs["enableXffClientPort"] ?? false,
      enableZonalShift: inputs["enableZonalShift"] ?? false,
      idleTimeout: inputs["idleTimeout"] ?? 60,
      internal: inputs["internal"] ?? false,
      ipAddressType: inputs["ipAddressType"] ?? "ipv4",
      loadBalancerType: inputs["loadBalancerType"] ?? "application",
      preserveHostHeader: inputs["preserveHostHeader"] ?? false,
      xffHeaderProcessingMode: inputs["xffHeaderProcessingMode"] ?? "append",
      zoneId: loadBalancerZones[place.region] ?? "",
    };
  },
};

const listener: Row = {
  type: "aws:lb/listener:Listener",
  source: page("01c08000ddb14181b5bd19201d8fca311dc570e4", "internal/service/elbv2/listener.go"),
  id: ({ inputs }) => `${text(inputs, "loadBalancerArn").replace(":loadbalancer/", ":listener/")}/${elbId()}`,
  idLine: 460,
  unique: {
    key: ({ inputs }) => `${text(inputs, "loadBalancerArn")} ${text(inputs, "port")}`,
    error: "DuplicateListener: A listener already exists on this port for this load balancer",
  },
  replaceOn: { loadBalancerArn: 345 },
  // ModifyListener takes port, protocol and certificate again whatever changed, but default actions only when they did.
  update: "changed",
  updateLine: 34,
  computed: ({ inputs }, id) => {
    const protocol = inputs["protocol"] ?? "HTTP";
    return {
      arn: id,
      protocol,
      ...(protocol === "HTTPS" ? { sslPolicy: inputs["sslPolicy"] ?? "ELBSecurityPolicy-2016-08" } : {}),
    };
  },
};

/** A rule without a priority gets the one after the last, and keeps it. */
function priority({ inputs, before, held }: Making): number {
  const listenerArn = inputs["listenerArn"];
  const given = inputs["priority"] ?? before?.["priority"];
  if (given !== undefined) return Number(given);
  const others = held("aws:lb/listenerRule:ListenerRule").map(({ properties }) => properties);
  const taken = others.filter((rule) => rule["listenerArn"] === listenerArn).map((rule) => rule["priority"]);
  return Math.max(0, ...taken.map(Number)) + 1;
}

const listenerRule: Row = {
  type: "aws:lb/listenerRule:ListenerRule",
  source: page("032c4f076a6cb8e54a85cb60f237cb80ab18b36b", "internal/service/elbv2/listener_rule.go"),
  id: ({ inputs }) => `${text(inputs, "listenerArn").replace(":listener/", ":listener-rule/")}/${elbId()}`,
  idLine: 57,
  unique: {
    key: (making) => `${text(making.inputs, "listenerArn")} ${priority(making)}`,
    error: "PriorityInUse: a rule of the listener has that priority already",
  },
  replaceOn: { listenerArn: 453 },
  // Actions, conditions and priority each go alone: what the release moved stays where only conditions change.
  update: "changed",
  updateLine: 59,
  computed: (making, id) => ({ arn: id, priority: priority(making) }),
};

/** Whether any action, at any depth, names a target group. */
export function forwardsTo({ actions, defaultActions }: Values, targetGroup: string): boolean {
  return JSON.stringify([actions ?? null, defaultActions ?? null]).includes(targetGroup);
}

export const lb = [loadBalancer, listener, listenerRule];

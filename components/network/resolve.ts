/** A VPC to be made, checked: everything wrong said at once. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";
import { ipv4Range, isUnusable } from "../ipv4-range";
import { logRetentionProblems } from "../log-retention";
import { endpointProblems, type Endpoints } from "./endpoint-services";

/** How private subnets reach the internet. */
export const NatGateways = {
  /** Not at all: no cost, only what has an endpoint in the VPC can be reached. */
  None: "None",
  /** Through one NAT gateway: one zone's failure cuts all of them off. */
  Single: "Single",
  /** Through a NAT gateway in every zone. */
  OnePerAz: "OnePerAz",
} as const;
export type NatGateways = (typeof NatGateways)[keyof typeof NatGateways];

/** Who talks to whom in a VPC, in CloudWatch Logs: accepted and rejected, every ten minutes. */
export interface FlowLogs {
  /** How many days the log is kept: 1 to 3653, as CloudWatch Logs counts. Defaults to 30. */
  retentionDays?: number;
}

/** A VPC to be made. */
export interface NewVpc extends Endpoints {
  /**
   * The address range, as IPv4 CIDR with a mask from /16 to /24: `10.10.0.0/16`. Each zone gets a quarter of it, half
   * for its public and half for its private subnet, so that zones can be added later and nothing moves.
   */
  cidrBlock: string;
  /** Ranges in use elsewhere that this one must not overlap: other stages, offices, peers. Defaults to none. */
  takenCidrBlocks?: string[];
  /** In how many zones it has subnets, 1 to 3. It may grow, never shrink under what stands there. Defaults to 2. */
  availabilityZones?: number;
  /** How private subnets reach the internet. Defaults to None. */
  natGateways?: NatGateways;
  /** Whether who talks to whom is logged. Defaults to not. */
  flowLogs?: FlowLogs;
}

/** As many bits of an address as tell four zones apart. */
const ZONE_BITS = 2;

/**
 * The mask of a zone's block: the same for every number of zones, or the subnets that are there would move when one is
 * added. The smallest range, /24, leaves subnets of /27, which a load balancer needs
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html).
 *
 * @throws RangeError when the range is none
 */
export function zoneMask(cidrBlock: string): number {
  const range = ipv4Range(cidrBlock);
  if (range === undefined) throw new RangeError(`no address range: ${cidrBlock}`);
  return range.subnetMask + ZONE_BITS;
}

/** How many NAT gateways a new VPC has. */
export function natGatewayCount({ natGateways, availabilityZones = 2 }: NewVpc): number {
  switch (natGateways ?? NatGateways.None) {
    case NatGateways.None:
      return 0;
    case NatGateways.Single:
      return 1;
    case NatGateways.OnePerAz:
      return availabilityZones;
  }
}

/** Everything wrong with a VPC to be made; `path` is where it stands. */
export function newVpcProblems(
  vpc: Unchecked<NewVpc>,
  path: string,
  { holdsLoadBalancer = false }: { readonly holdsLoadBalancer?: boolean | undefined } = {},
): Problem[] {
  return [
    ...rangeProblems(vpc, path),
    ...zoneProblems(vpc, path, holdsLoadBalancer),
    ...natProblems(vpc, path),
    ...takenProblems(vpc, path),
    ...endpointProblems(vpc, path),
    ...logRetentionProblems(vpc.flowLogs?.retentionDays, `${path}.flowLogs.retentionDays`),
  ];
}

function rangeProblems({ cidrBlock }: Unchecked<NewVpc>, path: string): Problem[] {
  const range = ipv4Range(cidrBlock);
  if (range !== undefined && isUnusable(range)) {
    const rule = "a range a network can have: neither this host's, loopback, link-local nor multicast";
    return [
      { property: `${path}.cidrBlock`, rule, got: shown(cidrBlock), remedy: "for example 10.10.0.0/16" },
    ];
  }
  if (range !== undefined && range.subnetMask >= 16 && range.subnetMask <= 24) return [];
  const rule = "an IPv4 CIDR from /16 to /24 that begins at its first address";
  const remedy = "for example 10.10.0.0/16";
  return [{ property: `${path}.cidrBlock`, rule, got: shown(cidrBlock), remedy }];
}

function zoneProblems(
  { availabilityZones = 2 }: Unchecked<NewVpc>,
  path: string,
  holdsLoadBalancer: boolean,
): Problem[] {
  const property = `${path}.availabilityZones`;
  const got = shown(availabilityZones);
  if (!Number.isInteger(availabilityZones) || availabilityZones < 1 || availabilityZones > 3)
    return [{ property, rule: "a whole number from 1 to 3", got, remedy: "use 2" }];
  if (availabilityZones >= 2 || !holdsLoadBalancer) return [];
  const rule = "at least 2, as a load balancer needs subnets in two zones";
  return [{ property, rule, got, remedy: "use 2" }];
}

function natProblems({ natGateways }: Unchecked<NewVpc>, path: string): Problem[] {
  const nats = Object.values(NatGateways);
  if (natGateways === undefined || nats.includes(natGateways)) return [];
  const rule = `one of ${nats.join(", ")}`;
  return [{ property: `${path}.natGateways`, rule, got: shown(natGateways), remedy: "choose one" }];
}

function takenProblems({ cidrBlock, takenCidrBlocks = [] }: Unchecked<NewVpc>, path: string): Problem[] {
  const own = ipv4Range(cidrBlock);
  return takenCidrBlocks.flatMap((taken, index): Problem[] => {
    const property = `${path}.takenCidrBlocks[${index}]`;
    const other = ipv4Range(taken);
    if (other === undefined)
      return [{ property, rule: "an IPv4 CIDR", got: shown(taken), remedy: "for example 10.0.0.0/16" }];
    if (own === undefined || !(own.isInSubnet(other) || other.isInSubnet(own))) return [];
    const rule = `a range that does not overlap ${taken} (${property})`;
    const remedy = "choose a free range; it cannot be changed later";
    return [{ property: `${path}.cidrBlock`, rule, got: shown(cidrBlock), remedy }];
  });
}

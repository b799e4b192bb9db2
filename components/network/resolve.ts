/** Network arguments, checked: every default filled in, everything wrong said at once. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";
import { ipv4Range } from "../ipv4-range";

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

/** A VPC to be made. */
export interface NewVpc {
  /** The address range, as IPv4 CIDR with a mask from /16 to /24: `10.10.0.0/16`. */
  cidrBlock: string;
  /** Ranges in use elsewhere that this one must not overlap: other stages, offices, peers. Defaults to none. */
  takenCidrBlocks?: string[];
  /** In how many zones it has subnets, 1 to 3. Defaults to 2. */
  availabilityZones?: number;
  /** How private subnets reach the internet. Defaults to None. */
  natGateways?: NatGateways;
}

/** A VPC that exists. */
export interface ExistingVpc {
  /** `vpc-` and 8 or 17 hexadecimal digits. */
  vpcId: string;
  /** Subnets with a route to an internet gateway. Defaults to none. */
  publicSubnetIds?: string[];
  /** Subnets without one; functions and instances live here. At least one. */
  privateSubnetIds: string[];
}

/** Everything wrong with a VPC to be made; `path` is where it stands. */
export function newVpcProblems(vpc: Unchecked<NewVpc>, path: string): Problem[] {
  const problems: Problem[] = [];
  const own = ipv4Range(vpc.cidrBlock);
  if (own === undefined || own.subnetMask < 16 || own.subnetMask > 24) {
    const rule = "an IPv4 CIDR from /16 to /24 that begins at its first address";
    const remedy = "for example 10.10.0.0/16";
    problems.push({ property: `${path}.cidrBlock`, rule, got: shown(vpc.cidrBlock), remedy });
  }
  const zones = vpc.availabilityZones ?? 2;
  if (!Number.isInteger(zones) || zones < 1 || zones > 3) {
    const rule = "a whole number from 1 to 3";
    problems.push({ property: `${path}.availabilityZones`, rule, got: shown(zones), remedy: "use 2" });
  }
  const nats = Object.values(NatGateways);
  if (vpc.natGateways !== undefined && !nats.includes(vpc.natGateways)) {
    const rule = `one of ${nats.join(", ")}`;
    const got = shown(vpc.natGateways);
    problems.push({ property: `${path}.natGateways`, rule, got, remedy: "choose one" });
  }
  for (const [index, taken] of (vpc.takenCidrBlocks ?? []).entries()) {
    const property = `${path}.takenCidrBlocks[${index}]`;
    const other = ipv4Range(taken);
    if (other === undefined) {
      problems.push({ property, rule: "an IPv4 CIDR", got: shown(taken), remedy: "for example 10.0.0.0/16" });
    } else if (own !== undefined && (own.isInSubnet(other) || other.isInSubnet(own))) {
      const rule = `a range that does not overlap ${taken} (${property})`;
      const remedy = "choose a free range; it cannot be changed later";
      problems.push({ property: `${path}.cidrBlock`, rule, got: shown(vpc.cidrBlock), remedy });
    }
  }
  return problems;
}

/** Everything wrong with the ids of a VPC that exists. */
export function existingVpcProblems(vpc: Unchecked<ExistingVpc>, path: string): Problem[] {
  const problems: Problem[] = [];
  const check = (property: string, prefix: string, id: string | undefined): void => {
    if (id !== undefined && new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`).test(id)) return;
    const rule = `${prefix}- and 8 or 17 hexadecimal digits`;
    problems.push({ property, rule, got: shown(id), remedy: "copy the id from AWS" });
  };
  check(`${path}.vpcId`, "vpc", vpc.vpcId);
  if (vpc.privateSubnetIds === undefined || vpc.privateSubnetIds.length === 0) {
    const got = shown(vpc.privateSubnetIds);
    const remedy = "functions and instances live there";
    problems.push({ property: `${path}.privateSubnetIds`, rule: "at least one subnet", got, remedy });
  }
  for (const kind of ["publicSubnetIds", "privateSubnetIds"] as const) {
    const ids = vpc[kind] ?? [];
    ids.forEach((id, index) => {
      check(`${path}.${kind}[${index}]`, "subnet", id);
      if (ids.indexOf(id) === index) return;
      problems.push({
        property: `${path}.${kind}[${index}]`,
        rule: "listed once",
        got: shown(id),
        remedy: "remove one",
      });
    });
  }
  return problems;
}

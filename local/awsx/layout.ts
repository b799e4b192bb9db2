/**
 * The whole VPC as data: from what is asked and the zones it stands in to every child awsx makes, with its name,
 * tags and address. Pure; `vpc.ts` only carries it out, `children.ts` says where awsx states it.
 */
import { shown, Refusal } from "../../refusal/refusal";
import { addressesIn, bitsFor, parseBlock } from "./cidr";
import { defaultSpecs, placeSubnets, type PlacedSubnet } from "./subnets";
import {
  natProblems,
  NatGatewayStrategy,
  specName,
  specProblems,
  SubnetType,
  type SubnetSpec,
} from "./subnet-specs";

/** What is asked; `Tag` is whatever stands for a tag's value, which no decision here depends on. */
export interface LayoutArgs<Tag> {
  readonly name: string;
  readonly cidrBlock: string;
  /** The mask of each zone's block; left out, the zones share the VPC's block equally. */
  readonly availabilityZoneCidrMask?: number | undefined;
  readonly natGatewayStrategy: NatGatewayStrategy;
  /** Left out, a Private and a Public one. */
  readonly subnetSpecs?: readonly SubnetSpec[] | undefined;
  readonly tags: Readonly<Record<string, Tag>>;
}

export type Tags<Tag> = Readonly<Record<string, Tag | string>>;

/** A child with nothing of its own but name and tags. */
export interface NamedPlan<Tag> {
  readonly name: string;
  readonly tags: Tags<Tag>;
}

/** Where a subnet's route table sends what is not for the VPC: to the internet gateway, or a NAT gateway by name. */
export type DefaultRoute = "internetGateway" | { readonly natGateway: string };

/** A subnet with its route table and their association, which have the subnet's name (and the table its tags). */
export interface SubnetPlan<Tag> extends NamedPlan<Tag> {
  readonly type: SubnetType;
  readonly zone: string;
  readonly cidrBlock: string;
  /** The NAT gateway that stands in the subnet; its Elastic IP has the same name and tags. */
  readonly natGateway?: NamedPlan<Tag>;
  /** The route has the subnet's name; left out, nothing leaves the VPC. */
  readonly defaultRoute?: DefaultRoute;
}

/** A spec as awsx reports it back. */
export interface ResolvedSpec {
  readonly type: SubnetType;
  readonly name?: string;
  readonly cidrMask?: number;
  /** Addresses, also those AWS keeps for itself. */
  readonly size?: number;
  readonly cidrBlocks?: string[];
}

export interface VpcPlan<Tag> extends NamedPlan<Tag> {
  readonly cidrBlock: string;
  readonly internetGateway: NamedPlan<Tag>;
  /** In the order awsx makes them: by zone; in a zone the public ones, the private ones, the isolated ones. */
  readonly subnets: readonly SubnetPlan<Tag>[];
  readonly subnetLayout: readonly ResolvedSpec[];
}

/**
 * Plans the VPC.
 * @param zones - at least one, all different, in the order the subnets are numbered by.
 * @throws Refusal when the subnets cannot be placed, or the NAT gateways have no place to stand.
 */
export function layOut<Tag>(args: LayoutArgs<Tag>, zones: readonly string[]): VpcPlan<Tag> {
  const { name, cidrBlock, natGatewayStrategy, tags } = args;
  const vpc = parseBlock(cidrBlock);
  if (vpc === undefined) {
    throw new Refusal({
      property: "cidrBlock",
      rule: "an IPv4 block without host bits, such as 10.0.0.0/16",
      got: shown(cidrBlock),
      remedy: "correct it",
    });
  }
  const zoneMask = args.availabilityZoneCidrMask ?? vpc.subnetMask + bitsFor(zones.length);
  const specs = args.subnetSpecs ?? defaultSpecs(vpc, zoneMask, zones.length);
  const problems = [...specProblems(specs, zones.length), ...natProblems(natGatewayStrategy, specs)];
  if (problems.length > 0) throw new Refusal(...problems);

  const placed = placeSubnets(vpc, zoneMask, zones, specs).sort(byZoneThenType);
  const shared = { Name: name, ...tags };
  return {
    name,
    cidrBlock,
    tags: shared,
    internetGateway: { name, tags: shared },
    subnets: placed.map((subnet, index) => subnetPlan(args, subnet, isFirstOfZone(placed, index))),
    subnetLayout: specs.map((spec) => resolved(spec, args.subnetSpecs !== undefined)),
  };
}

const RANKS: Readonly<Record<SubnetType, number>> = { Public: 0, Private: 1, Isolated: 2 };

/** The public ones first, because the others' routes go through their NAT gateway. */
function byZoneThenType(one: PlacedSubnet, other: PlacedSubnet): number {
  return one.zoneNumber - other.zoneNumber || RANKS[one.spec.type] - RANKS[other.spec.type];
}

function isFirstOfZone(placed: readonly PlacedSubnet[], index: number): boolean {
  return placed[index - 1]?.zoneNumber !== placed[index]?.zoneNumber;
}

function subnetPlan<Tag>(
  { name: vpcName, tags, natGatewayStrategy }: LayoutArgs<Tag>,
  { spec, zone, zoneNumber, block }: PlacedSubnet,
  firstOfZone: boolean,
): SubnetPlan<Tag> {
  const name = `${vpcName}-${specName(spec)}-${zoneNumber}`;
  const gateway = natGatewayOf(natGatewayStrategy, vpcName, zoneNumber);
  const common = {
    name,
    type: spec.type,
    zone,
    cidrBlock: block.networkForm(),
    tags: { ...tags, Name: name, SubnetType: spec.type },
  };
  switch (spec.type) {
    case SubnetType.Public: {
      const hosts = firstOfZone && gateway === `${vpcName}-${zoneNumber}`;
      const natGateway = hosts ? { name: gateway, tags: { ...tags, Name: gateway } } : undefined;
      return { ...common, defaultRoute: "internetGateway", ...(natGateway && { natGateway }) };
    }
    case SubnetType.Private:
      return gateway === undefined ? common : { ...common, defaultRoute: { natGateway: gateway } };
    case SubnetType.Isolated:
      return common;
  }
}

/** The name of the NAT gateway that serves a zone. */
function natGatewayOf(strategy: NatGatewayStrategy, vpcName: string, zoneNumber: number): string | undefined {
  switch (strategy) {
    case NatGatewayStrategy.None:
      return undefined;
    case NatGatewayStrategy.Single:
      return `${vpcName}-1`;
    case NatGatewayStrategy.OnePerAz:
      return `${vpcName}-${zoneNumber}`;
  }
}

/** awsx adds the size to a given mask, and to no other. */
function resolved({ type, name, cidrMask, cidrBlocks }: SubnetSpec, given: boolean): ResolvedSpec {
  return {
    type,
    // An empty name counts as none here, though not in the subnets' names.
    ...(name !== undefined && name !== "" && { name }),
    ...(cidrMask !== undefined && { cidrMask }),
    ...(given && cidrMask !== undefined && cidrBlocks === undefined && { size: addressesIn(cidrMask) }),
    ...(cidrBlocks !== undefined && { cidrBlocks: [...cidrBlocks] }),
  };
}

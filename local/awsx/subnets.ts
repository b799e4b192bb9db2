/**
 * The addresses of a VPC's subnets, as awsx computes them with the strategy Auto: every zone gets a block of equal
 * size (unless told otherwise, the VPC's mask and as many bits as tell the zones apart), and in it the subnets follow
 * each other in the order of their specs, each at the first address its size can start at. Blocks that are given are
 * taken as they are.
 * Where awsx says so: address-rules.ts.
 */
import type { Address4 } from "ip-address";
import { Refusal, type Problem } from "../../refusal/refusal";
import { addressesIn, bitsFor, blockAfter, blockWith, overlap, parseBlock } from "./cidr";
import { SMALLEST_MASK, specName, SubnetType, type SubnetSpec } from "./subnet-specs";

/** A spec in a zone, with its address. */
export interface PlacedSubnet {
  readonly spec: SubnetSpec;
  readonly zone: string;
  /** 1 for the first zone. */
  readonly zoneNumber: number;
  readonly block: Address4;
}

/** The smallest block a zone may have when awsx chooses the subnets. */
const SMALLEST_DEFAULT_ZONE = 26;

/** The specs awsx takes when none are given, for zones of that mask; throws a Refusal when they are too small. */
export function defaultSpecs(vpc: Address4, zoneMask: number, zoneCount: number): readonly SubnetSpec[] {
  if (zoneMask > SMALLEST_DEFAULT_ZONE) {
    throw new Refusal({
      property: "cidrBlock",
      rule: `a block with room for a /${SMALLEST_DEFAULT_ZONE} in each of ${zoneCount} zones when subnetSpecs is left out`,
      got: `${vpc.networkForm()}, a /${zoneMask} each`,
      remedy: "take a larger block or fewer zones, or give subnetSpecs",
    });
  }
  return [
    { type: SubnetType.Private, cidrMask: zoneMask + 1 },
    { type: SubnetType.Public, cidrMask: zoneMask + 2 },
  ];
}

/**
 * Every spec in every zone, zone by zone, in the order of the specs.
 * @throws Refusal when the subnets do not fit, overlap, leave the VPC or have a size AWS does not take.
 */
export function placeSubnets(
  vpc: Address4,
  zoneMask: number,
  zones: readonly string[],
  specs: readonly SubnetSpec[],
): PlacedSubnet[] {
  const blocks = specs.some(({ cidrBlocks }) => cidrBlocks !== undefined)
    ? givenBlocks(zones, specs)
    : computedBlocks(vpc, zoneMask, zones, specs);
  const placed = zones.flatMap((zone, index) =>
    specs.flatMap((spec, position) => {
      const block = blocks[index]?.[position];
      return block === undefined ? [] : [{ spec, zone, zoneNumber: index + 1, block }];
    }),
  );
  refuse([...overlapProblems(placed), ...outsideProblems(vpc, placed)]);
  return placed;
}

/** The blocks the specs name, one list a zone. */
function givenBlocks(zones: readonly string[], specs: readonly SubnetSpec[]): (Address4 | undefined)[][] {
  return zones.map((_, index) => specs.map(({ cidrBlocks }) => parseBlock(cidrBlocks?.[index] ?? "")));
}

/** The blocks awsx chooses, one list a zone. */
function computedBlocks(
  vpc: Address4,
  zoneMask: number,
  zones: readonly string[],
  specs: readonly SubnetSpec[],
): Address4[][] {
  const share = zoneMask + bitsFor(specs.length);
  refuse(sizeProblems(specs, zoneMask, share));
  let zoneBlock: Address4 | undefined;
  return zones.map(() => {
    zoneBlock = zoneBlock?.nextNetwork() ?? blockWith(vpc, zoneMask);
    let next = (mask: number) => blockWith(zoneBlock ?? vpc, mask);
    return specs.map(({ cidrMask = share }) => {
      const block = next(cidrMask);
      next = (mask) => blockAfter(block, mask);
      return block;
    });
  });
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refusal(...problems);
}

function sizeProblems(specs: readonly SubnetSpec[], zoneMask: number, share: number): Problem[] {
  const masks = specs.map(({ cidrMask }) => cidrMask ?? share);
  const wanted = masks.reduce((sum, mask) => sum + addressesIn(mask), 0);
  if (share > SMALLEST_MASK && masks.includes(share)) {
    return [
      {
        property: "subnetSpecs",
        rule: `few enough for a share of a /${SMALLEST_MASK} or more of each zone's /${zoneMask}`,
        got: `${specs.length} specs, a /${share} each`,
        remedy: "take a larger cidrBlock, fewer zones or fewer specs",
      },
    ];
  }
  return wanted <= addressesIn(zoneMask)
    ? []
    : [
        {
          property: "subnetSpecs",
          rule: `at most ${addressesIn(zoneMask)} addresses together, the /${zoneMask} of a zone`,
          got: String(wanted),
          remedy: "take a larger cidrBlock, fewer zones or larger masks",
        },
      ];
}

function overlapProblems(placed: readonly PlacedSubnet[]): Problem[] {
  return placed.flatMap((one, index) =>
    placed
      .slice(index + 1)
      .filter((other) => overlap(one.block, other.block))
      .map((other) => ({
        property: "subnetSpecs",
        rule: "subnets that do not overlap",
        got: `${described(one)} and ${described(other)}`,
        remedy: "take a larger cidrBlock, smaller subnets or fewer zones, or put the largest spec first",
      })),
  );
}

/** AWS's rule: awsx itself does not look. */
function outsideProblems(vpc: Address4, placed: readonly PlacedSubnet[]): Problem[] {
  return placed
    .filter(({ block }) => !block.isInSubnet(vpc))
    .map((subnet) => ({
      property: "subnetSpecs",
      rule: `subnets inside the VPC's ${vpc.networkForm()}`,
      got: described(subnet),
      remedy: "take a larger cidrBlock, smaller subnets or fewer zones, or put the largest spec first",
    }));
}

function described({ spec, zone, block }: PlacedSubnet): string {
  return `${specName(spec)} in ${zone} (${block.networkForm()})`;
}

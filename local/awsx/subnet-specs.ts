/**
 * What a VPC is asked to be, and what can be said about the asked subnets before any address is computed. awsx's
 * own rules, and AWS's where awsx would only let AWS fail.
 */
import { shown, type Problem } from "../../refusal/refusal";
import { parseBlock } from "./cidr";

export const SubnetType = { Public: "Public", Private: "Private", Isolated: "Isolated" } as const;
export type SubnetType = (typeof SubnetType)[keyof typeof SubnetType];

export const NatGatewayStrategy = { None: "None", Single: "Single", OnePerAz: "OnePerAz" } as const;
export type NatGatewayStrategy = (typeof NatGatewayStrategy)[keyof typeof NatGatewayStrategy];

/** Blocks AWS takes, for a VPC and for a subnet: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html. */
export const LARGEST_MASK = 16;
export const SMALLEST_MASK = 28;

/** A subnet wanted in every zone. */
export interface SubnetSpec {
  readonly type: SubnetType;
  /** Left out, the type in lower case. */
  readonly name?: string | undefined;
  /** The length of the subnet's mask; left out, an equal share of the zone's block. */
  readonly cidrMask?: number | undefined;
  /** The subnet's block in each zone. */
  readonly cidrBlocks?: readonly string[] | undefined;
}

/** The part of a subnet's name that is not the VPC's nor the zone's. */
export function specName({ name, type }: SubnetSpec): string {
  return name ?? type.toLowerCase();
}

/** What is wrong with the specs, for a VPC in so many zones. */
export function specProblems(specs: readonly SubnetSpec[], zoneCount: number): Problem[] {
  return [...nameProblems(specs), ...givenBlockProblems(specs, zoneCount)];
}

/** awsx asks for unlike names within a type; between types the engine would refuse two subnets of one name. */
function nameProblems(specs: readonly SubnetSpec[]): Problem[] {
  const names = specs.map(specName);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            property: `subnetSpecs[${index}].name`,
            rule: "a name no other spec has (left out, it is the type in lower case)",
            got: shown(name),
            remedy: "give the spec a name of its own",
          },
        ],
  );
}

function givenBlockProblems(specs: readonly SubnetSpec[], zoneCount: number): Problem[] {
  if (specs.every(({ cidrBlocks }) => cidrBlocks === undefined)) return [];
  return specs.flatMap(({ cidrBlocks, cidrMask }, index): Problem[] => {
    const property = `subnetSpecs[${index}].cidrBlocks`;
    if (cidrBlocks?.length !== zoneCount) {
      return [
        {
          property,
          rule: `a list of ${zoneCount} blocks, one for each zone, once any spec has cidrBlocks`,
          got: shown(cidrBlocks),
          remedy: "give every spec a block for every zone, or leave cidrBlocks out of all specs",
        },
      ];
    }
    const unlike = cidrBlocks.filter((block) => parseBlock(block)?.subnetMask !== cidrMask);
    return cidrMask === undefined || unlike.length === 0
      ? []
      : [
          {
            property,
            rule: `blocks with the mask /${cidrMask} of the spec's cidrMask`,
            got: unlike.join(", "),
            remedy: "leave cidrMask out, or make them agree",
          },
        ];
  });
}

/** NAT gateways stand in public subnets and serve the others, so they need both. */
export function natProblems(strategy: NatGatewayStrategy, specs: readonly SubnetSpec[]): Problem[] {
  const served = specs.some(({ type }) => type === SubnetType.Public);
  const serves = specs.some(({ type }) => type !== SubnetType.Public);
  return strategy === NatGatewayStrategy.None || (served && serves)
    ? []
    : [
        {
          property: "natGateways.strategy",
          rule: "None where subnetSpecs does not have both a Public spec and a Private or Isolated one",
          got: shown(strategy),
          remedy: "set it to None, or add the missing spec",
        },
      ];
}

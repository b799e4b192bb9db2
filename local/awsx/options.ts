/**
 * What the local awsx has of `awsx.ec2.Vpc`: the options it serves, what each means when left out, and where awsx
 * says so. Every other option of awsx is refused by name, so nothing given is ever ignored.
 */
import { awsxSource } from "./source";

export interface ServedOption {
  readonly option: string;
  /** What awsx does when the option is left out. */
  readonly leftOut: string;
  readonly source: string;
}

export interface Options {
  readonly served: readonly ServedOption[];
  /** Options of awsx the local awsx does not have. */
  readonly refused: readonly string[];
}

const PASSED_ON = awsxSource("awsx/ec2/vpc.ts", 492, 500);
const NORMALIZED = awsxSource("awsx/ec2/subnetDistributorNew.ts", 380, 413);

/** Of the VPC itself. */
export const vpcOptions: Options = {
  served: [
    { option: "cidrBlock", leftOut: "10.0.0.0/16", source: awsxSource("awsx/ec2/vpc.ts", 450, 464) },
    {
      option: "numberOfAvailabilityZones",
      leftOut: "3, unless availabilityZoneNames is given; both together are an error",
      source: awsxSource("awsx/ec2/vpc.ts", 118, 129),
    },
    {
      option: "availabilityZoneNames",
      leftOut: "the first zones of the look-up, which filters by neither state nor opt-in",
      source: awsxSource("awsx/ec2/vpc.ts", 657, 673),
    },
    {
      option: "availabilityZoneCidrMask",
      leftOut: "the VPC's mask plus the bits that tell the zones apart",
      source: awsxSource("awsx/ec2/subnetDistributorNew.ts", 132, 132),
    },
    { option: "natGateways", leftOut: "OnePerAz", source: awsxSource("awsx/ec2/vpc.ts", 131, 132) },
    {
      option: "subnetSpecs",
      leftOut: "a Private one of half of each zone's block and a Public one of a quarter",
      source: awsxSource("awsx/ec2/subnetDistributorNew.ts", 255, 276),
    },
    {
      option: "subnetStrategy",
      leftOut: "Legacy, which the local awsx does not have: Auto must be given",
      source: awsxSource("awsx/ec2/vpc.ts", 136, 136),
    },
    { option: "enableDnsHostnames", leftOut: "left to the VPC resource", source: PASSED_ON },
    { option: "enableDnsSupport", leftOut: "left to the VPC resource", source: PASSED_ON },
    { option: "tags", leftOut: "only Name", source: awsxSource("awsx/ec2/vpc.ts", 143, 143) },
  ],
  refused: [
    "assignGeneratedIpv6CidrBlock",
    "enableNetworkAddressUsageMetrics",
    "instanceTenancy",
    "ipv4IpamPoolId",
    "ipv4NetmaskLength",
    "ipv6CidrBlock",
    "ipv6CidrBlockNetworkBorderGroup",
    "ipv6IpamPoolId",
    "ipv6NetmaskLength",
    "region",
    "subnetNameTagStrategy",
    "vpcEndpointSpecs",
    "vpcEndpointStrategy",
  ],
};

/** Of `natGateways`. */
export const natGatewayOptions: Options = {
  served: [{ option: "strategy", leftOut: "OnePerAz", source: awsxSource("awsx/ec2/vpc.ts", 131, 132) }],
  refused: ["elasticIpAllocationIds"],
};

/** Of each of `subnetSpecs`. */
export const subnetSpecOptions: Options = {
  served: [
    { option: "type", leftOut: "required", source: awsxSource("awsx/ec2/vpc.ts", 190, 243) },
    {
      option: "cidrMask",
      leftOut: "an equal share of the zone's block, rounded down to a power of two",
      source: awsxSource("awsx/ec2/subnetDistributorNew.ts", 139, 152),
    },
    { option: "cidrBlocks", leftOut: "computed; once one spec has them, all must", source: NORMALIZED },
    {
      option: "name",
      leftOut: "the type in lower case",
      source: awsxSource("awsx/ec2/subnetNaming.ts", 47, 74),
    },
  ],
  refused: ["assignIpv6AddressOnCreation", "size", "tags"],
};

/**
 * What awsx makes for a VPC, as a table: for every type of child how many there are, their names, parents and key
 * properties, and where awsx's source says so. Written from that source and not from the layout, so a test can hold
 * the component against it. The addresses are in address-rules.ts.
 */
import { natGateways, subnets, type Request } from "./request";
import { awsxSource } from "./source";
import { SubnetType } from "./subnet-specs";

/** An output of another child, as a property's value. */
export interface Reference {
  readonly type: string;
  readonly name: string;
  readonly output: "id" | "allocationId";
}

export interface Child {
  readonly name: string;
  /** The parent's name; its type is the row's. */
  readonly parent: string;
  /** Every property awsx sets for the served options, but a subnet's address. */
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface ChildRow {
  readonly type: string;
  /** The options that decide how many there are. */
  readonly decidedBy: readonly string[];
  readonly count: string;
  readonly name: string;
  readonly parentType: string;
  readonly source: string;
  /** The children of this type, in the order awsx makes them. */
  readonly children: (request: Request) => readonly Child[];
}

const VPC = "aws:ec2/vpc:Vpc";
const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const SUBNET = "aws:ec2/subnet:Subnet";
const TABLE = "aws:ec2/routeTable:RouteTable";
const EIP = "aws:ec2/eip:Eip";
const NAT = "aws:ec2/natGateway:NatGateway";

const ZONE_OPTIONS = ["availabilityZoneNames", "numberOfAvailabilityZones"];
const SUBNET_OPTIONS = [...ZONE_OPTIONS, "subnetSpecs"];
const NAT_OPTIONS = [...SUBNET_OPTIONS, "natGateways"];
const SUBNET_NAME = "<vpc>-<the spec's name, else its type in lower case>-<the zone's number, from 1>";
const EVERYWHERE = "0.0.0.0/0";

export const childRows: readonly ChildRow[] = [
  {
    type: VPC,
    decidedBy: [],
    count: "1",
    name: "<vpc>",
    parentType: "awsx:ec2:Vpc",
    source: awsxSource("awsx/ec2/vpc.ts", 492, 500),
    children: ({ name, cidrBlock, tags, enableDnsHostnames, enableDnsSupport }) => [
      {
        name,
        parent: name,
        properties: {
          cidrBlock,
          tags: { Name: name, ...tags },
          ...(enableDnsHostnames !== undefined && { enableDnsHostnames }),
          ...(enableDnsSupport !== undefined && { enableDnsSupport }),
        },
      },
    ],
  },
  {
    type: GATEWAY,
    decidedBy: [],
    count: "1, whatever the subnets are",
    name: "<vpc>",
    parentType: VPC,
    source: awsxSource("awsx/ec2/vpc.ts", 165, 173),
    children: ({ name, tags }) => [
      { name, parent: name, properties: { vpcId: id(VPC, name), tags: { Name: name, ...tags } } },
    ],
  },
  {
    type: SUBNET,
    decidedBy: SUBNET_OPTIONS,
    count: "zones × specs",
    name: SUBNET_NAME,
    parentType: VPC,
    source: awsxSource("awsx/ec2/vpc.ts", 190, 231),
    children: (request) =>
      subnets(request).map(({ name, zone, type }) => ({
        name,
        parent: request.name,
        properties: {
          vpcId: id(VPC, request.name),
          availabilityZone: zone,
          mapPublicIpOnLaunch: type === SubnetType.Public,
          assignIpv6AddressOnCreation: false,
          tags: { ...request.tags, Name: name, SubnetType: type },
        },
      })),
  },
  {
    type: TABLE,
    decidedBy: SUBNET_OPTIONS,
    count: "one a subnet",
    name: SUBNET_NAME,
    parentType: SUBNET,
    source: awsxSource("awsx/ec2/vpc.ts", 250, 262),
    children: (request) =>
      subnets(request).map(({ name, type }) => ({
        name,
        parent: name,
        properties: {
          vpcId: id(VPC, request.name),
          tags: { ...request.tags, Name: name, SubnetType: type },
        },
      })),
  },
  {
    type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    decidedBy: SUBNET_OPTIONS,
    count: "one a subnet",
    name: SUBNET_NAME,
    parentType: TABLE,
    source: awsxSource("awsx/ec2/vpc.ts", 265, 273),
    children: (request) =>
      subnets(request).map(({ name }) => ({
        name,
        parent: name,
        properties: { routeTableId: id(TABLE, name), subnetId: id(SUBNET, name) },
      })),
  },
  {
    type: EIP,
    decidedBy: NAT_OPTIONS,
    count: "one a NAT gateway",
    name: "<vpc>-<the zone's number>",
    parentType: SUBNET,
    source: awsxSource("awsx/ec2/vpc.ts", 283, 293),
    children: (request) =>
      natGateways(request).map(({ name, subnet }) => ({
        name,
        parent: subnet,
        properties: { tags: { ...request.tags, Name: name } },
      })),
  },
  {
    type: NAT,
    decidedBy: NAT_OPTIONS,
    count: "None: 0, Single: 1, OnePerAz: zones; each in its zone's first public subnet",
    name: "<vpc>-<the zone's number>",
    parentType: SUBNET,
    source: awsxSource("awsx/ec2/vpc.ts", 276, 309),
    children: (request) =>
      natGateways(request).map(({ name, subnet }) => ({
        name,
        parent: subnet,
        properties: {
          subnetId: id(SUBNET, subnet),
          allocationId: { type: EIP, name, output: "allocationId" },
          tags: { ...request.tags, Name: name },
        },
      })),
  },
  {
    type: "aws:ec2/route:Route",
    decidedBy: NAT_OPTIONS,
    count: "one a public subnet; one a private subnet unless the strategy is None; none an isolated subnet",
    name: SUBNET_NAME,
    parentType: TABLE,
    source: awsxSource("awsx/ec2/vpc.ts", 313, 351),
    children: (request) =>
      subnets(request).flatMap(({ name, type, zoneNumber }) => {
        const target = routeTarget(request, type, zoneNumber);

        return target === undefined
          ? []
          : [
              {
                name,
                parent: name,
                properties: { routeTableId: id(TABLE, name), destinationCidrBlock: EVERYWHERE, ...target },
              },
            ];
      }),
  },
];

function id(type: string, name: string): Reference {
  return { type, name, output: "id" };
}

function routeTarget(
  request: Request,
  type: SubnetType,
  zoneNumber: number,
): Record<string, Reference> | undefined {
  if (type === SubnetType.Public) return { gatewayId: id(GATEWAY, request.name) };
  if (type === SubnetType.Isolated) return undefined;
  const number = { None: undefined, Single: 1, OnePerAz: zoneNumber }[request.natGatewayStrategy];
  return number === undefined ? undefined : { natGatewayId: id(NAT, `${request.name}-${number}`) };
}

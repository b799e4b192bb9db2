/** The network of a stage: its zones, their subnets, and what stands in each. Pure. */
import { z } from "zod";
import { all, type Resource } from "../exported";
import type { Network, Subnet } from "./model";

const vpc = z.object({ cidrBlock: z.string() });
const zone = z.object({ name: z.string(), vpcs: z.array(z.unknown()).min(1) });
const subnet = z.object({
  arn: z.string(),
  availabilityZone: z.string(),
  cidrBlock: z.string(),
  mapPublicIpOnLaunch: z.boolean().default(false),
});
const subnetIds = z.array(z.string());

/** Undefined when the stack uses a network that is not its own. */
export function readNetwork(resources: readonly Resource[]): Network | undefined {
  const [own] = all(resources, "aws:ec2/vpc:Vpc", vpc);
  if (own === undefined) return undefined;
  const dwellers = readDwellers(resources);
  const subnets = all(resources, "aws:ec2/subnet:Subnet", subnet);
  const zones = [...new Set(subnets.map(({ availabilityZone }) => availabilityZone))].sort();
  return {
    cidrBlock: own.cidrBlock,
    privateZoneName: all(resources, "aws:route53/zone:Zone", zone)[0]?.name,
    zones: zones.map((name) => ({
      name,
      subnets: subnets
        .filter(({ availabilityZone }) => availabilityZone === name)
        .map(({ arn, cidrBlock, mapPublicIpOnLaunch }) => {
          const id = arn.slice(arn.lastIndexOf("/") + 1);
          const holds = dwellers.filter(({ ids }) => ids.includes(id)).map(({ what }) => what);
          return { public: mapPublicIpOnLaunch, cidrBlock, holds };
        })
        .sort(byKindAndRange),
    })),
  };
}

/** What stands in subnets, and in which; each word once. */
function readDwellers(resources: readonly Resource[]): { what: string; ids: string[] }[] {
  const nat = z.object({ subnetId: z.string() });
  const loadBalancer = z.object({ subnets: subnetIds });
  const group = z.object({ vpcZoneIdentifiers: subnetIds });
  const fn = z.object({ vpcConfig: z.object({ subnetIds }) });
  return [
    {
      what: "NAT gateway",
      ids: all(resources, "aws:ec2/natGateway:NatGateway", nat).map((one) => one.subnetId),
    },
    {
      what: "load balancer",
      ids: all(resources, "aws:lb/loadBalancer:LoadBalancer", loadBalancer).flatMap((one) => one.subnets),
    },
    {
      what: "fleets",
      ids: all(resources, "aws:autoscaling/group:Group", group).flatMap((one) => one.vpcZoneIdentifiers),
    },
    {
      what: "functions",
      ids: all(resources, "aws:lambda/function:Function", fn).flatMap((one) => one.vpcConfig.subnetIds),
    },
  ];
}

function byKindAndRange(a: Subnet, b: Subnet): number {
  return (
    Number(b.public) - Number(a.public) || a.cidrBlock.localeCompare(b.cidrBlock, "en", { numeric: true })
  );
}

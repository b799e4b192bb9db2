/** The network of a stack: its shape in the configuration, and what that shape cannot say. Pure. */
import { z } from "zod";
import { GatewayEndpoint, InterfaceEndpoint } from "../components/network/endpoint-services";
import { existingVpcProblems } from "../components/network/existing";
import { NatGateways, newVpcProblems } from "../components/network/resolve";
import { zoneSettingsProblems } from "../components/private-zone/resolve";
import type { Problem, Unchecked } from "../refusal/refusal";
import type { StackConfig } from "./config";

export const network = z.strictObject({
  /** The domain of a zone to make, in which services and instances have private names. */
  privateZoneName: z.string().optional(),
  /** The id of a private zone that exists and is used instead. */
  privateZoneId: z.string().optional(),
  create: z
    .strictObject({
      cidrBlock: z.string(),
      takenCidrBlocks: z.array(z.string()).optional(),
      availabilityZones: z.number().optional(),
      natGateways: z.enum(NatGateways).optional(),
      /** Ways to services of AWS by the route tables; all there are when left out. */
      gatewayEndpoints: z.array(z.enum(GatewayEndpoint)).optional(),
      /** The same by an interface in every zone; none when left out. */
      interfaceEndpoints: z.array(z.enum(InterfaceEndpoint)).optional(),
      /** A log of who talks to whom; {} keeps it as long as any other log. */
      flowLogs: z.strictObject({ retentionDays: z.number().optional() }).optional(),
    })
    .optional(),
  existing: z
    .strictObject({
      vpcId: z.string(),
      publicSubnetIds: z.array(z.string()).optional(),
      privateSubnetIds: z.array(z.string()),
    })
    .optional(),
});

export function networkProblems({ network, loadBalancer }: Unchecked<StackConfig>): Problem[] {
  if (network === undefined) return [];
  const { create, existing } = network;
  const both = create !== undefined && existing !== undefined;
  if (both || (create === undefined && existing === undefined)) {
    const got = both ? "both" : "neither";
    return [
      { property: "network", rule: "either create or existing", got, remedy: "give exactly one of the two" },
    ];
  }
  const needs = { holdsLoadBalancer: loadBalancer !== undefined };
  return [
    ...(create === undefined ? [] : newVpcProblems(create, "network.create", needs)),
    ...(existing === undefined ? [] : existingVpcProblems(existing, "network.existing", needs)),
    ...zoneSettingsProblems(
      { zoneName: network.privateZoneName, zoneId: network.privateZoneId },
      { zoneName: "network.privateZoneName", zoneId: "network.privateZoneId" },
    ),
  ];
}

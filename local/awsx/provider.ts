/**
 * The package `awsx` as a provider: it constructs `awsx:ec2:Vpc` and says of every other type that it does not have
 * it. Options are read, zones looked up and the whole VPC planned before anything is registered, so refused input
 * leaves nothing half done.
 */
import type { ComponentResourceOptions, Inputs } from "@pulumi/pulumi";
import type { ConstructResult, Provider } from "@pulumi/pulumi/provider";
import { Refusal } from "../../refusal/refusal";
import { readVpcArgs } from "./args";
import { layOut } from "./layout";
import { AWSX_VERSION } from "./source";
import { Vpc, VPC_TYPE } from "./vpc";
import { lookUpZones } from "./zones";

/** The local awsx; its `construct` throws a Refusal for what it does not have. */
export const awsxProvider = {
  version: AWSX_VERSION,

  async construct(
    name: string,
    type: string,
    inputs: Inputs,
    options: ComponentResourceOptions,
  ): Promise<ConstructResult> {
    if (type !== VPC_TYPE) {
      throw new Refusal({
        property: name,
        rule: `of type ${VPC_TYPE}, the only one the local awsx has`,
        got: type,
        remedy: "rehearse without it, or declare its parts with the package aws",
      });
    }
    const args = readVpcArgs(inputs);
    const zones = args.availabilityZoneNames ?? (await lookUpZones(args.numberOfAvailabilityZones, options));
    const plan = layOut({ ...args, name, natGatewayStrategy: args.natGateways.strategy }, zones);
    const vpc = new Vpc(plan, args, options);
    return { urn: vpc.urn, state: vpc.state };
  },
} satisfies Provider;

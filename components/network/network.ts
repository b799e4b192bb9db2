/** The network of a stage: a VPC with public and private subnets, made new or taken as it is. */
import { Vpc } from "@pulumi/awsx/ec2/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import { physicalName } from "../../naming/names";
import { sharedTags } from "../../naming/tags";
import { refuse } from "../refuse";
import { existingVpcProblems, NatGateways, newVpcProblems, type ExistingVpc, type NewVpc } from "./resolve";

export interface NetworkArgs {
  /** Names and tags are derived from it; `service` is left out. */
  identity: Identity;
  /** Who answers and pays for it. */
  ownership: Ownership;
  /** The VPC to make. Exactly one of `create` and `existing`. */
  create?: NewVpc;
  /** The VPC to use as it is; nothing is made or changed. */
  existing?: ExistingVpc;
}

/**
 * A VPC with public and private subnets in each zone.
 *
 * Throws `InputPropertiesError` when neither or both of `create` and `existing` are given, an address range is not
 * valid or overlaps one that is taken, or an id is malformed.
 *
 * @example
 * const network = new Network("network", {
 *   identity: { project: "shop", stage: "dev" },
 *   ownership: { owner: "web", costCenter: "1000" },
 *   create: { cidrBlock: "10.10.0.0/16", availabilityZones: 2 },
 * });
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("multistage:index:Network", name, args, opts);
    checkArgs(args);
    const { create, existing } = args;
    const vpc = create === undefined ? undefined : createVpc(this, args, create);

    this.vpcId = pulumi.output(vpc?.vpcId ?? existing?.vpcId ?? "");
    this.publicSubnetIds = pulumi.output(vpc?.publicSubnetIds ?? existing?.publicSubnetIds ?? []);
    this.privateSubnetIds = pulumi.output(vpc?.privateSubnetIds ?? existing?.privateSubnetIds ?? []);
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
    });
  }
}

function createVpc(parent: Network, { identity, ownership }: NetworkArgs, vpc: NewVpc): Vpc {
  const named = { ...identity, role: "network" };
  // awsx takes its children's Name tags from this logical name.
  return new Vpc(
    physicalName("aws:ec2/vpc:Vpc", named),
    {
      cidrBlock: vpc.cidrBlock,
      numberOfAvailabilityZones: vpc.availabilityZones ?? 2,
      natGateways: { strategy: vpc.natGateways ?? NatGateways.None },
      subnetStrategy: "Auto",
      // Private whether or not there is a NAT: another subnet type later would replace every subnet.
      subnetSpecs: [{ type: "Public" }, { type: "Private" }],
      enableDnsHostnames: true,
      tags: sharedTags(named, ownership),
    },
    { parent },
  );
}

function checkArgs({ create, existing }: NetworkArgs): void {
  if ((create === undefined) === (existing === undefined)) {
    const got = create === undefined ? "neither" : "both";
    refuse([
      { property: "create", rule: "given, or else existing", got, remedy: "give exactly one of the two" },
    ]);
  }
  refuse([
    ...(create === undefined ? [] : newVpcProblems(create, "create")),
    ...(existing === undefined ? [] : existingVpcProblems(existing, "existing")),
  ]);
}

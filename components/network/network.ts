/** The network of a stage: a VPC with public and private subnets, made new or taken as it is, and private names in it. */
import * as route53 from "@pulumi/aws/route53";
import { Vpc } from "@pulumi/awsx/ec2/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import { zoneProblems } from "../../naming/dns";
import { physicalName } from "../../naming/names";
import { sharedTags, tags } from "../../naming/tags";
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
  /**
   * The domain in which services and instances have names that only this VPC resolves: `dev.shop.internal`. Defaults to
   * none. A VPC that exists must have DNS hostnames and DNS support on.
   */
  privateZoneName?: string;
}

/**
 * A VPC with public and private subnets in each zone.
 *
 * Throws `InputPropertiesError` when neither or both of `create` and `existing` are given, an address range is not
 * valid or overlaps one that is taken, an id is malformed, or the zone's name is no domain name.
 *
 * @example
 * const network = new Network("network", {
 *   identity: { project: "shop", stage: "dev" },
 *   ownership: { owner: "web", costCenter: "1000" },
 *   create: { cidrBlock: "10.10.0.0/16", availabilityZones: 2 },
 *   privateZoneName: "dev.shop.internal",
 * });
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  /** Of the private zone, where one was asked for. */
  readonly privateZoneId?: pulumi.Output<string>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("multistage:index:Network", name, args, opts);
    checkArgs(args);
    const { create, existing } = args;
    const vpc = create === undefined ? undefined : createVpc(this, args, create);

    this.vpcId = pulumi.output(vpc?.vpcId ?? existing?.vpcId ?? "");
    this.publicSubnetIds = pulumi.output(vpc?.publicSubnetIds ?? existing?.publicSubnetIds ?? []);
    this.privateSubnetIds = pulumi.output(vpc?.privateSubnetIds ?? existing?.privateSubnetIds ?? []);
    if (args.privateZoneName !== undefined) {
      this.privateZoneId = createPrivateZone(this, name, args, this.vpcId).zoneId;
    }
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      privateZoneId: this.privateZoneId,
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

function createPrivateZone(
  parent: Network,
  name: string,
  { identity, ownership, privateZoneName }: NetworkArgs,
  vpcId: pulumi.Output<string>,
): route53.Zone {
  return new route53.Zone(
    `${name}-zone`,
    {
      name: privateZoneName,
      comment: "Names that only the stage's VPC resolves",
      vpcs: [{ vpcId }],
      // The releases write the records; they go with the zone.
      forceDestroy: true,
      tags: tags({ ...identity, role: "zone" }, ownership),
    },
    { parent },
  );
}

function checkArgs({ create, existing, privateZoneName }: NetworkArgs): void {
  if ((create === undefined) === (existing === undefined)) {
    const got = create === undefined ? "neither" : "both";
    refuse([
      { property: "create", rule: "given, or else existing", got, remedy: "give exactly one of the two" },
    ]);
  }
  refuse([
    ...(create === undefined ? [] : newVpcProblems(create, "create")),
    ...(existing === undefined ? [] : existingVpcProblems(existing, "existing")),
    ...zoneProblems(privateZoneName, "privateZoneName"),
  ]);
}

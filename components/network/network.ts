/** The network of a stage: a VPC with public and private subnets, made new or taken as it is. */
import { Vpc } from "@pulumi/awsx/ec2/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import { physicalName } from "../../naming/names";
import { sharedTags } from "../../naming/tags";
import { refuse } from "../refuse";
import { createEndpoints } from "./endpoints";
import { existingVpcProblems, type ExistingVpc } from "./existing";
import { createFlowLogs } from "./flow-logs";
import { lookUp } from "./look-up";
import { NatGateways, natGatewayCount, newVpcProblems, zoneMask, type NewVpc } from "./resolve";

export interface NetworkArgs {
  /** Names and tags are derived from it; `service` is left out. */
  identity: Identity;
  /** Who answers and pays for it. */
  ownership: Ownership;
  /** The VPC to make. Exactly one of `create` and `existing`. */
  create?: NewVpc;
  /** The VPC to use as it is; nothing in it is made or changed. Its ids are looked up on every run. */
  existing?: ExistingVpc;
  /**
   * Whether a load balancer will stand in the public subnets, which must then lie in at least two zones, no two in the
   * same. Defaults to false.
   */
  holdsLoadBalancer?: boolean;
  /**
   * Whether it will resolve a private zone (`PrivateZone`). A VPC that exists must then have DNS hostnames and DNS
   * support on, as one that is made has. Defaults to false.
   */
  holdsPrivateZone?: boolean;
}

/**
 * A VPC with public and private subnets in each zone.
 *
 * Throws `InputPropertiesError` when neither or both of `create` and `existing` are given, an address range is not
 * valid or overlaps one that is taken, an endpoint is none or an id malformed or either is listed twice, a load
 * balancer would stand in one zone. Its outputs fail with `RunError` where what
 * exists does not fit: a subnet of another VPC, public subnets of one zone under a load balancer, a private zone in a
 * VPC without DNS.
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
  /** The public addresses of its NAT gateways, with which its private subnets come to the internet; of a VPC that exists none. */
  readonly natAddresses: pulumi.Output<string>[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("multistage:index:Network", name, args, opts);
    checkArgs(args);
    const vpc = vpcOf(this, name, args);

    this.vpcId = vpc.vpcId;
    this.publicSubnetIds = vpc.publicSubnetIds;
    this.privateSubnetIds = vpc.privateSubnetIds;
    this.natAddresses = vpc.natAddresses;
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      natAddresses: this.natAddresses,
    });
  }
}

type Ids = Pick<Network, "vpcId" | "publicSubnetIds" | "privateSubnetIds" | "natAddresses">;

function vpcOf(parent: Network, name: string, args: NetworkArgs): Ids {
  const { create, existing, identity, ownership, holdsLoadBalancer, holdsPrivateZone } = args;
  if (create !== undefined) {
    const plan = { parent, name, identity, ownership };
    const vpc = createVpc(parent, args, create);
    createEndpoints(plan, vpc, create);
    if (create.flowLogs !== undefined) createFlowLogs(plan, create.flowLogs, vpc.vpcId);
    const { vpcId, publicSubnetIds, privateSubnetIds } = vpc;
    return { vpcId, publicSubnetIds, privateSubnetIds, natAddresses: natAddressesOf(vpc, create) };
  }
  const ids = existing ?? { vpcId: "", privateSubnetIds: [] };
  const found = lookUp(parent, ids, { holdsLoadBalancer, holdsPrivateZone });
  const { vpcId, publicSubnetIds, privateSubnetIds } = found;
  return { vpcId, publicSubnetIds, privateSubnetIds, natAddresses: [] };
}

/** As many as the settings say, so that each is something by itself before it is known. */
function natAddressesOf(vpc: Vpc, settings: NewVpc): pulumi.Output<string>[] {
  return Array.from({ length: natGatewayCount(settings) }, (_, index) =>
    vpc.eips.apply((eips) => eips[index]?.publicIp ?? pulumi.output("")),
  );
}

function createVpc(parent: Network, { identity, ownership }: NetworkArgs, vpc: NewVpc): Vpc {
  const named = { ...identity, role: "network" };
  // awsx takes its children's Name tags from this logical name.
  return new Vpc(
    physicalName("aws:ec2/vpc:Vpc", named),
    {
      cidrBlock: vpc.cidrBlock,
      numberOfAvailabilityZones: vpc.availabilityZones ?? 2,
      availabilityZoneCidrMask: zoneMask(vpc.cidrBlock),
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

function checkArgs({ create, existing, holdsLoadBalancer }: NetworkArgs): void {
  const needs = { holdsLoadBalancer };
  if ((create === undefined) === (existing === undefined)) {
    const got = create === undefined ? "neither" : "both";
    refuse([
      { property: "create", rule: "given, or else existing", got, remedy: "give exactly one of the two" },
    ]);
  }
  refuse([
    ...(create === undefined ? [] : newVpcProblems(create, "create", needs)),
    ...(existing === undefined ? [] : existingVpcProblems(existing, "existing", needs)),
  ]);
}

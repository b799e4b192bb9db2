/**
 * `awsx:ec2:Vpc` as a component: carries out a plan, with the types, names, parents and properties of awsx's own
 * children (children.ts says where they stand in its source).
 */
import { Eip } from "@pulumi/aws/ec2/eip";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { Route } from "@pulumi/aws/ec2/route";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc as AwsVpc } from "@pulumi/aws/ec2/vpc";
import {
  ComponentResource,
  type ComponentResourceOptions,
  type CustomResourceOptions,
  type Input,
  type Inputs,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import type { VpcArgs } from "./args";
import type { ResolvedSpec, SubnetPlan, VpcPlan } from "./layout";
import { SubnetType } from "./subnet-specs";

/** The component's type. */
export const VPC_TYPE = "awsx:ec2:Vpc";

/** A tag's value, as it was given: it may be secret or unknown. */
type Tag = Input<string>;

/** The VPC with its subnets; the outputs are those of the client's `awsx.ec2.Vpc`. */
export class Vpc extends ComponentResource {
  readonly vpc: AwsVpc;
  readonly vpcId: Output<string>;
  readonly internetGateway: InternetGateway;
  readonly subnets: Subnet[] = [];
  readonly publicSubnets: Subnet[] = [];
  readonly privateSubnets: Subnet[] = [];
  readonly isolatedSubnets: Subnet[] = [];
  readonly routeTables: RouteTable[] = [];
  readonly routeTableAssociations: RouteTableAssociation[] = [];
  readonly routes: Route[] = [];
  readonly natGateways: NatGateway[] = [];
  readonly eips: Eip[] = [];
  readonly subnetLayout: readonly ResolvedSpec[];
  private readonly natGatewayIds = new Map<string, Output<string>>();

  constructor(
    plan: VpcPlan<Tag>,
    args: Pick<VpcArgs, "enableDnsHostnames" | "enableDnsSupport">,
    options: ComponentResourceOptions,
  ) {
    super(VPC_TYPE, plan.name, {}, options);
    const { name, cidrBlock, tags } = plan;
    const { enableDnsHostnames, enableDnsSupport } = args;
    this.vpc = new AwsVpc(name, { cidrBlock, enableDnsHostnames, enableDnsSupport, tags }, { parent: this });
    this.vpcId = this.vpc.id;
    this.internetGateway = new InternetGateway(
      plan.internetGateway.name,
      { vpcId: this.vpc.id, tags: plan.internetGateway.tags },
      below(this.vpc),
    );
    for (const subnet of plan.subnets) this.addSubnet(subnet);
    this.subnetLayout = plan.subnetLayout;
    // awsx registers no outputs of the component itself; the program gets them as the answer to Construct.
    this.registerOutputs();
  }

  /** The answer to Construct. */
  get state(): Inputs {
    const ids = (subnets: readonly Subnet[]) => subnets.map(({ id }) => id);
    return {
      vpc: this.vpc,
      vpcId: this.vpcId,
      internetGateway: this.internetGateway,
      subnets: this.subnets,
      publicSubnets: this.publicSubnets,
      publicSubnetIds: ids(this.publicSubnets),
      privateSubnets: this.privateSubnets,
      privateSubnetIds: ids(this.privateSubnets),
      isolatedSubnets: this.isolatedSubnets,
      isolatedSubnetIds: ids(this.isolatedSubnets),
      routeTables: this.routeTables,
      routeTableAssociations: this.routeTableAssociations,
      routes: this.routes,
      natGateways: this.natGateways,
      eips: this.eips,
      subnetLayout: this.subnetLayout,
      // vpcEndpointSpecs is refused, so there are none.
      vpcEndpoints: [],
    };
  }

  private addSubnet(plan: SubnetPlan<Tag>): void {
    const { name, tags } = plan;
    const subnet = new Subnet(
      name,
      {
        vpcId: this.vpc.id,
        availabilityZone: plan.zone,
        cidrBlock: plan.cidrBlock,
        mapPublicIpOnLaunch: plan.type === SubnetType.Public,
        assignIpv6AddressOnCreation: false,
        // awsx derives it from the VPC, so the preview of a new VPC shows it as unknown.
        ipv6CidrBlock: this.vpc.ipv6CidrBlock.apply(() => undefined),
        tags,
      },
      below(this.vpc),
    );
    this.subnets.push(subnet);
    this.subnetsOf(plan.type).push(subnet);
    const routeTable = new RouteTable(name, { vpcId: this.vpc.id, tags }, below(subnet));
    this.routeTables.push(routeTable);
    this.routeTableAssociations.push(
      new RouteTableAssociation(
        name,
        { routeTableId: routeTable.id, subnetId: subnet.id },
        below(routeTable),
      ),
    );
    this.addNatGateway(plan, subnet);
    this.addDefaultRoute(plan, routeTable);
  }

  private subnetsOf(type: SubnetType): Subnet[] {
    switch (type) {
      case SubnetType.Public:
        return this.publicSubnets;
      case SubnetType.Private:
        return this.privateSubnets;
      case SubnetType.Isolated:
        return this.isolatedSubnets;
    }
  }

  private addNatGateway({ natGateway }: SubnetPlan<Tag>, subnet: Subnet): void {
    if (natGateway === undefined) return;
    const { name, tags } = natGateway;
    const eip = new Eip(name, { tags }, below(subnet));
    this.eips.push(eip);
    const gateway = new NatGateway(
      name,
      { subnetId: subnet.id, allocationId: eip.allocationId, tags },
      below(subnet),
    );
    this.natGateways.push(gateway);
    this.natGatewayIds.set(name, gateway.id);
  }

  private addDefaultRoute({ name, defaultRoute }: SubnetPlan<Tag>, routeTable: RouteTable): void {
    if (defaultRoute === undefined) return;
    const target =
      defaultRoute === "internetGateway"
        ? { gatewayId: this.internetGateway.id }
        : { natGatewayId: this.natGatewayIds.get(defaultRoute.natGateway) };
    this.routes.push(
      new Route(
        name,
        { routeTableId: routeTable.id, destinationCidrBlock: "0.0.0.0/0", ...target },
        below(routeTable),
      ),
    );
  }
}

/** awsx makes every child wait for its parent as well. */
function below(parent: Resource): CustomResourceOptions {
  return { parent, dependsOn: [parent] };
}

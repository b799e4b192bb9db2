/** The ways from the VPC to services of AWS that do not lead over the internet. */
import * as ec2 from "@pulumi/aws/ec2";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as vpc from "@pulumi/aws/vpc";
import type { Vpc } from "@pulumi/awsx/ec2/vpc";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { ALL_GATEWAYS } from "./endpoint-services";
import { partOf, type Plan } from "./plan";
import type { NewVpc } from "./resolve";

export function createEndpoints(plan: Plan, made: Vpc, create: NewVpc): void {
  const { vpcId, privateSubnetIds, routeTables } = made;
  const { region } = getRegionOutput({}, { parent: plan.parent });
  const nameOf = (service: string): pulumi.Output<string> =>
    pulumi.interpolate`com.amazonaws.${region}.${service}`;
  const { gatewayEndpoints = ALL_GATEWAYS, interfaceEndpoints = [] } = create;
  for (const service of gatewayEndpoints)
    createEndpoint(plan, service, {
      vpcId,
      serviceName: nameOf(service),
      vpcEndpointType: "Gateway",
      // The endpoint's own list, and no association beside it: the provider would take out the one for the other. The
      // routes AWS adds are no difference either, as awsx's route tables list none. awsx's own `vpcEndpointSpecs`
      // are named after the service alone: two networks of a stack could not both have them.
      // https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/vpc_endpoint.html.markdown
      routeTableIds: routeTables.apply((tables) => tables.map(({ id }) => id)),
    });
  if (interfaceEndpoints.length === 0) return;
  const securityGroup = createSecurityGroup(plan, vpcId, create.cidrBlock);
  for (const service of interfaceEndpoints)
    createEndpoint(plan, service, {
      vpcId,
      serviceName: nameOf(service),
      vpcEndpointType: "Interface",
      // The service's ordinary name leads there, so that no client need be told.
      privateDnsEnabled: true,
      subnetIds: privateSubnetIds,
      securityGroupIds: [securityGroup.id],
    });
}

function createEndpoint(plan: Plan, service: string, args: ec2.VpcEndpointArgs): void {
  const { parent } = plan;
  // A role has no hyphens: codedeploycommandssecureendpoint.
  const { logicalName, tags } = partOf(plan, `${service.replaceAll("-", "")}endpoint`);
  new ec2.VpcEndpoint(logicalName, { ...args, tags }, { parent });
}

/** Who reaches the interfaces: everybody in the VPC, and they nobody. */
function createSecurityGroup(plan: Plan, vpcId: pulumi.Output<string>, cidrIpv4: string): ec2.SecurityGroup {
  const { parent } = plan;
  const { logicalName, identity, tags } = partOf(plan, "endpoints");
  const group = new ec2.SecurityGroup(
    logicalName,
    {
      name: physicalName("aws:ec2/securityGroup:SecurityGroup", identity),
      description: "Endpoints of AWS services: HTTPS in from the VPC, out to nobody",
      vpcId,
      tags,
    },
    { parent },
  );
  new vpc.SecurityGroupIngressRule(
    `${logicalName}-in`,
    {
      securityGroupId: group.id,
      description: "HTTPS from everybody in the VPC",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4,
      tags,
    },
    { parent },
  );
  return group;
}

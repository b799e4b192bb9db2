/** Who reaches the load balancer, and whom it reaches. */
import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import type { LoadBalancerArgs } from "./load-balancer";
import type { ResolvedListeners } from "./resolve";

/** In from everywhere on the product's port, from the given ranges on the preview's. */
export function createSecurityGroup(
  parent: pulumi.Resource,
  name: string,
  args: LoadBalancerArgs,
  { port, previewPort, redirectPort }: ResolvedListeners,
): ec2.SecurityGroup {
  const identity = { ...args.identity, role: "alb" };
  const tagged = { tags: tags(identity, args.ownership) };
  const group = new ec2.SecurityGroup(
    name,
    {
      name: physicalName("aws:ec2/securityGroup:SecurityGroup", identity),
      description: "Load balancer: users and preview in, out to the fleets that open a way",
      vpcId: args.vpcId,
      ...tagged,
    },
    { parent },
  );
  const letIn = (rule: string, description: string, cidrIpv4: string, on: number): void => {
    createIngress(parent, `${name}-${rule}`, args, { securityGroupId: group.id, description, cidrIpv4, on });
  };
  letIn("product", "Users from everywhere", "0.0.0.0/0", port);
  if (redirectPort !== undefined) letIn("redirect", "Users to be redirected", "0.0.0.0/0", redirectPort);
  for (const block of args.previewCidrBlocks ?? []) letIn(`preview-${block}`, "Preview", block, previewPort);
  return group;
}

/** The preview, for what comes from the network's own NAT gateways. */
export function letInFromNat(
  parent: pulumi.Resource,
  name: string,
  args: LoadBalancerArgs,
  { securityGroupId, previewPort }: { securityGroupId: pulumi.Input<string>; previewPort: number },
): void {
  for (const [index, address] of (args.natAddresses ?? []).entries())
    createIngress(parent, `${name}-nat-${index}`, args, {
      securityGroupId,
      description: "Preview, from a NAT gateway of the network",
      cidrIpv4: pulumi.interpolate`${address}/32`,
      on: previewPort,
    });
}

/** Who is let in where. */
interface Ingress {
  readonly securityGroupId: pulumi.Input<string>;
  readonly description: string;
  readonly cidrIpv4: pulumi.Input<string>;
  readonly on: number;
}

function createIngress(
  parent: pulumi.Resource,
  logicalName: string,
  { identity, ownership }: LoadBalancerArgs,
  { securityGroupId, description, cidrIpv4, on }: Ingress,
): void {
  new vpc.SecurityGroupIngressRule(
    logicalName,
    {
      securityGroupId,
      description,
      ipProtocol: "tcp",
      fromPort: on,
      toPort: on,
      cidrIpv4,
      tags: tags({ ...identity, role: "alb" }, ownership),
    },
    { parent },
  );
}

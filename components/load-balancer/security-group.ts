/** Who reaches the load balancer, and whom it reaches. */
import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import type { LoadBalancerArgs } from "./load-balancer";
import type { ResolvedListeners } from "./resolve";

/** In from everywhere on the product's port, from the given ranges on the preview's. */
export function createSecurityGroup(
  parent: pulumi.Resource,
  name: string,
  args: LoadBalancerArgs,
  { port, previewPort }: ResolvedListeners,
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
    new vpc.SecurityGroupIngressRule(
      `${name}-${rule}`,
      {
        securityGroupId: group.id,
        description,
        ipProtocol: "tcp",
        fromPort: on,
        toPort: on,
        cidrIpv4,
        ...tagged,
      },
      { parent },
    );
  };
  letIn("product", "Users from everywhere", "0.0.0.0/0", port);
  for (const block of args.previewCidrBlocks) letIn(`preview-${block}`, "Preview", block, previewPort);
  return group;
}

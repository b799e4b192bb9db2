/** Who reaches the instances: the load balancer, on the app's port, and nobody else. */
import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import { physicalName } from "../../naming/names";
import { partOf, type Plan } from "./plan";

/** One for both fleets; it also opens the load balancer's way to them. */
export function createSecurityGroup(plan: Plan): ec2.SecurityGroup {
  const { parent, args, port } = plan;
  const { logicalName, identity, tags } = partOf(plan, "fleet");
  const balancer = args.loadBalancer.securityGroupId;
  const group = new ec2.SecurityGroup(
    logicalName,
    {
      name: physicalName("aws:ec2/securityGroup:SecurityGroup", identity),
      description: "Fleets: in from the load balancer, out anywhere",
      vpcId: args.vpcId,
      tags,
    },
    { parent },
  );
  const tcp = { ipProtocol: "tcp", fromPort: port, toPort: port, tags };
  new vpc.SecurityGroupIngressRule(
    `${logicalName}-in`,
    {
      securityGroupId: group.id,
      description: "In from the load balancer",
      referencedSecurityGroupId: balancer,
      ...tcp,
    },
    { parent },
  );
  new vpc.SecurityGroupEgressRule(
    `${logicalName}-out`,
    {
      securityGroupId: group.id,
      description: "Out anywhere",
      ipProtocol: "-1",
      cidrIpv4: "0.0.0.0/0",
      tags,
    },
    { parent },
  );
  new vpc.SecurityGroupEgressRule(
    `${logicalName}-balancer`,
    {
      securityGroupId: balancer,
      description: `Out to the fleets of ${plan.identity.service}`,
      referencedSecurityGroupId: group.id,
      ...tcp,
    },
    { parent },
  );
  return group;
}

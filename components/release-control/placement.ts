/** Where the function is that asks a fleet for its version: in the stage's network, as the preview is not for everybody. */
import * as ec2 from "@pulumi/aws/ec2";
import type * as inputs from "@pulumi/aws/types/input";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import type { ReleaseControlArgs } from "./release-control";

/** The stage's network, as the function joins it. */
export interface ControlNetwork {
  vpcId: pulumi.Input<string>;
  /** Private subnets from which the internet is reached, by addresses that the preview lets in. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The port of the preview, 1 to 65535. */
  previewPort: number;
}

const AWS_PORT = 443;

/** The subnets, and a security group that lets the function out to AWS and to the preview, and nobody in. */
export function placeInNetwork(
  parent: pulumi.Resource,
  logicalName: string,
  { identity, ownership }: ReleaseControlArgs,
  { vpcId, subnetIds, previewPort }: ControlNetwork,
): inputs.lambda.FunctionVpcConfig {
  const own = { ...identity, role: "deploy" };
  const tagged = { tags: tags(own, ownership) };
  const group = new ec2.SecurityGroup(
    logicalName,
    {
      name: physicalName("aws:ec2/securityGroup:SecurityGroup", own),
      description: "Function deploy: out to AWS and the preview, in from nowhere",
      vpcId,
      ...tagged,
    },
    { parent },
  );
  const letOut = (to: string, description: string, port: number): void => {
    new vpc.SecurityGroupEgressRule(
      `${logicalName}-${to}`,
      {
        securityGroupId: group.id,
        description,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        // The addresses of AWS and of the load balancer are public, and change.
        cidrIpv4: "0.0.0.0/0",
        ...tagged,
      },
      { parent },
    );
  };
  letOut("aws", "Out to AWS", AWS_PORT);
  // AWS refuses the same rule twice.
  if (previewPort !== AWS_PORT) letOut("preview", "Out to the preview", previewPort);
  return { subnetIds, securityGroupIds: [group.id] };
}

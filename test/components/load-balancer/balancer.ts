/** The load balancer most tests make, with other arguments where they ask for some. */
import type * as pulumi from "@pulumi/pulumi";
import { LoadBalancer, type LoadBalancerArgs } from "../../../components/load-balancer/load-balancer";

const args: LoadBalancerArgs = {
  identity: { project: "shop", stage: "dev" },
  ownership: { owner: "web", costCenter: "1000" },
  vpcId: "vpc-12345678",
  subnetIds: ["subnet-12345678", "subnet-23456789"],
  previewCidrBlocks: ["192.0.2.0/24"],
};

export function balancer(
  changes: Partial<LoadBalancerArgs> = {},
): (opts: pulumi.ComponentResourceOptions) => LoadBalancer {
  return (opts) => new LoadBalancer("balancer", { ...args, ...changes }, opts);
}

export const certificateArn =
  "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

export const webAclArn =
  "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/shop/12345678-1234-1234-1234-123456789012";

export const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
export const LISTENER = "aws:lb/listener:Listener";
export const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

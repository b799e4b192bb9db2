/** The service most tests of two fleets make, with other settings where they ask for some. */
import type * as pulumi from "@pulumi/pulumi";
import {
  BlueGreenService,
  type BlueGreenServiceArgs,
  type LoadBalancerReference,
} from "../../components/blue-green/blue-green-service";
import type { BlueGreenSettings } from "../../components/blue-green/resolve";
import type { Answers } from "./mocked";

export const settings: BlueGreenSettings = { priority: 7, sizes: { min: 2, max: 4 } };

export const loadBalancer: LoadBalancerReference = {
  productListenerArn: "arn:product-listener",
  previewListenerArn: "arn:preview-listener",
  securityGroupId: "sg-balancer",
  arnSuffix: "app/shop-dev-alb/1",
  dnsName: "alb.example",
  protocol: "HTTP",
  port: 80,
  previewPort: 8080,
};

const args: BlueGreenServiceArgs = {
  identity: { project: "shop", stage: "dev", service: "storefront" },
  ownership: { owner: "web", costCenter: "1000" },
  settings,
  vpcId: "vpc-12345678",
  subnetIds: ["subnet-12345678", "subnet-23456789"],
  loadBalancer,
  artifactBucket: { name: "shop-dev-artifacts", arn: "arn:aws:s3:::shop-dev-artifacts" },
};

export function storefront(
  changes: Partial<BlueGreenServiceArgs> = {},
): (opts: pulumi.ComponentResourceOptions) => BlueGreenService {
  return (opts) => new BlueGreenService("storefront", { ...args, ...changes }, opts);
}

/** What the Parameter Store has when releases have recorded a serving colour. */
export function recorded(serving: string): Answers {
  const path = "/shop/dev/services/storefront/state";
  const found = { names: [`${path}/lease`, `${path}/serving`], values: ["1", serving] };
  const nothing = { names: [], values: [] };
  return {
    "aws:ssm/getParametersByPath:getParametersByPath": (asked) => (asked["path"] === path ? found : nothing),
  };
}

export const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
export const RULE = "aws:lb/listenerRule:ListenerRule";
export const FLEET = "aws:autoscaling/group:Group";
export const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
export const PARAMETER = "aws:ssm/parameter:Parameter";
export const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** The service most tests of two fleets make, with other settings where they ask for some. */
import type * as pulumi from "@pulumi/pulumi";
import {
  BlueGreenService,
  type BlueGreenServiceArgs,
  type LoadBalancerReference,
} from "../../components/blue-green/blue-green-service";
import { Migrations } from "../../components/blue-green/release-settings";
import type { BlueGreenSettings } from "../../components/blue-green/resolve";
import { Day } from "../../components/blue-green/weekly-hours";
import type { Answers } from "./mocked";

export const settings: BlueGreenSettings = { priority: 7, sizes: { min: 2, max: 4 } };

const everyHour = { days: Object.values(Day), from: "00:00", until: "00:00" };
/** A time zone with the longest name there is. */
const timeZone = "America/Argentina/ComodRivadavia";

/** With nothing left out, and the most, the greatest and the longest there may be. */
export const largestSettings: Required<BlueGreenSettings> = {
  priority: 50_000,
  hosts: [`${"h".repeat(120)}.example`],
  paths: [`/${"p".repeat(127)}`],
  preview: { hosts: [`${"p".repeat(120)}.example`], instanceHost: `${"h".repeat(120)}.example` },
  port: 65_535,
  healthPath: `/${"h".repeat(127)}`,
  versionPath: `/${"v".repeat(127)}`,
  instanceType: "u7i-12tb.224xlarge",
  sizes: { min: 1000, max: 1000, initial: 1000 },
  windows: Array.from({ length: 4 }, () => ({ ...everyHour, timeZone })),
  night: {
    hours: Array.from({ length: 2 }, () => ({ ...everyHour, timeZone })),
    product: { min: 1000, max: 1000 },
    preProduct: 1000,
  },
  healthyReads: 20,
  bakeSeconds: 84_600,
  keepSeconds: 2_592_000,
  debugSeconds: 2_592_000,
  approvalRequired: false,
  confirmRequired: false,
  migrations: Migrations.Compatible,
  alarms: { errorPercent: 99.9, minimumRequests: 1_000_000, latencySeconds: 59.9 },
  scaling: { requestsPerInstance: 1_000_000 },
  slowStartSeconds: 900,
  drainSeconds: 3600,
  install: "boot",
};

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

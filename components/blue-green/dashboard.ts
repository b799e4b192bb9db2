/** Both colours beside each other, for people who watch a release. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import type * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { COLOURS, type PerColour } from "../../naming/colours";
import { physicalName } from "../../naming/names";
import { partOf, type Plan } from "./plan";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
const SHOWN = [
  { title: "Requests", metric: "RequestCount", stat: "Sum" },
  { title: "Errors (5xx)", metric: "HTTPCode_Target_5XX_Count", stat: "Sum" },
  { title: "Slowest of a hundred answers, in seconds", metric: "TargetResponseTime", stat: "p99" },
  { title: "Healthy instances", metric: "HealthyHostCount", stat: "Minimum" },
] as const;

/** How a dashboard's grid of 24 columns is divided. */
const WIDTH = 12;
const HEIGHT = 6;

/** How CloudWatch writes the colours. */
const PAINT = { blue: "#1f77b4", green: "#2ca02c" } as const;

export function createDashboard(plan: Plan, groups: PerColour<lb.TargetGroup>): void {
  const { logicalName, identity } = partOf(plan, "dashboard");
  const { region } = getRegionOutput({}, { parent: plan.parent });
  const { blue, green } = groups;
  const known = pulumi.all([
    region,
    plan.args.loadBalancer.arnSuffix,
    pulumi.output({ blue: blue.arnSuffix, green: green.arnSuffix }),
  ]);
  new cloudwatch.Dashboard(
    logicalName,
    {
      dashboardName: physicalName("aws:cloudwatch/dashboard:Dashboard", identity),
      dashboardBody: known.apply(([at, balancer, suffixes]) => dashboardBody(at, balancer, suffixes)),
    },
    { parent: plan.parent },
  );
}

/**
 * The dashboard as CloudWatch takes it
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html). Pure.
 */
export function dashboardBody(region: string, balancer: string, groups: PerColour<string>): string {
  const widgets = SHOWN.map(({ title, metric, stat }, index) => ({
    type: "metric",
    x: (index % 2) * WIDTH,
    y: Math.floor(index / 2) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
    properties: {
      title,
      region,
      stat,
      period: 60,
      view: "timeSeries",
      yAxis: { left: { min: 0 } },
      metrics: COLOURS.map((colour) => [
        "AWS/ApplicationELB",
        metric,
        "LoadBalancer",
        balancer,
        "TargetGroup",
        groups[colour],
        { label: colour, color: PAINT[colour] },
      ]),
    },
  }));
  return JSON.stringify({ widgets });
}

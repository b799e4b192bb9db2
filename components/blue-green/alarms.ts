/** Alarms of one colour: too many errors among its answers, answers too late, or too many of its instances unhealthy. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as lb from "@pulumi/aws/lb";
import type * as inputs from "@pulumi/aws/types/input";
import { physicalName } from "../../naming/names";
import type { Colour } from "../../naming/colours";
import { partOf, type Plan } from "./plan";

/** What is still a fleet: fewer than half of its instances unhealthy. */
const UNHEALTHY_PERCENT = 50;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
const METRICS = {
  errors: { metricName: "HTTPCode_Target_5XX_Count", stat: "Sum" },
  // What the load balancer answers itself, as no target does: it counts its own 5xx by no target group.
  refused: { metricName: "TargetConnectionErrorCount", stat: "Sum" },
  latency: { metricName: "TargetResponseTime", stat: "p99" },
  requests: { metricName: "RequestCount", stat: "Sum" },
  healthy: { metricName: "HealthyHostCount", stat: "Average" },
  unhealthy: { metricName: "UnHealthyHostCount", stat: "Average" },
};

interface Alarm {
  readonly role: "errors" | "latency" | "unhealthy";
  readonly description: string;
  /** Per cent or seconds, of metrics by their key above. */
  readonly unit: "percent" | "seconds";
  readonly expression: string;
  readonly of: readonly (keyof typeof METRICS)[];
  readonly comparisonOperator: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold";
  readonly threshold: number;
}

/** None where the settings ask for none. */
export function createAlarms(
  plan: Plan,
  colour: Colour,
  targetGroup: lb.TargetGroup,
): cloudwatch.MetricAlarm[] {
  const { alarms } = plan.settings;
  if (alarms === undefined) return [];
  const dimensions = {
    LoadBalancer: plan.args.loadBalancer.arnSuffix,
    TargetGroup: targetGroup.arnSuffix,
  };
  return [
    createAlarm(plan, colour, dimensions, {
      role: "errors",
      description: `More than ${alarms.errorPercent} % of the answers of ${colour} are 5xx`,
      unit: "percent",
      // A metric of errors has no points in minutes without any; with few requests one error is a great share.
      expression: `IF(requests >= ${alarms.minimumRequests}, 100 * (FILL(errors, 0) + FILL(refused, 0)) / requests, 0)`,
      of: ["errors", "refused", "requests"],
      comparisonOperator: "GreaterThanThreshold",
      threshold: alarms.errorPercent,
    }),
    createAlarm(plan, colour, dimensions, {
      role: "latency",
      description: `One in a hundred answers of ${colour} takes longer than ${alarms.latencySeconds} s`,
      unit: "seconds",
      expression: `IF(requests >= ${alarms.minimumRequests}, latency, 0)`,
      of: ["latency", "requests"],
      comparisonOperator: "GreaterThanThreshold",
      threshold: alarms.latencySeconds,
    }),
    createAlarm(plan, colour, dimensions, {
      role: "unhealthy",
      description: `${UNHEALTHY_PERCENT} % of the instances of ${colour} or more are unhealthy`,
      unit: "percent",
      expression: "IF(healthy + unhealthy > 0, 100 * unhealthy / (healthy + unhealthy), 0)",
      of: ["healthy", "unhealthy"],
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: UNHEALTHY_PERCENT,
    }),
  ];
}

function createAlarm(
  plan: Plan,
  colour: Colour,
  dimensions: inputs.cloudwatch.MetricAlarmMetricQueryMetric["dimensions"],
  { role, description, unit, expression, of, comparisonOperator, threshold }: Alarm,
): cloudwatch.MetricAlarm {
  const { logicalName, identity, tags } = partOf(plan, role, colour);
  const { alarmTopicArn } = plan.args;
  return new cloudwatch.MetricAlarm(
    logicalName,
    {
      name: physicalName("aws:cloudwatch/metricAlarm:MetricAlarm", identity),
      alarmDescription: description,
      metricQueries: [
        { id: unit, expression, label: role, returnData: true },
        ...of.map((id) => ({
          id,
          metric: { namespace: "AWS/ApplicationELB", period: 60, dimensions, ...METRICS[id] },
        })),
      ],
      comparisonOperator,
      threshold,
      // Two of three minutes: soon enough for a bake, and not for one slow minute.
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      // A fleet without instances or requests has nothing to complain about.
      treatMissingData: "notBreaching",
      ...(alarmTopicArn === undefined ? {} : { alarmActions: [alarmTopicArn] }),
      tags,
    },
    { parent: plan.parent },
  );
}

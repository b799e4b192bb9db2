/** Alarms on the functions themselves: what drives releases must not fail in silence. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as sqs from "@pulumi/aws/sqs";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import { FUNCTION_NAMES, type FunctionName } from "./bundle";
import type { ReleaseControlArgs } from "./release-control";
import type { ReleaseFunctions } from "./release-functions";

/** What the alarms watch. */
export interface Watched {
  readonly functions: ReleaseFunctions;
  readonly lostEvents: sqs.Queue;
}

type Watching = Pick<
  cloudwatch.MetricAlarmArgs,
  | "alarmDescription"
  | "metricQueries"
  | "namespace"
  | "metricName"
  | "dimensions"
  | "statistic"
  | "period"
  | "evaluationPeriods"
  | "datapointsToAlarm"
>;

/** Of what happens every minute and is done again the next. */
const OFTEN = { evaluationPeriods: 5, datapointsToAlarm: 3 };

export function createFunctionAlarms(
  parent: pulumi.Resource,
  name: string,
  { identity, ownership, alarmTopicArn }: ReleaseControlArgs,
  { functions, lostEvents }: Watched,
): void {
  const create = (role: string, watching: Watching): void => {
    const own = { ...identity, role };
    new cloudwatch.MetricAlarm(
      `${name}-${role}`,
      {
        name: physicalName("aws:cloudwatch/metricAlarm:MetricAlarm", own),
        ...watching,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        // A function nobody calls does not fail.
        treatMissingData: "notBreaching",
        ...(alarmTopicArn === undefined ? {} : { alarmActions: [alarmTopicArn] }),
        tags: tags(own, ownership),
      },
      { parent },
    );
  };
  for (const one of FUNCTION_NAMES) create(`${one}failures`, failuresOf(one, functions[one].name));
  create("lostevents", {
    alarmDescription: `Events that the function events could not process are kept in ${identity.project} ${identity.stage}`,
    namespace: "AWS/SQS",
    // How many came, not how many lie there: those are kept for days, and what they missed was done a minute later.
    metricName: "NumberOfMessagesSent",
    dimensions: { QueueName: lostEvents.name },
    statistic: "Sum",
    period: 60,
    ...OFTEN,
  });
}

/**
 * Calls that failed, and calls Lambda did not let through
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html). A step of a release is called rarely: one
 * failure is said at once. `events` is called every minute and does again what it could not: three in five are.
 */
function failuresOf(name: FunctionName, functionName: pulumi.Input<string>): Watching {
  const metric = (metricName: string) => ({
    namespace: "AWS/Lambda",
    metricName,
    dimensions: { FunctionName: functionName },
    period: 60,
    stat: "Sum",
  });
  return {
    alarmDescription: `The function ${name} of release control fails, or is not let run`,
    metricQueries: [
      {
        id: "failures",
        expression: "FILL(errors, 0) + FILL(throttles, 0)",
        label: "failures",
        returnData: true,
      },
      { id: "errors", metric: metric("Errors") },
      { id: "throttles", metric: metric("Throttles") },
    ],
    ...(name === "events" ? OFTEN : { evaluationPeriods: 1, datapointsToAlarm: 1 }),
  };
}

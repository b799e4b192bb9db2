/** Amazon CloudWatch and Amazon EventBridge: alarms, rules and what they set off. */
import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as events from "@aws-sdk/client-eventbridge";
import { isValues, type Value, type Values } from "../../../wire/values";
import type { Clients } from "../clients";
import { asText, given, ifGiven, text, type Mirror, type Mirrored } from "../mirrored";
import { retag, tagList, tagMap } from "../tags";
import { upper } from "../words";

/** Names and values as a list; in the program they are an object. */
function dimensions(value: Value | undefined): cloudwatch.Dimension[] {
  if (!isValues(value)) return [];
  return Object.entries(value).map(([Name, one]) => ({ Name, Value: asText(one) }));
}

function query(of: Values): cloudwatch.MetricDataQuery {
  const { metric } = of;
  const { dimensions: named, ...others } = isValues(metric) ? metric : {};
  const { namespace, metricName, period, stat, unit } = others;
  const MetricStat = {
    Metric: {
      ...given("Namespace", namespace),
      ...given("MetricName", metricName),
      Dimensions: dimensions(named),
    },
    ...given("Period", period),
    ...given("Stat", stat),
    ...given("Unit", unit),
  };
  return {
    Id: text(of, "id"),
    ...given("Expression", of["expression"]),
    ...given("Label", of["label"]),
    ...given("Period", of["period"]),
    ReturnData: of["returnData"] === true,
    ...(isValues(metric) ? { MetricStat: MetricStat as cloudwatch.MetricStat } : {}),
  };
}

const OF_ALARM = [
  ...["actionsEnabled", "alarmActions", "alarmDescription", "comparisonOperator", "datapointsToAlarm"],
  ...[
    "evaluationPeriods",
    "extendedStatistic",
    "insufficientDataActions",
    "metricName",
    "namespace",
    "okActions",
  ],
  ...["period", "statistic", "threshold", "thresholdMetricId", "treatMissingData", "unit"],
];
const ALARM_WORDS = { okActions: "OKActions" };

function alarmInput({ id, properties }: Mirror): cloudwatch.PutMetricAlarmInput {
  const own = Object.fromEntries(
    OF_ALARM.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])),
  );
  const { metricQueries } = properties;
  return {
    ...(upper(own, ALARM_WORDS) as unknown as cloudwatch.PutMetricAlarmInput),
    AlarmName: id,
    ...(Array.isArray(metricQueries) ? { Metrics: metricQueries.filter(isValues).map(query) } : {}),
    ...(properties["dimensions"] === undefined ? {} : { Dimensions: dimensions(properties["dimensions"]) }),
  };
}

const alarm: Mirrored = {
  gone: ["ResourceNotFound", "ResourceNotFoundException"],
  create: (to, mirror) => {
    const input = { ...alarmInput(mirror), Tags: tagList(mirror.properties) };
    return to.of(cloudwatch.CloudWatchClient).send(new cloudwatch.PutMetricAlarmCommand(input));
  },
  update: async (to, mirror, sent, before) => {
    const [client, ResourceARN] = [to.of(cloudwatch.CloudWatchClient), text(mirror.properties, "arn")];
    if ([...sent].some((name) => name !== "tags"))
      await client.send(new cloudwatch.PutMetricAlarmCommand(alarmInput(mirror)));
    await retag(
      mirror,
      sent,
      before,
      (TagKeys) => client.send(new cloudwatch.UntagResourceCommand({ ResourceARN, TagKeys })),
      (Tags) => client.send(new cloudwatch.TagResourceCommand({ ResourceARN, Tags })),
    );
  },
  remove: (to, { id }) =>
    to.of(cloudwatch.CloudWatchClient).send(new cloudwatch.DeleteAlarmsCommand({ AlarmNames: [id] })),
  read: async (to, { id }) => {
    const asked = new cloudwatch.DescribeAlarmsCommand({ AlarmNames: [id] });
    const { MetricAlarms: [held] = [] } = await to.of(cloudwatch.CloudWatchClient).send(asked);
    return (
      held && {
        actionsEnabled: held.ActionsEnabled ?? true,
        alarmActions: held.AlarmActions ?? [],
        comparisonOperator: held.ComparisonOperator ?? "",
        evaluationPeriods: held.EvaluationPeriods ?? 0,
        okActions: held.OKActions ?? [],
        threshold: held.Threshold ?? 0,
        treatMissingData: held.TreatMissingData ?? "missing",
      }
    );
  },
};

function bus(properties: Values): { EventBusName: string } {
  return { EventBusName: text(properties, "eventBusName") || "default" };
}

function putRule(to: Clients, { properties }: Mirror, Tags?: events.Tag[]): Promise<unknown> {
  const input = {
    Name: text(properties, "name"),
    ...bus(properties),
    ...given("EventPattern", properties["eventPattern"]),
    ...given("ScheduleExpression", properties["scheduleExpression"]),
    ...given("Description", properties["description"]),
    ...given("State", properties["state"]),
    ...(Tags === undefined || Tags.length === 0 ? {} : { Tags }),
  };
  return to.of(events.EventBridgeClient).send(new events.PutRuleCommand(input));
}

const rule: Mirrored = {
  gone: ["ResourceNotFoundException"],
  create: (to, mirror) => putRule(to, mirror, tagList(mirror.properties)),
  update: async (to, mirror, sent, before) => {
    const [client, ResourceARN] = [to.of(events.EventBridgeClient), text(mirror.properties, "arn")];
    if ([...sent].some((name) => name !== "tags")) await putRule(to, mirror);
    await retag(
      mirror,
      sent,
      before,
      (TagKeys) => client.send(new events.UntagResourceCommand({ ResourceARN, TagKeys })),
      (Tags) => client.send(new events.TagResourceCommand({ ResourceARN, Tags })),
    );
  },
  remove: (to, { properties }) => {
    const input = { Name: text(properties, "name"), ...bus(properties) };
    return to.of(events.EventBridgeClient).send(new events.DeleteRuleCommand(input));
  },
  read: async (to, { properties }) => {
    const client = to.of(events.EventBridgeClient);
    const named = { Name: text(properties, "name"), ...bus(properties) };
    const held = await client.send(new events.DescribeRuleCommand(named));
    const ResourceARN = text(properties, "arn");
    const { Tags } = await client.send(new events.ListTagsForResourceCommand({ ResourceARN }));
    const pattern = ifGiven(properties, "eventPattern", held.EventPattern ?? "");
    return { arn: held.Arn ?? "", ...pattern, state: held.State ?? "", tagsAll: tagMap(Tags) };
  },
};

const TARGET_WORDS = {
  deadLetterConfig: "DeadLetterConfig",
  inputPaths: "InputPathsMap",
  inputTransformer: "InputTransformer",
  maximumEventAgeInSeconds: "MaximumEventAgeInSeconds",
};

/** What a target says of its input, its retries and its role; what only other services take is left out. */
function targetInput({ properties }: Mirror): events.Target {
  const names = ["arn", "deadLetterConfig", "input", "inputPath", "retryPolicy", "roleArn"];
  const own = names.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]]));
  const { inputTransformer: transformer } = properties;
  const InputTransformer = isValues(transformer)
    ? {
        InputTemplate: text(transformer, "inputTemplate"),
        // Its names are of whoever wrote it.
        ...(transformer["inputPaths"] === undefined
          ? {}
          : { InputPathsMap: transformer["inputPaths"] as never }),
      }
    : undefined;
  return {
    ...(upper(Object.fromEntries(own) as Values, TARGET_WORDS) as unknown as events.Target),
    Id: text(properties, "targetId"),
    ...(InputTransformer === undefined ? {} : { InputTransformer }),
  };
}

async function putTarget(to: Clients, mirror: Mirror): Promise<void> {
  const input = {
    Rule: text(mirror.properties, "rule"),
    ...bus(mirror.properties),
    Targets: [targetInput(mirror)],
  };
  await to.of(events.EventBridgeClient).send(new events.PutTargetsCommand(input));
}

const target: Mirrored = {
  gone: ["ResourceNotFoundException"],
  create: putTarget,
  update: putTarget,
  remove: (to, { properties }) => {
    const Ids = [text(properties, "targetId")];
    const input = { Rule: text(properties, "rule"), ...bus(properties), Ids };
    return to.of(events.EventBridgeClient).send(new events.RemoveTargetsCommand(input));
  },
  read: async (to, { properties }) => {
    const asked = new events.ListTargetsByRuleCommand({ Rule: text(properties, "rule"), ...bus(properties) });
    const { Targets = [] } = await to.of(events.EventBridgeClient).send(asked);
    const held = Targets.find(({ Id }) => Id === properties["targetId"]);
    return held && { arn: held.Arn ?? "", rule: text(properties, "rule"), targetId: held.Id ?? "" };
  },
};

export const ofEvents = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": alarm,
  "aws:cloudwatch/eventRule:EventRule": rule,
  "aws:cloudwatch/eventTarget:EventTarget": target,
};

/**
 * A change of an alarm's state, in the shapes in which EventBridge, functions and topics are told of it. Pure.
 * Sources: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html and, for topics,
 * cloudwatch-alarm-sns-payload-single-metric.json of aws/aws-lambda-go
 */
import type { MetricAlarm, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { Told } from "../events/event";
import { queriesOf } from "./queries";
import { longTime, type StateSeen } from "./reason";

export interface StateChange {
  /** As DescribeAlarms has it. */
  readonly alarm: MetricAlarm;
  readonly state: StateSeen;
  readonly previous: StateSeen;
}

export interface Place {
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
}

/** The event `CloudWatch Alarm State Change`. */
export function alarmEvent(change: StateChange): Told {
  return {
    source: "aws.cloudwatch",
    detailType: "CloudWatch Alarm State Change",
    resources: [change.alarm.AlarmArn ?? ""],
    detail: details(change),
    time: change.state.at,
  };
}

/** What a function is called with that is an alarm's action. */
export function alarmInvocation(change: StateChange, { region, account }: Place): object {
  return {
    source: "aws.cloudwatch",
    alarmArn: change.alarm.AlarmArn,
    accountId: account,
    time: longTime(change.state.at),
    region,
    alarmData: details(change),
  };
}

/** What is published on a topic that is an alarm's action. */
export function alarmMessage(
  change: StateChange,
  { region, account }: Place,
): { Subject: string; Message: string } {
  const { alarm, state, previous } = change;
  const { AlarmName = "" } = alarm;
  return {
    // A subject has 100 characters at most.
    Subject: `${state.value}: "${AlarmName}" in ${region}`.slice(0, 100),
    Message: JSON.stringify({
      AlarmName,
      AlarmDescription: alarm.AlarmDescription ?? null,
      AWSAccountId: account,
      AlarmConfigurationUpdatedTimestamp: longTime(alarm.AlarmConfigurationUpdatedTimestamp?.getTime() ?? 0),
      NewStateValue: state.value,
      NewStateReason: state.reason,
      StateChangeTime: longTime(state.at),
      Region: region,
      AlarmArn: alarm.AlarmArn,
      OldStateValue: previous.value,
      OKActions: alarm.OKActions ?? [],
      AlarmActions: alarm.AlarmActions ?? [],
      InsufficientDataActions: alarm.InsufficientDataActions ?? [],
      Trigger: trigger(alarm),
    }),
  };
}

function details({ alarm, state, previous }: StateChange): Told["detail"] {
  const { AlarmName, AlarmDescription } = alarm;
  return {
    alarmName: AlarmName,
    state: stateDetails(state),
    previousState: stateDetails(previous),
    configuration: {
      ...(AlarmDescription === undefined ? {} : { description: AlarmDescription }),
      metrics: queriesOf(alarm).map(metricDetails),
    },
  };
}

function stateDetails({ value, reason, reasonData, at }: StateSeen): object {
  return { value, reason, ...(reasonData === "{}" ? {} : { reasonData }), timestamp: longTime(at) };
}

function metricDetails({
  Id,
  Expression,
  Label,
  Period,
  MetricStat,
  ReturnData = true,
}: MetricDataQuery): object {
  const { Metric, Period: period, Stat: stat } = MetricStat ?? {};
  const dimensions = Object.fromEntries(
    (Metric?.Dimensions ?? []).map(({ Name = "", Value }) => [Name, Value]),
  );
  const metric = { dimensions, name: Metric?.MetricName, namespace: Metric?.Namespace };
  return {
    id: Id,
    ...(Expression === undefined ? { metricStat: { metric, period, stat } } : { expression: Expression }),
    ...(Label === undefined ? {} : { label: Label }),
    ...(Period === undefined ? {} : { period: Period }),
    returnData: ReturnData,
  };
}

function trigger(alarm: MetricAlarm): object {
  const { Metrics = [], Dimensions = [], EvaluationPeriods, DatapointsToAlarm, ComparisonOperator } = alarm;
  const own = {
    MetricName: alarm.MetricName,
    Namespace: alarm.Namespace,
    StatisticType: alarm.ExtendedStatistic === undefined ? "Statistic" : "ExtendedStatistic",
    Statistic: alarm.Statistic?.toUpperCase() ?? alarm.ExtendedStatistic,
    Unit: alarm.Unit ?? null,
    Dimensions: Dimensions.map(({ Name, Value }) => ({ value: Value, name: Name })),
  };
  return {
    ...(Metrics.length > 0 ? { Metrics } : own),
    Period: alarm.Period ?? queriesOf(alarm).find(({ MetricStat }) => MetricStat)?.MetricStat?.Period,
    EvaluationPeriods,
    DatapointsToAlarm,
    ComparisonOperator,
    Threshold: alarm.Threshold,
    TreatMissingData: alarm.TreatMissingData ?? "missing",
    EvaluateLowSampleCountPercentile: alarm.EvaluateLowSampleCountPercentile ?? "",
  };
}

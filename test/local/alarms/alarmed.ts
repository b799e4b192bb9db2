/** For the tests of the calling `describe`: alarms in a store, with metrics of the test's own and a clock that is moved. */
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import {
  startLocalAlarms,
  type LocalAlarms,
  type LocalAlarmsOptions,
} from "../../../local/alarms/local-alarms";
import type { Told } from "../../../local/events/event";
import { MetricStore } from "../../../local/metrics/metric-store";
import { ACCOUNT, NOON, REGION, World } from "../events/world";

export const MINUTE = 60_000;
export const dimensions = { LoadBalancer: "app/shop/1", TargetGroup: "targetgroup/blue/2" };
export const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
export const namespace = "AWS/ApplicationELB";

export function stat(Id: string, MetricName: string, Stat = "Sum") {
  const Metric = { Namespace: namespace, MetricName, Dimensions };
  return { Id, MetricStat: { Metric, Period: 60, Stat }, ReturnData: false };
}

/** As the layout of product and pre-product declares it (components/blue-green/alarms.ts). */
export const ERRORS: PutMetricAlarmCommandInput = {
  AlarmName: "multistage-dev-guestbook-errors-blue",
  AlarmDescription: "More than 5 % of the answers of blue are 5xx",
  Metrics: [
    {
      Id: "percent",
      Expression: "IF(requests >= 20, 100 * FILL(errors, 0) / requests, 0)",
      Label: "errors",
      ReturnData: true,
    },
    stat("errors", "HTTPCode_Target_5XX_Count"),
    stat("requests", "RequestCount"),
  ],
  ComparisonOperator: "GreaterThanThreshold",
  Threshold: 5,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  TreatMissingData: "notBreaching",
};
export const NAME = ERRORS.AlarmName ?? "";

/** Of one metric, with data that may be missing. */
export const SIMPLE: PutMetricAlarmCommandInput = {
  AlarmName: "slow",
  Namespace: namespace,
  MetricName: "TargetResponseTime",
  Dimensions,
  ExtendedStatistic: "p99",
  Period: 60,
  EvaluationPeriods: 1,
  ComparisonOperator: "GreaterThanOrEqualToThreshold",
  Threshold: 2,
};

export function alarmed() {
  const world = new World();
  let metrics = new MetricStore();
  const told: Told[] = [];
  beforeEach(() => {
    metrics = new MetricStore();
    told.length = 0;
  });

  const start = (options: Partial<LocalAlarmsOptions> = {}): LocalAlarms => {
    const alarms = startLocalAlarms({
      store: { endpoint: world.moto.endpoint, region: REGION },
      account: ACCOUNT,
      metrics,
      events: { put: (one) => String(told.push(one)) },
      invokeAsync: (functionArn, payload) => {
        world.called.push({ arn: functionArn, payload: JSON.parse(payload) });
      },
      clock: world.clock,
      lagSeconds: 0,
      say: (line) => world.said.push(line),
      ...options,
    });
    return world.closing(alarms);
  };
  const put = (input: PutMetricAlarmCommandInput) =>
    world.client(CloudWatchClient).send(new PutMetricAlarmCommand(input));
  const setState = (AlarmName: string, StateValue: "ALARM" | "OK", StateReason: string) =>
    world.client(CloudWatchClient).send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason }));
  const state = async (AlarmName: string) => {
    const { MetricAlarms } = await world
      .client(CloudWatchClient)
      .send(new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }));
    return MetricAlarms?.[0]?.StateValue;
  };
  /** The state after each of so many minutes. */
  const states = async (alarms: LocalAlarms, name: string, minutes: number) => {
    const seen: (string | undefined)[] = [];
    for (let minute = 0; minute < minutes; minute++) {
      world.clock.advance(MINUTE);
      await alarms.settled();
      seen.push(await state(name));
    }
    return seen;
  };
  const changes = (): string[] =>
    told.map(({ detail }) => {
      const { state: now, previousState } = detail as Record<string, { value: string }>;
      return `${detail["alarmName"] as string}: ${previousState?.value ?? ""} -> ${now?.value ?? ""}`;
    });
  const sample = (name: string, value: number, minute: number): void => {
    metrics.add({ namespace, name, dimensions }, value, NOON + minute * MINUTE + 30_000);
  };
  const traffic = (minute: number, requests: number, errors: number): void => {
    for (let n = 0; n < requests; n++) sample("RequestCount", 1, minute);
    for (let n = 0; n < errors; n++) sample("HTTPCode_Target_5XX_Count", 1, minute);
  };
  return { world, told, start, put, setState, state, states, changes, sample, traffic };
}

import assert from "node:assert/strict";
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
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
import { MotoServer } from "../../../local/moto/server";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { ACCOUNT, arn, FUNCTION, NOON, REGION, until, World } from "../events/world";

const MINUTE = 60_000;
const dimensions = { LoadBalancer: "app/shop/1", TargetGroup: "targetgroup/blue/2" };
const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
const namespace = "AWS/ApplicationELB";

function stat(Id: string, MetricName: string, Stat = "Sum") {
  const Metric = { Namespace: namespace, MetricName, Dimensions };
  return { Id, MetricStat: { Metric, Period: 60, Stat }, ReturnData: false };
}

/** As the layout of product and pre-product declares it (components/blue-green/alarms.ts). */
const ERRORS: PutMetricAlarmCommandInput = {
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
const NAME = ERRORS.AlarmName ?? "";

/** Of one metric, with data that may be missing. */
const SIMPLE: PutMetricAlarmCommandInput = {
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

describe("alarms", function () {
  this.timeout(MOTO_TIMEOUT);
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

  it("without data are in the state that the treatment of missing data says", async () => {
    await put({ ...SIMPLE, AlarmName: "missing" });
    await put({ ...SIMPLE, AlarmName: "ignore", TreatMissingData: "ignore" });
    await put({ ...SIMPLE, AlarmName: "breaching", TreatMissingData: "breaching" });
    await put({ ...SIMPLE, AlarmName: "notBreaching", TreatMissingData: "notBreaching" });
    const alarms = start();
    await alarms.settled();
    assert.equal(await state("notBreaching"), "INSUFFICIENT_DATA");
    world.clock.advance(MINUTE);
    await alarms.settled();
    assert.deepEqual(await Promise.all(["missing", "ignore", "breaching", "notBreaching"].map(state)), [
      "INSUFFICIENT_DATA",
      "INSUFFICIENT_DATA",
      "ALARM",
      "OK",
    ]);
    assert.deepEqual(changes().sort(), [
      "breaching: INSUFFICIENT_DATA -> ALARM",
      "notBreaching: INSUFFICIENT_DATA -> OK",
    ]);
    assert.deepEqual(world.said, []);
  });

  it("are not evaluated where they hold what is not modelled, which is said once, and others are", async () => {
    await put({ ...ERRORS, Metrics: [{ Id: "s", Expression: "SEARCH('{AWS/EC2} x', 'Sum')" }] });
    await put({ ...SIMPLE, TreatMissingData: "notBreaching" });
    const alarms = start();
    world.clock.advance(3 * MINUTE);
    await alarms.settled();
    assert.deepEqual(world.said, [
      `the alarm ${NAME} is not evaluated: ${NAME}.Metrics.s: Expression "SEARCH('{AWS/EC2} x', 'Sum')": must be metric math, got "'"; the local alarms do not model it`,
    ]);
    assert.equal(await state("slow"), "OK");
    assert.equal(await state(NAME), "INSUFFICIENT_DATA");
  });

  it("that fire already at the start are not told again, and are told when they are well", async () => {
    await put({ ...SIMPLE, AlarmActions: [FUNCTION], OKActions: [FUNCTION] });
    await setState("slow", "ALARM", "of an earlier run");
    for (let minute = 0; minute < 2; minute++) sample("TargetResponseTime", 3, minute);
    sample("TargetResponseTime", 0.1, 2);
    const alarms = start();
    assert.deepEqual(await states(alarms, "slow", 2), ["ALARM", "ALARM"]);
    assert.deepEqual([told, world.called], [[], []]);
    assert.deepEqual(await states(alarms, "slow", 1), ["OK"]);
    assert.deepEqual(changes(), ["slow: ALARM -> OK"]);
    const { alarmData } = world.called[0]?.payload as { alarmData: { previousState: { reason: string } } };
    assert.equal(alarmData.previousState.reason, "of an earlier run");
  });

  it("go off after two bad minutes of three, with as many requests as they ask for, and go back", async () => {
    await put(ERRORS);
    traffic(0, 10, 10); // too few to tell
    traffic(1, 100, 0); // no error is no point
    traffic(2, 100, 6);
    traffic(3, 100, 5); // not more than five per cent
    traffic(4, 50, 3);
    traffic(5, 100, 50);
    const alarms = start();
    assert.deepEqual(await states(alarms, NAME, 9), [
      ...["OK", "OK", "OK", "OK", "ALARM", "ALARM", "ALARM", "ALARM"],
      // The bad points stay in the range while no others come: AWS's rule.
      "ALARM",
    ]);
    traffic(9, 100, 0);
    traffic(10, 100, 0);
    assert.deepEqual(await states(alarms, NAME, 2), ["OK", "OK"]);
    assert.deepEqual(changes(), [
      `${NAME}: INSUFFICIENT_DATA -> OK`,
      `${NAME}: OK -> ALARM`,
      `${NAME}: ALARM -> OK`,
    ]);
  });

  it("are evaluated for every minute, in its turn, when the clock is moved over several at once", async () => {
    await put(SIMPLE);
    for (const [minute, seconds] of [1, 3, 1, 3].entries()) sample("TargetResponseTime", seconds, minute);
    const alarms = start();
    world.clock.advance(4 * MINUTE);
    await alarms.settled();
    assert.deepEqual(changes(), [
      "slow: INSUFFICIENT_DATA -> OK",
      "slow: OK -> ALARM",
      "slow: ALARM -> OK",
      "slow: OK -> ALARM",
    ]);
    assert.deepEqual(
      told.map(({ time }) => time),
      [1, 2, 3, 4].map((minute) => NOON + minute * MINUTE),
    );
  });

  it("see their metrics a minute later, unless told otherwise", async () => {
    await put({ ...SIMPLE, TreatMissingData: "notBreaching" });
    sample("TargetResponseTime", 3, 0);
    const alarms = start({ lagSeconds: 60 });
    assert.deepEqual(await states(alarms, "slow", 2), ["OK", "ALARM"]);
  });

  it("are told in the shapes that AWS documents, to the bus, a topic and a function", async () => {
    const topic = await world.topic("alarms");
    await put({
      ...ERRORS,
      AlarmActions: [topic, FUNCTION, arn("ssm", "opsitem:1")],
      OKActions: [arn("sns", "no")],
    });
    for (let minute = 1; minute < 3; minute++) traffic(minute, 100, 10 * minute);
    const alarms = start();
    await states(alarms, NAME, 3);
    const at = "2026-11-21T12:03:00.000+0000";
    const reason =
      "Threshold Crossed: 2 out of the last 2 datapoints [20.0 (21/11/26 12:02:00), 10.0 (21/11/26 12:01:00)] were greater than the threshold (5.0) (minimum 2 datapoints for OK -> ALARM transition).";
    const [, change] = told;
    const { detail, ...event } = change ?? { detail: {} };
    assert.deepEqual(event, {
      source: "aws.cloudwatch",
      detailType: "CloudWatch Alarm State Change",
      resources: [arn("cloudwatch", `alarm:${NAME}`)],
      time: NOON + 3 * MINUTE,
    });
    const metric = (id: string, name: string) => ({
      id,
      metricStat: { metric: { dimensions, name, namespace }, period: 60, stat: "Sum" },
      returnData: false,
    });
    const { state: now, ...rest } = detail as { state: Record<string, string> };
    assert.deepEqual(rest, {
      alarmName: NAME,
      previousState: {
        value: "OK",
        reason:
          "Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [NonBreaching].",
        reasonData:
          '{"version":"1.0","queryDate":"2026-11-21T12:01:00.000+0000","period":60,"recentDatapoints":[],"threshold":5,"evaluatedDatapoints":[]}',
        timestamp: "2026-11-21T12:01:00.000+0000",
      },
      configuration: {
        description: "More than 5 % of the answers of blue are 5xx",
        metrics: [
          {
            id: "percent",
            expression: "IF(requests >= 20, 100 * FILL(errors, 0) / requests, 0)",
            label: "errors",
            returnData: true,
          },
          metric("errors", "HTTPCode_Target_5XX_Count"),
          metric("requests", "RequestCount"),
        ],
      },
    });
    const { reasonData = "", ...others } = now;
    assert.deepEqual(others, { value: "ALARM", reason, timestamp: at });
    assert.deepEqual((JSON.parse(reasonData) as { recentDatapoints: number[] }).recentDatapoints, [10, 20]);

    assert.equal(world.called.length, 1);
    assert.deepEqual(world.called[0], {
      arn: FUNCTION,
      payload: {
        source: "aws.cloudwatch",
        alarmArn: arn("cloudwatch", `alarm:${NAME}`),
        accountId: ACCOUNT,
        time: at,
        region: REGION,
        alarmData: detail,
      },
    });
    const [message, ...more] = await world.messages("alarms");
    assert.deepEqual(more, []);
    const { AlarmName, NewStateValue, OldStateValue, NewStateReason, StateChangeTime, Trigger } =
      message?.body as Record<string, unknown>;
    assert.deepEqual(
      [AlarmName, NewStateValue, OldStateValue, NewStateReason, StateChangeTime],
      [NAME, "ALARM", "OK", reason, at],
    );
    assert.equal((Trigger as { EvaluationPeriods: number }).EvaluationPeriods, 3);
    assert.deepEqual(world.said.length, 2);
    assert.match(world.said[0] ?? "", new RegExp(`^the alarm ${NAME} is OK, which did not reach \\S+:no: `));
    assert.equal(
      world.said[1],
      `the alarm ${NAME} is ALARM, which did not reach ${arn("ssm", "opsitem:1")}: actions of ssm are not modelled here`,
    );
  });

  it("set nothing off where their actions are disabled, and are told all the same", async () => {
    await put({ ...SIMPLE, ActionsEnabled: false, AlarmActions: [FUNCTION] });
    sample("TargetResponseTime", 3, 0);
    const alarms = start();
    assert.deepEqual(await states(alarms, "slow", 1), ["ALARM"]);
    assert.deepEqual([changes(), world.called], [["slow: INSUFFICIENT_DATA -> ALARM"], []]);
  });

  it("that somebody sets are told within seconds, until they are evaluated again", async () => {
    await put({ ...SIMPLE, TreatMissingData: "notBreaching", AlarmActions: [FUNCTION] });
    const alarms = start();
    await states(alarms, "slow", 1);
    await setState("slow", "ALARM", "an exercise");
    world.clock.advance(5_000);
    await alarms.settled();
    assert.equal(await state("slow"), "ALARM");
    assert.equal(world.called.length, 1);
    assert.deepEqual(await states(alarms, "slow", 1), ["OK"]);
    assert.deepEqual(changes(), ["slow: INSUFFICIENT_DATA -> OK", "slow: OK -> ALARM", "slow: ALARM -> OK"]);
  });

  it("keep their state when they are put again, and have none when they are made anew", async () => {
    await put(SIMPLE);
    sample("TargetResponseTime", 3, 0);
    const alarms = start();
    assert.deepEqual(await states(alarms, "slow", 1), ["ALARM"]);
    await put({ ...SIMPLE, AlarmDescription: "changed" });
    world.clock.advance(5_000);
    await alarms.settled();
    assert.equal(await state("slow"), "ALARM");
    await world.client(CloudWatchClient).send(new DeleteAlarmsCommand({ AlarmNames: ["slow"] }));
    world.clock.advance(5_000);
    await alarms.settled();
    await put(SIMPLE);
    world.clock.advance(5_000);
    await alarms.settled();
    assert.equal(await state("slow"), "INSUFFICIENT_DATA");
    assert.deepEqual(changes(), ["slow: INSUFFICIENT_DATA -> ALARM"]);
  });

  it("stay as they are while the store is gone, which is said once, and once when it is back", async () => {
    const ended: string[] = [];
    const begin = async (port = 0): Promise<MotoServer> => {
      const moto = await MotoServer.start({ env: process.env, report: (line) => ended.push(line), port });
      world.closing({ close: () => moto.stop() });
      return moto;
    };
    const moto = await begin();
    const { endpoint } = moto;
    const client = world.client(CloudWatchClient, endpoint);
    await client.send(new PutMetricAlarmCommand(SIMPLE));
    sample("TargetResponseTime", 1, 0);
    for (let minute = 1; minute < 5; minute++) sample("TargetResponseTime", 3, minute);
    const alarms = start({ store: { endpoint, region: REGION } });
    world.clock.advance(MINUTE);
    await alarms.settled();
    process.kill(moto.pid, "SIGKILL");
    await moto.ended;
    world.clock.advance(2 * MINUTE);
    await alarms.settled();
    assert.deepEqual(changes(), ["slow: INSUFFICIENT_DATA -> OK"]);
    await begin(Number(new URL(endpoint).port));
    await world.client(CloudWatchClient, endpoint).send(new PutMetricAlarmCommand(SIMPLE));
    world.clock.advance(MINUTE);
    await alarms.settled();
    await until("the alarm to go off", () => told.length === 2);
    assert.deepEqual(changes(), ["slow: INSUFFICIENT_DATA -> OK", "slow: OK -> ALARM"]);
    const [gone = "", ...back] = world.said;
    assert.match(
      gone,
      /^the store at \S+ does not tell its alarms \(ECONN(REFUSED|RESET)\); they stay as they are$/,
    );
    assert.deepEqual(back, [`the store at ${endpoint} tells its alarms again`]);
  });
});

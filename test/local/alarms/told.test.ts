import assert from "node:assert/strict";
import { CloudWatchClient, DeleteAlarmsCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { MotoServer } from "../../../local/moto/server";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { ACCOUNT, arn, FUNCTION, NOON, REGION, until } from "../events/world";
import { alarmed, dimensions, ERRORS, MINUTE, NAME, namespace, SIMPLE } from "./alarmed";

describe("what alarms tell", function () {
  this.timeout(MOTO_TIMEOUT);
  const { world, told, start, put, setState, state, states, changes, sample, traffic } = alarmed();

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

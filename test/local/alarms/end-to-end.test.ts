import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { CloudWatchClient, PutMetricAlarmCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { startLocalAlarms } from "../../../local/alarms/local-alarms";
import { startDataPlane, type DataPlane } from "../../../local/load-balancer/data-plane";
import { MetricStore } from "../../../local/metrics/metric-store";
import { countAnswer, countHosts } from "../../../local/metrics/of-load-balancers";
import { statistic } from "../../../local/metrics/samples";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { ACCOUNT, FUNCTION, NOON, REGION, until, World } from "../events/world";
import { Declaring, to } from "../load-balancer/declared";
import { freePort } from "../load-balancer/free-port";

const MINUTE = 60_000;

describe("from a request that fails to the function that hears of it", function () {
  this.timeout(MOTO_TIMEOUT);
  const world = new World();

  /** An app that answers 500 to /bad; says where it listens. */
  const app = async (): Promise<number> => {
    const server: Server = createServer((request, response) => {
      response.writeHead(request.url === "/bad" ? 500 : 200).end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    world.closing({
      close() {
        server.close();
        server.closeAllConnections();
      },
    });
    return (server.address() as AddressInfo).port;
  };

  const alarm = (
    name: string,
    dimensions: Record<string, string>,
    expression: string,
    of: Record<string, string>,
  ) => {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const metric = ([Id, MetricName]: [string, string]): MetricDataQuery => ({
      Id,
      ReturnData: false,
      MetricStat: {
        Metric: { Namespace: "AWS/ApplicationELB", MetricName, Dimensions },
        Period: 60,
        Stat: MetricName.endsWith("HostCount") ? "Average" : "Sum",
      },
    });
    return world.client(CloudWatchClient).send(
      new PutMetricAlarmCommand({
        AlarmName: name,
        Metrics: [{ Id: "percent", Expression: expression }, ...Object.entries(of).map(metric)],
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        Threshold: 50,
        EvaluationPeriods: 1,
        TreatMissingData: "notBreaching",
      }),
    );
  };

  it("counts answers and targets by the minute, and tells the alarm that they set off", async () => {
    const { clock } = world;
    const store = { endpoint: world.moto.endpoint, region: REGION };
    const declare = new Declaring(store);
    const [group, spare] = [await declare.group(), await declare.group()];
    const balancer = await declare.balancer();
    const port = await freePort();
    await declare.listener(balancer, port, to([group, 1], [spare, 0]));
    await declare.register(group, "10.0.0.1", "10.0.0.2");
    const host = { host: "127.0.0.1", port: await app() };
    const metrics = new MetricStore();
    const plane: DataPlane = await startDataPlane({
      store,
      clock,
      nodes: ["127.0.0.1"],
      registrationSeconds: 0,
      propagationSeconds: 0,
      // Nobody listens for the second.
      addressOf: (id) => (id === "10.0.0.1" ? host : undefined),
      onAnswer: (answered) => {
        countAnswer(metrics, answered, clock.now());
      },
    });
    world.closing(plane);
    const health = () => (plane.health(group) ?? []).map(({ state }) => state).join();
    clock.advance(0);
    await until("the healthy one", () => health().includes("healthy,"));
    clock.advance(5_000);
    await until("both checks", () => health() === "healthy,unhealthy");

    const suffix = (arn: string) => arn.split(":").at(-1)!.replace("loadbalancer/", "");
    const dimensions = { LoadBalancer: suffix(balancer), TargetGroup: suffix(group) };
    await alarm("dev-errors", dimensions, "100 * FILL(errors, 0) / requests", {
      errors: "HTTPCode_Target_5XX_Count",
      requests: "RequestCount",
    });
    await alarm("dev-unhealthy", dimensions, "100 * unhealthy / (healthy + unhealthy)", {
      healthy: "HealthyHostCount",
      unhealthy: "UnHealthyHostCount",
    });
    const pattern = {
      source: ["aws.cloudwatch"],
      detail: { alarmName: [{ prefix: "dev-" }], state: { value: ["ALARM"] } },
    };
    await world.rule("alarms", pattern, { Arn: FUNCTION, InputPath: "$.detail.alarmName" });
    const events = await world.events();
    const stop = countHosts({ metrics, clock, store, health: (arn) => plane.health(arn) });
    world.closing({ close: stop });
    const invokeAsync = (): void => undefined;
    const alarms = world.closing(
      startLocalAlarms({ store, account: ACCOUNT, metrics, events, invokeAsync, clock, lagSeconds: 0 }),
    );

    const { url = "" } = plane.listeners()[0] ?? {};
    for (const path of ["/", "/bad", "/bad", "/bad"])
      await fetch(new URL(path, url)).then((one) => one.text());
    clock.advance(10_000);
    const namespace = "AWS/ApplicationELB";
    const of = (name: string, wanted = dimensions) =>
      statistic("Average")?.(metrics.samples({ namespace, name, dimensions: wanted }, NOON, NOON + MINUTE));
    await until("a count of targets", () => of("HealthyHostCount") !== undefined);
    assert.deepEqual([of("HealthyHostCount"), of("UnHealthyHostCount")], [1, 1]);
    assert.equal(of("HealthyHostCount", { ...dimensions, TargetGroup: suffix(spare) }), undefined);

    clock.advance(45_000);
    await alarms.settled();
    await events.settled();
    assert.deepEqual(world.called.map(({ payload }) => payload).sort(), ["dev-errors", "dev-unhealthy"]);
    assert.deepEqual(world.said, []);
  });
});

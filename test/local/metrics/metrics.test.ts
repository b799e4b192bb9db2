import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Answered } from "../../../local/load-balancer/node/node";
import { MetricStore, type MetricId } from "../../../local/metrics/metric-store";
import { countInvocation } from "../../../local/metrics/of-functions";
import { countAnswer } from "../../../local/metrics/of-load-balancers";
import { statistic } from "../../../local/metrics/samples";

const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;
const METRIC: MetricId = { namespace: "n", name: "m", dimensions: { a: "1", b: "2" } };

/** A statistic of the minute from NOON on. */
function of(store: MetricStore, metric: MetricId, name = "Sum"): number | undefined {
  return statistic(name)?.(store.samples(metric, NOON, NOON + MINUTE));
}

describe("metrics", () => {
  it("have no statistic without samples, and none by a name that is none", () => {
    const store = new MetricStore();
    for (const name of ["Sum", "Average", "Minimum", "Maximum", "SampleCount", "p99"])
      assert.equal(of(store, METRIC, name), undefined, name);
    for (const name of ["sum", "p101", "p-1", "tm99", "toString", ""])
      assert.equal(statistic(name), undefined, name);
  });

  it("are kept by minute", () => {
    const store = new MetricStore();
    store.add(METRIC, 100, NOON - 1);
    for (const value of [1, 2, 3, 10]) store.add(METRIC, value, NOON + value);
    store.add(METRIC, 100, NOON + MINUTE);
    const names = [
      "Sum",
      "Average",
      "Minimum",
      "Maximum",
      "SampleCount",
      "p0",
      "p50",
      "p75",
      "p99.9",
      "p100",
    ];
    assert.deepEqual(
      names.map((name) => of(store, METRIC, name)),
      [16, 4, 1, 10, 4, 1, 2, 3, 10, 10],
    );
    const all = store.samples(METRIC, NOON - MINUTE, NOON + 2 * MINUTE);
    assert.deepEqual([all.count, all.sum, all.maximum], [6, 216, 100]);
  });

  it("are told apart by each set of dimensions, in whatever order it is given", () => {
    const store = new MetricStore();
    store.add(METRIC, 1, NOON);
    store.add({ ...METRIC, dimensions: { a: "1" } }, 10, NOON);
    store.add({ ...METRIC, dimensions: { b: "2", a: "1" } }, 100, NOON);
    assert.equal(of(store, METRIC), 101);
    assert.equal(of(store, { ...METRIC, dimensions: {} }), undefined);
  });

  it("are forgotten after a day", () => {
    const store = new MetricStore();
    store.add(METRIC, 1, NOON);
    store.add(METRIC, 1, NOON + 24 * 60 * MINUTE);
    assert.equal(of(store, METRIC), 1);
    store.add(METRIC, 1, NOON + 25 * 60 * MINUTE);
    assert.equal(of(store, METRIC), undefined);
  });

  it("have percentiles that so many samples do not exceed, to three digits", () => {
    const samples = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 99 }), (values, percent) => {
        const store = new MetricStore();
        for (const value of values) store.add(METRIC, value, NOON);
        const sorted = [...values].sort((one, other) => one - other);
        const exact = sorted[Math.ceil((percent / 100) * values.length) - 1] ?? NaN;
        const got = of(store, METRIC, `p${percent}`) ?? NaN;
        assert.ok(Math.abs(got - exact) <= exact * 0.005 + Number.MIN_VALUE, `${got} for ${exact}`);
      }),
    );
  });
});

describe("the metrics of a load balancer", () => {
  const arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012";
  const [LoadBalancer, TargetGroup] = ["app/shop/50dc6c495c0c9188", "targetgroup/blue/73e2d6bc24d8a067"];
  const answered = (given: Partial<Answered>): Answered => ({
    loadBalancerArn: `${arn}:loadbalancer/${LoadBalancer}`,
    listenerArn: `${arn}:listener/${LoadBalancer}/1`,
    target: { groupArn: `${arn}:${TargetGroup}`, id: "i-1", port: 80 },
    status: 200,
    byTarget: true,
    milliseconds: 250,
    ...given,
  });
  const names = [
    ...["RequestCount", "HTTPCode_Target_2XX_Count", "HTTPCode_Target_5XX_Count"],
    ...["HTTPCode_ELB_4XX_Count", "HTTPCode_ELB_5XX_Count", "TargetResponseTime"],
  ];
  /** Of the load balancer and of the target group. */
  const counted = (...given: Partial<Answered>[]) => {
    const store = new MetricStore();
    for (const one of given) countAnswer(store, answered(one), NOON);
    const all = (dimensions: Record<string, string>) =>
      names.map((name) => of(store, { namespace: "AWS/ApplicationELB", name, dimensions }));
    return [all({ LoadBalancer }), all({ LoadBalancer, TargetGroup })];
  };
  const none = undefined;

  it("count no request where no target was chosen", () => {
    const own = { byTarget: false } as const;
    const store = new MetricStore();
    const { loadBalancerArn, listenerArn, milliseconds } = answered({});
    const rest: Answered = { loadBalancerArn, listenerArn, milliseconds, ...own, status: 503 };
    countAnswer(store, rest, NOON);
    countAnswer(store, { ...rest, status: 400 }, NOON);
    const all = (dimensions: Record<string, string>) =>
      names.map((name) => of(store, { namespace: "AWS/ApplicationELB", name, dimensions }));
    assert.deepEqual(all({ LoadBalancer }), [none, none, none, 1, 1, none]);
    assert.deepEqual(all({ LoadBalancer, TargetGroup }), [none, none, none, none, none, none]);
  });

  it("blame no target for an answer of the load balancer's own, nor for a client that went away", () => {
    const [whole, group] = counted({ byTarget: false, status: 502 }, { byTarget: false, status: 0 });
    assert.deepEqual(whole, [2, none, none, none, 1, none]);
    assert.deepEqual(group, [2, none, none, none, none, none]);
  });

  it("count requests, answers by their hundred, and seconds", () => {
    const [whole, group] = counted({}, { status: 500, milliseconds: 750 }, { status: 503 });
    assert.deepEqual(whole, [3, 1, 2, none, none, 1.25]);
    assert.deepEqual(group, whole);
  });

  it("take little of a load balancer's time", () => {
    const store = new MetricStore();
    const before = performance.now();
    for (let n = 0; n < 20_000; n++) countAnswer(store, answered({ milliseconds: n / 7 }), NOON + n * 10);
    // 2,000 a second are to be answered; this is a tenth of their time.
    assert.ok(performance.now() - before < 1_000);
  });
});

describe("the metrics of functions", () => {
  const NAMES = ["Invocations", "Errors", "Throttles", "Duration"];
  const seen = {
    functionName: "guestbook",
    qualifier: "live",
    executedVersion: "7",
    milliseconds: 12,
    failed: false,
    throttled: false,
  };

  it("count by function, by alias and by the version that ran, with a zero where all is well", () => {
    const store = new MetricStore();
    countInvocation(store, seen, NOON);
    countInvocation(store, { ...seen, executedVersion: "8", failed: true, milliseconds: 30 }, NOON);
    countInvocation(store, { ...seen, executedVersion: undefined, throttled: true }, NOON);
    countInvocation(store, { ...seen, qualifier: undefined, executedVersion: "$LATEST" }, NOON);
    const all = (dimensions: Record<string, string>) =>
      NAMES.map((name) => of(store, { namespace: "AWS/Lambda", name, dimensions }));
    const FunctionName = "guestbook";
    const Resource = "guestbook:live";
    assert.deepEqual(all({}), [3, 1, 1, 54]);
    assert.deepEqual(all({ FunctionName }), [3, 1, 1, 54]);
    assert.deepEqual(all({ FunctionName, Resource }), [2, 1, 1, 42]);
    assert.deepEqual(all({ FunctionName, Resource: "guestbook" }), [1, 0, 0, 12]);
    assert.deepEqual(all({ FunctionName, Resource, ExecutedVersion: "7" }), [1, 0, 0, 12]);
    assert.deepEqual(all({ FunctionName, Resource, ExecutedVersion: "8" }), [1, 1, 0, 30]);
    const Average = statistic("Average");
    const errors = { namespace: "AWS/Lambda", name: "Errors", dimensions: { FunctionName, Resource } };
    assert.equal(Average?.(store.samples(errors, NOON, NOON + MINUTE)), 0.5);
  });
});

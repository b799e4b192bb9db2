import assert from "node:assert/strict";
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { readAlarm } from "../../../local/alarms/alarm";
import type { Series } from "../../../local/alarms/expression/evaluate";
import { stateOf } from "../../../local/alarms/reason";
import { Refusal } from "../../../refusal/refusal";

const END = Date.UTC(2019, 9, 2, 17);

const STORED: MetricAlarm = {
  AlarmName: "errors",
  Namespace: "AWS/Lambda",
  MetricName: "Errors",
  Dimensions: [{ Name: "FunctionName", Value: "events" }],
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 50,
  ComparisonOperator: "GreaterThanThreshold",
};

function reason(points: Series, given: Partial<MetricAlarm> = {}): string {
  return stateOf(readAlarm({ ...STORED, ...given }), points, END, "OK", END + 5_000).reason;
}

function refused(given: Partial<MetricAlarm>): string[] {
  try {
    readAlarm({ ...STORED, ...given });
  } catch (error) {
    assert.ok(error instanceof Refusal);
    return error.problems.map(({ property, rule, got }) => `${property}: ${rule}; ${got}`);
  }
  return [];
}

const metric = (Id: string, Period = 60) => ({
  Id,
  ReturnData: false,
  MetricStat: { Metric: { Namespace: "n", MetricName: "m" }, Period, Stat: "Sum" },
});

describe("an alarm as it is read", () => {
  it("is refused with everything that is not modelled, by its name", () => {
    assert.deepEqual(
      refused({
        ComparisonOperator: "LessThanLowerThreshold",
        Period: 30,
        Statistic: undefined,
        ExtendedStatistic: "tm99",
        EvaluateLowSampleCountPercentile: "ignore",
      }),
      [
        'errors.ComparisonOperator: GreaterThanThreshold or GreaterThanOrEqualToThreshold or LessThanThreshold or LessThanOrEqualToThreshold; "LessThanLowerThreshold"',
        'errors.EvaluateLowSampleCountPercentile: evaluate; "ignore"',
        "errors.Period: a multiple of 60 seconds; 30",
        'errors.Metrics.m1.Stat: Sum, Average, Minimum, Maximum, SampleCount or a percentile like p99; "tm99"',
      ],
    );
    assert.deepEqual(refused({ Metrics: [metric("a"), { Id: "e", Expression: "a + SEARCH(b)" }] }), [
      'errors.Metrics.e: Expression "a + SEARCH(b)": a number, a metric\'s id, IF(...), FILL(...) or a bracket: the rest is not modelled; "SEARCH"',
    ]);
  });

  it("is refused where its queries do not go together", () => {
    assert.deepEqual(
      refused({
        Metrics: [
          metric("a"),
          metric("b", 300),
          { Id: "e", Expression: "a + c + d" },
          { Id: "d", Expression: "d", ReturnData: false },
        ],
      }),
      [
        "errors.Period: the same for all metrics; [60,300]",
        'errors.Metrics.e: made of metrics that the alarm has; "c"',
        'errors.Metrics.d: made of others than itself; "d"',
        'errors.Metrics.d: made of others than itself; "d"',
      ],
    );
    assert.deepEqual(refused({ Metrics: [metric("a")] }), ["errors.Metrics: one query that returns data; 0"]);
  });
});

describe("why an alarm is in its state", () => {
  it("is worded as CloudWatch does", () => {
    assert.equal(
      reason([0, 0, 99.5, 1, 60]),
      "Threshold Crossed: 2 out of the last 3 datapoints [60.0 (02/10/19 16:59:00), 99.5 (02/10/19 16:57:00)] were greater than the threshold (50.0) (minimum 2 datapoints for OK -> ALARM transition).",
    );
    assert.equal(
      reason([0, 0, 99.5, 1], { EvaluationPeriods: 1, DatapointsToAlarm: undefined }),
      "Threshold Crossed: 1 out of the last 1 datapoints [1.0 (02/10/19 16:59:00)] was not greater than the threshold (50.0) (minimum 1 datapoint for ALARM -> OK transition).",
    );
  });

  it("says what missing data was taken for", () => {
    const none: Series = [undefined, undefined, undefined, undefined, undefined];
    assert.equal(reason(none), "Insufficient Data: 3 datapoints were unknown.");
    assert.equal(
      reason(none, { TreatMissingData: "notBreaching" }),
      "Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [NonBreaching].",
    );
    assert.equal(
      reason([undefined, undefined, undefined, 70, 71], {
        TreatMissingData: "breaching",
        DatapointsToAlarm: 3,
      }),
      "Threshold Crossed: 2 out of the last 2 datapoints [71.0 (02/10/19 16:59:00), 70.0 (02/10/19 16:58:00)] were greater than the threshold (50.0) and 1 missing datapoint was treated as [Breaching] (minimum 3 datapoints for OK -> ALARM transition).",
    );
  });

  it("has data for machines beside it", () => {
    const { reasonData } = stateOf(readAlarm(STORED), [0, 0, 60, 1, 70], END, "OK", END + 5_000);
    assert.deepEqual(JSON.parse(reasonData), {
      version: "1.0",
      queryDate: "2019-10-02T17:00:05.000+0000",
      startDate: "2019-10-02T16:57:00.000+0000",
      period: 60,
      recentDatapoints: [60, 1, 70],
      threshold: 50,
      evaluatedDatapoints: [
        { timestamp: "2019-10-02T16:59:00.000+0000", value: 70 },
        { timestamp: "2019-10-02T16:58:00.000+0000", value: 1 },
        { timestamp: "2019-10-02T16:57:00.000+0000", value: 60 },
      ],
    });
  });
});

/** An alarm as the store has it, in the shape in which it is evaluated. Pure. */
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { Refusal, shown, type Problem } from "../../refusal/refusal";
import type { Judging, MissingData } from "./judge";
import { queriesOf, readQueries, type Complain, type Watched } from "./queries";

export interface Alarm extends Judging, Watched {
  readonly threshold: number;
  /** `greater than the threshold`, as reasons have it. */
  readonly comparison: string;
  readonly breaches: (value: number) => boolean;
}

interface Comparison {
  readonly words: string;
  readonly holds: (value: number, threshold: number) => boolean;
}

const COMPARISONS: ReadonlyMap<string | undefined, Comparison> = new Map([
  [
    "GreaterThanThreshold",
    { words: "greater than", holds: (value: number, threshold: number) => value > threshold },
  ],
  [
    "GreaterThanOrEqualToThreshold",
    { words: "greater than or equal to", holds: (value: number, threshold: number) => value >= threshold },
  ],
  [
    "LessThanThreshold",
    { words: "less than", holds: (value: number, threshold: number) => value < threshold },
  ],
  [
    "LessThanOrEqualToThreshold",
    { words: "less than or equal to", holds: (value: number, threshold: number) => value <= threshold },
  ],
]);
const TREATMENTS: readonly (string | undefined)[] = ["missing", "notBreaching", "breaching", "ignore"];
const REMEDY = "the local alarms do not model it";

/** @throws Refusal with everything in it that is not modelled */
export function readAlarm(stored: MetricAlarm): Alarm {
  const problems: Problem[] = [];
  const complain: Complain = (property, rule, got) =>
    problems.push({
      property: `${stored.AlarmName ?? ""}.${property}`,
      rule,
      got: shown(got),
      remedy: REMEDY,
    });
  const { EvaluationPeriods = 1, Threshold = 0, TreatMissingData = "missing" } = stored;
  const comparison = COMPARISONS.get(stored.ComparisonOperator);
  if (comparison === undefined)
    complain("ComparisonOperator", [...COMPARISONS.keys()].join(" or "), stored.ComparisonOperator);
  if (!TREATMENTS.includes(TreatMissingData))
    complain("TreatMissingData", TREATMENTS.join(" or "), TreatMissingData);
  if (stored.EvaluateLowSampleCountPercentile === "ignore")
    complain("EvaluateLowSampleCountPercentile", "evaluate", "ignore");
  const queries = readQueries(queriesOf(stored), complain);
  if (problems.length > 0 || comparison === undefined) throw new Refusal(...problems);
  return {
    evaluationPeriods: EvaluationPeriods,
    datapointsToAlarm: stored.DatapointsToAlarm ?? EvaluationPeriods,
    treatMissingData: TreatMissingData as MissingData,
    threshold: Threshold,
    comparison: `${comparison.words} the threshold`,
    breaches: (value) => comparison.holds(value, Threshold),
    ...queries,
  };
}

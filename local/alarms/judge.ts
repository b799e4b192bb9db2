/**
 * What state an alarm is in by the points of its evaluation range, some of which may be missing. Pure.
 * Source: "How alarm state is evaluated when data is missing" and "Avoiding premature transitions to alarm state",
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";
export type MissingData = "missing" | "notBreaching" | "breaching" | "ignore";

/** How many points beyond those of the evaluation periods are looked at; AWS's examples have two. */
export const EXTRA_PERIODS = 2;

export interface Judging {
  /** N, at least 1. */
  readonly evaluationPeriods: number;
  /** M, from 1 to N. */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: MissingData;
}

/** The outcome, and how many missing points were taken for something. */
export interface Judged {
  readonly state: AlarmState;
  readonly filled: number;
}

/**
 * @param breaching - of each period of the range whether its point breaches, the oldest first; undefined where missing
 * @param current - the state so far, which `ignore` keeps
 */
export function judge(
  { evaluationPeriods, datapointsToAlarm, treatMissingData }: Judging,
  breaching: readonly (boolean | undefined)[],
  current: AlarmState,
): Judged {
  const existing = breaching.filter((one) => one !== undefined);
  const judged = existing.slice(-evaluationPeriods);
  const filled = evaluationPeriods - judged.length;
  const bad = judged.filter(Boolean).length;
  if (treatMissingData === "breaching" && bad + filled >= datapointsToAlarm)
    return { state: "ALARM", filled };
  if (bad >= datapointsToAlarm) return { state: "ALARM", filled: 0 };
  const hasGood = judged.includes(false);
  if (filled === 0 || hasGood || treatMissingData === "notBreaching" || treatMissingData === "breaching")
    return { state: "OK", filled };
  if (treatMissingData === "ignore") return { state: current, filled };
  // Nothing but breaching points: an alarm once the oldest is as old as the number of points that it takes.
  const oldest = breaching.indexOf(true);
  const isOldEnough = oldest !== -1 && breaching.length - oldest >= datapointsToAlarm;
  return { state: isOldEnough ? "ALARM" : "INSUFFICIENT_DATA", filled };
}

/** Why an alarm is in its state, as CloudWatch words it. Pure. */
import type { Alarm } from "./alarm";
import { judge, type AlarmState } from "./judge";
import type { Series } from "./expression/evaluate";

/** A state with its reason, as DescribeAlarms has it. */
export interface StateSeen {
  readonly value: AlarmState;
  readonly reason: string;
  /** JSON. */
  readonly reasonData: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * The state by the points of a range, the oldest first.
 *
 * @param end - of the newest point's period, in milliseconds since 1970
 */
export function stateOf(
  alarm: Alarm,
  points: Series,
  end: number,
  current: AlarmState,
  at: number,
): StateSeen {
  const { evaluationPeriods, datapointsToAlarm, breaches, threshold, period } = alarm;
  const breaching = points.map((value) => (value === undefined ? undefined : breaches(value)));
  const { state: value, filled } = judge(alarm, breaching, current);
  const recent = points
    .map((point, index) => ({ point, time: end - (points.length - index) * period * 1000 }))
    .flatMap(({ point, time }) => (point === undefined ? [] : [{ point, time }]))
    .slice(-evaluationPeriods);
  const telling = recent.filter(({ point }) => breaches(point) === (value === "ALARM")).reverse();
  const list = telling.map(({ point, time }) => `${double(point)} (${shortTime(time)})`).join(", ");
  const not = value === "ALARM" ? "" : "not ";
  const crossing = `${telling.length === 1 ? "was" : "were"} ${not}${alarm.comparison} (${double(threshold)})`;
  const least = value === "ALARM" ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  const transition = value === "ALARM" ? "OK -> ALARM" : "ALARM -> OK";
  const reasons = {
    unknown: `Insufficient Data: ${filled} ${noun(filled)} were unknown.`,
    none: `Threshold Crossed: no datapoints were received for ${filled} ${filled === 1 ? "period" : "periods"}${treated(alarm, filled)}.`,
    some: `Threshold Crossed: ${telling.length} out of the last ${recent.length} datapoints [${list}] ${crossing}${treated(alarm, filled)} (minimum ${least} ${noun(least)} for ${transition} transition).`,
  };
  const why = value === "INSUFFICIENT_DATA" ? "unknown" : recent.length === 0 ? "none" : "some";
  return { value, reason: reasons[why], reasonData: data(alarm, recent, at), at };
}

const TREATED: Readonly<Record<string, string>> = {
  breaching: "Breaching",
  notBreaching: "NonBreaching",
  ignore: "Ignore",
};

function treated({ treatMissingData }: Alarm, filled: number): string {
  const as = TREATED[treatMissingData];
  if (filled === 0 || as === undefined) return "";
  return ` and ${filled} missing ${noun(filled)} ${filled === 1 ? "was" : "were"} treated as [${as}]`;
}

function data(
  { period, threshold }: Alarm,
  recent: readonly { point: number; time: number }[],
  at: number,
): string {
  const [first] = recent;
  return JSON.stringify({
    version: "1.0",
    queryDate: longTime(at),
    ...(first === undefined ? {} : { startDate: longTime(first.time) }),
    period,
    recentDatapoints: recent.map(({ point }) => point),
    threshold,
    evaluatedDatapoints: recent
      .map(({ point, time }) => ({ timestamp: longTime(time), value: point }))
      .reverse(),
  });
}

function noun(count: number): string {
  return count === 1 ? "datapoint" : "datapoints";
}

/** `50.0` */
function double(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `02/10/19 16:59:00` */
function shortTime(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(2, 4)} ${iso.slice(11, 19)}`;
}

/** `2019-10-02T16:59:00.000+0000` */
export function longTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("Z", "+0000");
}

/** What an alarm watches: a metric, or an expression of several. Pure. */
import type { MetricAlarm, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { Refusal } from "../../refusal/refusal";
import { MINUTE, type MetricStore } from "../metrics/metric-store";
import { statistic } from "../metrics/samples";
import { evaluate, type Series } from "./expression/evaluate";
import { parseExpression, type Expression } from "./expression/parse";

export interface Watched {
  /** Seconds. */
  readonly period: number;
  /** As many points as asked for, the newest of the period that ends then (milliseconds since 1970); oldest first. */
  readonly points: (metrics: MetricStore, end: number, count: number) => Series;
}

/** Takes what is wrong with a property, completing "must be". */
export type Complain = (property: string, rule: string, got: unknown) => void;

/** What an alarm watches; of one with a single metric this is its only query. */
export function queriesOf(stored: MetricAlarm): readonly MetricDataQuery[] {
  if (stored.Metrics !== undefined && stored.Metrics.length > 0) return stored.Metrics;
  const { Namespace, MetricName, Dimensions, Period, Statistic, ExtendedStatistic, Unit } = stored;
  const Metric = { Namespace, MetricName, Dimensions };
  const MetricStat = { Metric, Period, Stat: Statistic ?? ExtendedStatistic, Unit };
  return [{ Id: "m1", MetricStat, ReturnData: true }];
}

type SeriesOf = Watched["points"];

/** Complains of everything that is not modelled. */
export function readQueries(queries: readonly MetricDataQuery[], complain: Complain): Watched {
  const periods = new Set(queries.flatMap(({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? []));
  const [period = 60, ...others] = periods;
  if (others.length > 0) complain("Period", "the same for all metrics", [...periods]);
  if (period < 60 || period % 60 !== 0) complain("Period", "a multiple of 60 seconds", period);
  const returned = queries.filter(({ ReturnData }) => ReturnData !== false);
  const [wanted] = returned;
  if (returned.length !== 1) complain("Metrics", "one query that returns data", returned.length);
  const known = new Map<string, Expression | SeriesOf>();
  for (const query of queries) {
    const read = readQuery(query, period, complain);
    if (read !== undefined) known.set(query.Id ?? "", read);
  }
  for (const [id, one] of known) if (typeof one !== "function") checkMetrics(id, known, complain, [id]);
  return {
    period,
    points: (metrics, end, count) => {
      const series = (id: string): Series => {
        const one = known.get(id);
        if (one === undefined) return [];
        return typeof one === "function" ? one(metrics, end, count) : evaluate(one, series, count);
      };
      return series(wanted?.Id ?? "");
    },
  };
}

function readQuery(
  { Id = "", Expression: text, MetricStat }: MetricDataQuery,
  period: number,
  complain: Complain,
): Expression | SeriesOf | undefined {
  if (text !== undefined) {
    try {
      return parseExpression(text);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const { property, rule, got } of error.problems) complain(`Metrics.${Id}: ${property}`, rule, got);
      return undefined;
    }
  }
  const { Namespace: namespace = "", MetricName: name = "", Dimensions = [] } = MetricStat?.Metric ?? {};
  const of = statistic(MetricStat?.Stat ?? "");
  if (of === undefined) {
    const rule = "Sum, Average, Minimum, Maximum, SampleCount or a percentile like p99";
    complain(`Metrics.${Id}.Stat`, rule, MetricStat?.Stat);
    return undefined;
  }
  const dimensions = Object.fromEntries(Dimensions.map(({ Name = "", Value = "" }) => [Name, Value]));
  const length = (period / 60) * MINUTE;
  return (metrics, end, count) =>
    Array.from({ length: count }, (_, index) => {
      const from = end - (count - index) * length;
      return of(metrics.samples({ namespace, name, dimensions }, from, from + length));
    });
}

/** Whether everything that an expression names is there, and none is made of itself. */
function checkMetrics(
  id: string,
  known: ReadonlyMap<string, Expression | SeriesOf>,
  complain: Complain,
  path: readonly string[],
): void {
  const expression = known.get(id);
  if (expression === undefined || typeof expression === "function") return;
  for (const name of namesIn(expression)) {
    if (!known.has(name)) complain(`Metrics.${id}`, "made of metrics that the alarm has", name);
    else if (path.includes(name)) complain(`Metrics.${id}`, "made of others than itself", name);
    else checkMetrics(name, known, complain, [...path, name]);
  }
}

function namesIn(expression: Expression): string[] {
  switch (expression.kind) {
    case "number":
      return [];
    case "metric":
      return [expression.id];
    case "negative":
      return namesIn(expression.of);
    case "operation":
      return [expression.left, expression.right].flatMap(namesIn);
    case "if":
      return [expression.condition, expression.then, expression.otherwise].flatMap(namesIn);
    case "fill":
      return [expression.of, ...(expression.by === "REPEAT" ? [] : [expression.by])].flatMap(namesIn);
  }
}

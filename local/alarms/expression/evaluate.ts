/**
 * The value of an expression, period by period. A point is missing where one of those it is made of is, and where it
 * would be no number. Pure.
 */
import type { Expression, Operator } from "./parse";

/** A point for each period, the oldest first; undefined where there is none. */
export type Series = readonly (number | undefined)[];

/** One number for all periods, or one for each. */
type Value = number | undefined | Series;

/** @param metric - the points of a metric, by its id; all series have the same length */
export function evaluate(expression: Expression, metric: (id: string) => Series, length: number): Series {
  const value = valueOf(expression, metric);
  return Array.from({ length }, (_, at) => point(value, at));
}

function valueOf(expression: Expression, metric: (id: string) => Series): Value {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "metric":
      return metric(expression.id);
    case "negative":
      return each([valueOf(expression.of, metric)], ([of]) => minus(0, of));
    case "operation": {
      const { operator, left, right } = expression;
      const values = [valueOf(left, metric), valueOf(right, metric)];
      return each(values, ([one, other]) => operate(operator, one, other));
    }
    case "if": {
      const { condition, then, otherwise } = expression;
      const values = [condition, then, otherwise].map((one) => valueOf(one, metric));
      return each(values, ([holds, yes, no]) => (holds === undefined ? undefined : holds !== 0 ? yes : no));
    }
    case "fill": {
      const of = valueOf(expression.of, metric);
      if (expression.by !== "REPEAT")
        return each([of, valueOf(expression.by, metric)], ([one, by]) => one ?? by);
      let last: number | undefined;
      return each([of], ([one]) => (last = one ?? last));
    }
  }
}

type Points = readonly (number | undefined)[];

function each(values: readonly Value[], make: (points: Points) => number | undefined): Value {
  const series = values.find((value) => Array.isArray(value)) as Series | undefined;
  if (series === undefined) return make(values as Points);
  return series.map((_, at) => make(values.map((value) => point(value, at))));
}

function point(value: Value, at: number): number | undefined {
  return typeof value === "object" ? value[at] : value;
}

function minus(one: number, other: number | undefined): number | undefined {
  return other === undefined ? undefined : one - other;
}

const OPERATIONS: Readonly<Record<Operator, (one: number, other: number) => number | boolean>> = {
  "^": (one, other) => one ** other,
  "*": (one, other) => one * other,
  "/": (one, other) => one / other,
  "+": (one, other) => one + other,
  "-": (one, other) => one - other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
  "==": (one, other) => one === other,
  "!=": (one, other) => one !== other,
  AND: (one, other) => one !== 0 && other !== 0,
  OR: (one, other) => one !== 0 || other !== 0,
};

function operate(operator: Operator, one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return undefined;
  const value = Number(OPERATIONS[operator](one, other));
  return Number.isFinite(value) ? value : undefined;
}

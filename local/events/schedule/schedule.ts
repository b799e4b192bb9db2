/**
 * When a rule is due: `rate(5 minutes)`, `cron(0 18 ? * MON-FRI *)`. Pure; times are UTC.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
import { Refusal, shown } from "../../../refusal/refusal";
import { cron } from "./cron";

export interface Schedule {
  /**
   * The first time after this one, in milliseconds since 1970; undefined where there is none any more.
   *
   * @param since - from when on a rate counts
   */
  next(after: number, since: number): number | undefined;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ["minute", 60_000],
  ["hour", 3_600_000],
  ["day", 86_400_000],
]);

/** @throws Refusal with everything that is wrong with it */
export function schedule(expression: string): Schedule {
  const [, kind, inner = ""] = /^(rate|cron)\((.*)\)$/s.exec(expression) ?? [];
  if (kind === "cron") return cron(inner);
  const period = kind === "rate" ? rate(inner) : undefined;
  if (period === undefined)
    throw new Refusal({
      property: "ScheduleExpression",
      rule: "rate(1 minute), rate(5 minutes), and so with hours or days, or cron(...)",
      got: shown(expression),
      remedy: "one of a unit is singular, several are plural",
    });
  return {
    next: (after, since) => (after < since ? since : after - ((after - since) % period)) + period,
  };
}

/** In milliseconds; undefined for what is none. */
function rate(inner: string): number | undefined {
  const [, count = "", unit = "", plural] = /^([1-9]\d{0,8}) (minute|hour|day)(s?)$/.exec(inner) ?? [];
  const milliseconds = UNITS.get(unit);
  const isPlural = plural === "s";
  return milliseconds === undefined || isPlural === (count === "1")
    ? undefined
    : Number(count) * milliseconds;
}

/** Cron expressions of six fields: minutes, hours, day of month, month, day of week, year. Pure; times are UTC. */
import { Refusal, shown, type Problem } from "../../../refusal/refusal";
import { byMonth, byWeek, type DaysOf } from "./days";
import {
  DAYS_OF_MONTH,
  DAYS_OF_WEEK,
  HOURS,
  MINUTES,
  MONTHS_OF_YEAR,
  numbers,
  YEARS,
  type Range,
} from "./fields";
import type { Schedule } from "./schedule";

const REMEDY = "see EventBridge's cron expressions";

/**
 * @param inner - what stands between `cron(` and `)`
 * @throws Refusal with everything that is wrong with it
 */
export function cron(inner: string): Schedule {
  const given = inner.trim().split(/\s+/);
  if (given.length !== 6) throw new Refusal(problem("", "six fields", inner));
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = given;
  const problems: Problem[] = [];
  const checked = <T>(value: T | undefined, range: Range, field: string, otherwise: T): T => {
    if (value === undefined) problems.push(problem(range.name, ruleOf(range), field));
    return value ?? otherwise;
  };
  const listed = (field: string, range: Range): readonly number[] =>
    checked(numbers(field, range), range, field, []);
  const minutes = listed(minute, MINUTES);
  const hours = listed(hour, HOURS);
  const months = listed(month, MONTHS_OF_YEAR);
  const years = listed(year, YEARS);
  const none: DaysOf = () => [];
  const open = [dayOfMonth, dayOfWeek].filter((field) => field === "?").length;
  if (open !== 1) problems.push(problem("day-of-month and day-of-week", "? in one of the two", inner));
  const days =
    dayOfWeek === "?"
      ? checked(byMonth(dayOfMonth), DAYS_OF_MONTH, dayOfMonth, none)
      : checked(byWeek(dayOfWeek), DAYS_OF_WEEK, dayOfWeek, none);
  if (problems.length > 0) throw new Refusal(...problems);
  return { next: (after) => next(after, { minutes, hours, days, months, years }) };
}

function problem(field: string, rule: string, got: string): Problem {
  const property = field === "" ? "ScheduleExpression" : `ScheduleExpression, ${field}`;
  return { property, rule, got: shown(got), remedy: REMEDY };
}

function ruleOf({ name, first, last, words }: Range): string {
  const more = name === "day-of-month" ? ", with L and W" : name === "day-of-week" ? ", with L and #" : "";
  return `${first} to ${last}${words === undefined ? "" : ` or ${words[0] ?? ""} to ${words.at(-1) ?? ""}`}${more}`;
}

interface Fields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: DaysOf;
  readonly months: readonly number[];
  readonly years: readonly number[];
}

/** Month by month, as most of them have days that can be listed at once. */
function next(after: number, { minutes, hours, days, months, years }: Fields): number | undefined {
  const from = new Date(after);
  for (const year of years) {
    if (year < from.getUTCFullYear()) continue;
    for (const month of months) {
      if (Date.UTC(year, month) <= after) continue;
      for (const day of days(year, month)) {
        if (Date.UTC(year, month - 1, day + 1) <= after) continue;
        for (const hour of hours)
          for (const minute of minutes) {
            const at = Date.UTC(year, month - 1, day, hour, minute);
            if (at > after) return at;
          }
      }
    }
  }
  return undefined;
}

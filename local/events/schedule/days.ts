/**
 * The days of a month that a cron expression names, by the day of the month (`15`, `L`, `LW`, `3W`) or of the week
 * (`2-6`, `L`, `6L`, `3#2`). Pure.
 */
import { DAYS_OF_MONTH, DAYS_OF_WEEK, number, numbers } from "./fields";

/** Ascending; the month from 1 to 12. */
export type DaysOf = (year: number, month: number) => readonly number[];

/** Undefined where it is none of the forms. */
export function byMonth(field: string): DaysOf | undefined {
  if (field === "L") return (year, month) => [length(year, month)];
  const [, day = ""] = /^(\d{1,2}|L)W$/.exec(field) ?? [];
  const wanted = number(day, DAYS_OF_MONTH);
  if (day === "L") return (year, month) => [weekdayNear(year, month, length(year, month))];
  if (wanted !== undefined)
    // In a month without that day there is none near it.
    return (year, month) => (wanted > length(year, month) ? [] : [weekdayNear(year, month, wanted)]);
  const listed = numbers(field, DAYS_OF_MONTH);
  return listed && ((year, month) => listed.filter((one) => one <= length(year, month)));
}

/** Undefined where it is none of the forms. */
export function byWeek(field: string): DaysOf | undefined {
  if (field === "L") return onWeekdays([7]);
  const [, name = "", which = ""] = /^(\w+)(L|#[1-5])$/.exec(field) ?? [];
  const day = number(name, DAYS_OF_WEEK);
  if (day !== undefined) {
    const all = onWeekdays([day]);
    const index = which === "L" ? -1 : Number(which.slice(1)) - 1;
    return (year, month) => {
      const one = all(year, month).at(index);
      return one === undefined ? [] : [one];
    };
  }
  const listed = field.includes("/") ? undefined : numbers(field, DAYS_OF_WEEK);
  return listed && onWeekdays(listed);
}

function onWeekdays(listed: readonly number[]): DaysOf {
  return (year, month) =>
    Array.from({ length: length(year, month) }, (_, index) => index + 1).filter((day) =>
      listed.includes(weekday(year, month, day)),
    );
}

/** The nearest day from Monday to Friday within the same month. */
function weekdayNear(year: number, month: number, day: number): number {
  const on = weekday(year, month, day);
  if (on === 7) return day === 1 ? 3 : day - 1;
  if (on === 1) return day === length(year, month) ? day - 2 : day + 1;
  return day;
}

/** 1 for Sunday to 7 for Saturday. */
function weekday(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

/** How many days a month has. */
function length(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Hours of the week in a time zone, checked. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";

/** A day of the week. */
export const Day = {
  Mon: "mon",
  Tue: "tue",
  Wed: "wed",
  Thu: "thu",
  Fri: "fri",
  Sat: "sat",
  Sun: "sun",
} as const;
export type Day = (typeof Day)[keyof typeof Day];

/** The same hours on some days of every week. */
export interface WeeklyHours {
  /** The days on which they begin: at least one, each once. */
  days: Day[];
  /** The time from which on, 00:00 to 23:59. */
  from: string;
  /** The time until which, 00:00 to 23:59; that of the next day where it is not later than `from`. */
  until: string;
  /** The time zone, by its name in IANA's list: Asia/Seoul. */
  timeZone: string;
}

/** From Monday on. */
export const DAYS = Object.values(Day);

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Everything wrong with a list of hours, which is `property`; more than `most` the registration has no room for. */
export function hoursProblems(
  list: Unchecked<readonly WeeklyHours[]>,
  property: string,
  most: number,
): Problem[] {
  const problems = list.flatMap((hours, index) => oneProblems(hours ?? {}, `${property}[${index}]`));
  if (list.length <= most) return problems;
  const rule = `at most ${most}, as the registration has no room for more`;
  return [{ property, rule, got: String(list.length), remedy: "join some, by their days" }, ...problems];
}

function oneProblems({ days = [], from, until, timeZone }: Unchecked<WeeklyHours>, path: string): Problem[] {
  const problem = (property: string, ok: boolean, rule: string, value: unknown, remedy: string): Problem[] =>
    ok ? [] : [{ property: `${path}.${property}`, rule, got: shown(value), remedy }];
  const time = "a time from 00:00 to 23:59";
  return [
    ...problem("days", days.length > 0, "at least one day", days, `choose of ${DAYS.join(", ")}`),
    ...days.flatMap((day, index) => {
      const isDay = DAYS.some((one) => one === day);
      if (!isDay) return problem(`days[${index}]`, false, `one of ${DAYS.join(", ")}`, day, "choose one");
      return problem(`days[${index}]`, days.indexOf(day) === index, "listed once", day, "remove one");
    }),
    ...problem("from", isTime(from), time, from, 'write it as "09:00"'),
    ...problem("until", isTime(until), time, until, 'write it as "17:00"'),
    ...problem("timeZone", isTimeZone(timeZone), "a time zone of IANA's", timeZone, "for example Asia/Seoul"),
  ];
}

function isTime(text: string | undefined): boolean {
  return text !== undefined && TIME.test(text);
}

function isTimeZone(name: string | undefined): boolean {
  // Newer versions of Node.js take +09:00, too, which those of releases may not.
  if (name === undefined || !/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

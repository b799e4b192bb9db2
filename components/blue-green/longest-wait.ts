/** How long one may have to wait for hours of the week, the changes of clocks included. Pure. */
import { DAYS, type WeeklyHours } from "./weekly-hours";

/** Between two openings; the times as the clocks of their hours show them. */
export interface Wait {
  readonly seconds: number;
  /** From when to when: `fri 17:00 to mon 09:00 Asia/Seoul`. */
  readonly text: string;
}

/** All times here are minutes since 1970. */
const MINUTE = 60_000;
const DAY = 1440;
const WEEK = 7 * DAY;

/** A year has every week there is, with both changes of the clocks; which year does not matter. */
const BEGIN = Date.UTC(2026, 0, 1) / MINUTE;
const END = Date.UTC(2027, 0, 1) / MINUTE;

/** 1970 began on a Thursday. */
const FIRST_DAY = DAYS.indexOf("thu");

/** A time in which clocks are so many minutes ahead of UTC. */
interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly ahead: number;
}

interface Opening extends Stretch {
  readonly timeZone: string;
}

/** The longest wait there is within a year; undefined where one is never over before the next begins. */
export function longestWait(hours: readonly WeeklyHours[]): Wait | undefined {
  const [first, ...others] = hours.flatMap(openings).sort((one, other) => one.from - other.from);
  if (first === undefined) return undefined;
  let last = first;
  let longest: { readonly from: Opening; readonly until: Opening } | undefined;
  for (const next of others) {
    const before = longest === undefined ? 0 : longest.until.from - longest.from.until;
    if (next.from - last.until > before) longest = { from: last, until: next };
    if (next.until > last.until) last = next;
  }
  return longest && waitBetween(longest.from, longest.until);
}

function waitBetween(before: Opening, after: Opening): Wait {
  const isOneZone = before.timeZone === after.timeZone;
  const from = clockText(before.until, before.ahead) + (isOneZone ? "" : ` ${before.timeZone}`);
  const until = `${clockText(after.from, after.ahead)} ${after.timeZone}`;
  const change = isOneZone && before.ahead !== after.ahead ? ", over a change of the clocks" : "";
  return { seconds: (after.from - before.until) * 60, text: `${from} to ${until}${change}` };
}

function clockText(minute: number, ahead: number): string {
  const local = minute + ahead;
  const two = (count: number): string => String(count).padStart(2, "0");
  return `${dayOf(Math.floor(local / DAY))} ${two(Math.floor((local % DAY) / 60))}:${two(local % 60)}`;
}

function dayOf(day: number): WeeklyHours["days"][number] {
  return DAYS[(day + FIRST_DAY) % DAYS.length] ?? "mon";
}

/** Every time the hours come within the year. */
function openings({ days, from, until, timeZone }: WeeklyHours): Opening[] {
  // The same time is a whole day later.
  const length = (minutesOf(until) - minutesOf(from) + DAY) % DAY || DAY;
  return stretches(clockOf(timeZone), BEGIN, END).flatMap((stretch) => {
    const { ahead } = stretch;
    // Those of the day before may last into it.
    const first = Math.floor((stretch.from + ahead) / DAY) - 1;
    const last = Math.floor((stretch.until - 1 + ahead) / DAY);
    const local = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return local
      .filter((day) => days.includes(dayOf(day)))
      .map((day) => {
        const opens = day * DAY + minutesOf(from) - ahead;
        const open = { from: Math.max(opens, stretch.from), until: Math.min(opens + length, stretch.until) };
        return { ...open, ahead, timeZone };
      })
      .filter((open) => open.from < open.until);
  });
}

function minutesOf(time: string): number {
  const [hour, minute] = time.split(":").map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}

/** The time between, cut where the clocks change; no zone's do so twice in a week. */
function stretches(aheadAt: (minute: number) => number, from: number, until: number): Stretch[] {
  const ahead = aheadAt(from);
  if (until - from <= WEEK && aheadAt(until - 1) === ahead) return [{ from, until, ahead }];
  const middle = Math.floor((from + until) / 2);
  return [...stretches(aheadAt, from, middle), ...stretches(aheadAt, middle, until)];
}

/** How far ahead of UTC a zone's clocks are. */
function clockOf(timeZone: string): (minute: number) => number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  return (minute) => {
    const [, sign = "", hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(minute * MINUTE)) ?? [];
    return Number(`${sign}1`) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  };
}

/** When it is allowed to switch, and when it is night: hours of the week in a time zone. Pure. */
import * as z from "zod/mini";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const clockTime = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "a time from 00:00 to 23:59"));

export const windowSchema = z.strictObject({
  /** On which days it begins. */
  days: z.array(z.enum(DAYS)).check(z.minLength(1, "at least one day")),
  /** From this time on, and until that one; over midnight where that is not later. */
  from: clockTime,
  until: clockTime,
  /** An IANA time zone. */
  timeZone: z.string().check(z.refine(isTimeZone, "an IANA time zone, as Asia/Seoul")),
});
export type Window = Readonly<z.infer<typeof windowSchema>>;

/** Whether it is within one of them. */
export function isWithin(windows: readonly Window[], now: number): boolean {
  return windows.some((window) => isIn(window, now));
}

/** `mon, fri 09:00 to 17:00 Asia/Seoul`. */
export function windowText({ days, from, until, timeZone }: Window): string {
  return `${days.join(", ")} ${from} to ${until} ${timeZone}`;
}

function isIn({ days, from, until, timeZone }: Window, now: number): boolean {
  const [day, time] = local(now, timeZone);
  const began = (on: number): boolean => days.includes(DAYS[(on + 7) % 7] ?? "mon");
  if (from < until) return began(day) && time >= from && time < until;
  // Over midnight: the evening of its day, and the morning after.
  return (began(day) && time >= from) || (began(day - 1) && time < until);
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** The day of the week there, Monday 0, and the time. */
function local(now: number, timeZone: string): [number, string] {
  let format = FORMATS.get(timeZone);
  if (format === undefined) {
    const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
    format = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", ...hour });
    FORMATS.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const day = DAYS.findIndex((name) => name === parts.get("weekday")?.toLowerCase());
  return [day, `${parts.get("hour") ?? ""}:${parts.get("minute") ?? ""}`];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

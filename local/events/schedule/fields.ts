/** The fields of a cron expression that list numbers: `*`, `5`, `1-5`, `0/15`, `JAN,MAR-MAY`. Pure. */

export interface Range {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** What stands for the numbers from `first` on. */
  readonly words?: readonly string[];
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

export const MINUTES: Range = { name: "minutes", first: 0, last: 59 };
export const HOURS: Range = { name: "hours", first: 0, last: 23 };
export const DAYS_OF_MONTH: Range = { name: "day-of-month", first: 1, last: 31 };
export const MONTHS_OF_YEAR: Range = { name: "month", first: 1, last: 12, words: MONTHS };
export const DAYS_OF_WEEK: Range = { name: "day-of-week", first: 1, last: 7, words: DAYS };
export const YEARS: Range = { name: "year", first: 1970, last: 2199 };

/** The numbers a field lists, ascending; undefined where it is none of these forms. */
export function numbers(field: string, range: Range): readonly number[] | undefined {
  const found = new Set<number>();
  for (const part of field.split(",")) {
    const bounds = partOf(part, range);
    if (bounds === undefined) return undefined;
    for (let at = bounds.from; at <= bounds.to; at += bounds.step) found.add(at);
  }
  return [...found].sort((a, b) => a - b);
}

function partOf(part: string, range: Range): { from: number; to: number; step: number } | undefined {
  const [span = "", every, ...more] = part.split("/");
  const step = every === undefined ? 1 : /^[1-9]\d{0,3}$/.test(every) ? Number(every) : undefined;
  if (step === undefined || more.length > 0) return undefined;
  if (span === "*") return { from: range.first, to: range.last, step };
  const [low = "", high, ...others] = span.split("-");
  const from = number(low, range);
  // An increment alone goes on to the end.
  const to = high !== undefined ? number(high, range) : every === undefined ? from : range.last;
  return from === undefined || to === undefined || to < from || others.length > 0
    ? undefined
    : { from, to, step };
}

/** One number of a field, or the word for it. */
export function number(text: string, { first, last, words = [] }: Range): number | undefined {
  const word = words.indexOf(text.toUpperCase());
  const value = word !== -1 ? first + word : /^\d{1,4}$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= first && value <= last ? value : undefined;
}

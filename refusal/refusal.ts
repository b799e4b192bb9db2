/**
 * How multistage says no: every place that refuses input does it with the same words, and with everything that is
 * wrong at once. Pure; imported by everyone.
 */

/** One thing that is wrong, said as `<property>: must be <rule>, got <value>; <what to do>`. */
export interface Problem {
  /** Where it stands, as a path: `services.guestbook.runtime`. */
  readonly property: string;
  /** What is allowed, completing "must be". */
  readonly rule: string;
  /** What stands there instead, as the reader would recognise it; never a secret. */
  readonly got: string;
  /** What the reader can do about it. */
  readonly remedy: string;
}

/** The one line a problem is shown as. */
export function problemText({ property, rule, got, remedy }: Problem): string {
  return `${property}: must be ${rule}, got ${got}; ${remedy}`;
}

/** Thrown when input is refused: the reader is to see the problems, and no stack trace. */
export class Refusal extends Error {
  readonly problems: readonly Problem[];

  constructor(...problems: Problem[]) {
    super(problems.map(problemText).join("\n"));
    this.name = "Refusal";
    this.problems = problems;
  }
}

/** A value as a refusal shows it: JSON, cut after 80 characters; `nothing` for undefined. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  // JSON has neither NaN nor Infinity.
  if (typeof value === "number") return String(value);
  const text = (JSON.stringify(value) as string | undefined) ?? typeof value;
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Input of a type before it was checked: anything may be missing. */
export type Unchecked<T> = T extends (infer Entry)[]
  ? (Unchecked<Entry> | undefined)[]
  : T extends object
    ? { [Key in keyof T]?: Unchecked<T[Key]> | undefined }
    : T;

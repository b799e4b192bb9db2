/** Inputs as rules read them: plain data, in which UNKNOWN stands for what a preview cannot know yet. Pure. */

/** Stands for a value that depends on what is not made yet. */
export const UNKNOWN = Symbol("unknown");

export type Value = string | number | boolean | null | undefined | typeof UNKNOWN | readonly Value[] | Values;
export interface Values {
  readonly [name: string]: Value;
}

/** A copy of what the policy SDK hands over, where reading an unknown throws. */
export function readable(values: object): Values {
  return Object.fromEntries(Object.keys(values).map((name) => [name, read(values, name)]));
}

function read(owner: object, name: string | number): Value {
  let value: unknown;
  try {
    value = (owner as Record<string | number, unknown>)[name];
  } catch {
    return UNKNOWN; // data has no other reason to throw
  }
  if (Array.isArray(value)) return Array.from(value.keys(), (index) => read(value as unknown[], index));
  if (typeof value !== "object" || value === null) return value as Value;
  // An asset or archive is nothing a rule reads.
  return Object.getPrototypeOf(value) === Object.prototype ? readable(value) : null;
}

export function isValues(value: Value): value is Values {
  return typeof value === "object" && value !== null && !isList(value);
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** What JSON text says; undefined for any other text. */
export function parsedJson(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

/** Whether something holds, as far as it can be known. */
export type Truth = boolean | typeof UNKNOWN;

/** Whether all hold; one that does not decides, whatever else is unknown. */
export function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(UNKNOWN) ? UNKNOWN : true;
}

/** Whether one holds; one that does decides, whatever else is unknown. */
export function some(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(UNKNOWN) ? UNKNOWN : false;
}

export function not(truth: Truth): Truth {
  return truth === UNKNOWN ? UNKNOWN : !truth;
}

/** Inputs as rules read them: plain data, in which UNKNOWN stands for what a preview cannot know yet. Pure. */

/** Stands for a value that depends on what is not made yet. */
export const UNKNOWN = Symbol("unknown");

export type Value = string | number | boolean | null | undefined | typeof UNKNOWN | readonly Value[] | Values;
export interface Values {
  readonly [name: string]: Value;
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

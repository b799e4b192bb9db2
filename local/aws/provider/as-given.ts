/** What of a refresh is a change of the inputs, and what AWS only filled in. Pure. */
import { isDeepStrictEqual } from "node:util";
import { isValues, type Value, type Values } from "../../../wire/values";

/**
 * The inputs as a refresh finds them: each as it was given where AWS holds what it makes of it (`expected`), else as
 * AWS holds it (`actual`), field by field in blocks; undefined where nothing was given and nothing changed.
 */
export function asGiven(
  given: Value | undefined,
  expected: Value | undefined,
  actual: Value,
): Value | undefined {
  if (isDeepStrictEqual(expected, actual)) return given;
  if (!isValues(given) || !isValues(expected) || !isValues(actual)) return actual;
  return allAsGiven(given, expected, actual);
}

export function allAsGiven(given: Values, expected: Values, actual: Values): Values {
  const fields = Object.entries(actual).flatMap(([name, value]) => {
    const field = asGiven(given[name], expected[name], value);
    return field === undefined ? [] : [[name, field] as const];
  });
  return Object.fromEntries(fields);
}

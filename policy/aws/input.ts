/** Single inputs of AWS's types as rules ask for them. Pure. */
import { at, type Found } from "../iam/grants";
import { some, UNKNOWN, type Truth, type Value, type Values } from "../value";

/** What a resource has at any of the paths; each place once, also where several paths lead through it. */
export function atAny(inputs: Values, paths: readonly string[]): readonly Found[] {
  const found = paths.flatMap((path) => at(inputs, path));
  return [...new Map(found.map((one) => [one.property, one])).values()];
}

/** What stands at a path without lists, as `metadataOptions.httpTokens`; undefined where nothing does. */
export function given(inputs: Values, path: string): Value {
  return at(inputs, path)[0]?.value;
}

/** Whether something is there, whatever it is; what is not known yet, an id or an ARN, will hardly be nothing. */
export function isGiven(value: Value): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** Whether something stands at a path; where only a part of the way there is known, that is open. */
export function isGivenAt(inputs: Values, path: string): Truth {
  const name = path.split(".").at(-1) ?? "";
  const found = at(inputs, path).map(({ property, value }): Truth => {
    return value === UNKNOWN && !property.endsWith(name) ? UNKNOWN : isGiven(value);
  });
  return some(found);
}

/** Whether a switch is on; some of the provider's are texts. */
export function isOn(value: Value): Truth {
  return is(value, true, "true");
}

/** Whether it is one of these. */
export function is(value: Value, ...wanted: readonly Value[]): Truth {
  return value === UNKNOWN ? UNKNOWN : wanted.includes(value);
}

/** The opposite, as far as it can be known. */
export function not(truth: Truth): Truth {
  return truth === UNKNOWN ? UNKNOWN : !truth;
}

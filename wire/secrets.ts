/**
 * Secrets at every depth. The cloud knows no secrets, so what is read back from it is plain: `rewrap` marks again
 * whatever was secret where it was last seen. (A re-wrap of the first level only once put a nested secret in plain
 * text into the state after one refresh.)
 */
import { isDeepStrictEqual } from "node:util";
import { isValues, Secret, type Value, type Values } from "./values";

/** The value with every secret mark taken off, as the cloud would hold it. */
export function plain(value: Value): Value {
  if (value instanceof Secret) return plain(value.value);
  if (Array.isArray(value)) return value.map(plain);
  if (!isValues(value)) return value;
  return plainAll(value);
}

export function plainAll(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, plain(value)]));
}

export function hasSecret(value: Value): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(hasSecret);
  return isValues(value) && Object.values(value).some(hasSecret);
}

/** `value` with a secret mark wherever `marked` has one. */
export function rewrap(value: Value, marked: Value | undefined): Value {
  if (marked === undefined || value instanceof Secret || !hasSecret(marked)) return value;
  if (marked instanceof Secret) return new Secret(value);
  if (Array.isArray(value) && Array.isArray(marked) && isDeepStrictEqual(value, plain(marked))) {
    return value.map((entry, index) => rewrap(entry, marked[index]));
  }
  if (isValues(value) && isValues(marked)) return rewrapAll(value, marked);
  return new Secret(value); // another list or shape than before: nobody can say which part is the secret
}

export function rewrapAll(values: Values, marked: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, rewrap(value, marked[key])]));
}

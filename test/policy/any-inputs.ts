/** Inputs of any shape, right or wrong, with unknowns anywhere. */
import * as fc from "fast-check";
import { UNKNOWN, type Value, type Values } from "../../policy/value";

const KEYS = ["policy", "Statement", "Effect", "Action", "Resource", "key", "value", "Owner"];

/** With some of these properties. */
export function anyInputs(...names: readonly string[]): fc.Arbitrary<Values> {
  return anyInputsOf(names, KEYS);
}

/** With some of these properties, and below them some of these keys, in any order and depth. */
export function anyInputsOf(names: readonly string[], keys: readonly string[]): fc.Arbitrary<Values> {
  const leaf = fc.oneof(
    fc.constant(UNKNOWN),
    fc.constantFrom<Value>("", "*", "{", "Allow", null, undefined),
    fc.json(),
    fc.boolean(),
    fc.integer(),
  );
  const key = fc.constantFrom(...keys);
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(key, tie("value"), { maxKeys: 4 }),
    ),
  }));
  return fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
}

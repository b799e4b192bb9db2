/** Whether the emulator holds what the local AWS has. Pure. */
import { isValues, type Value, type Values } from "../../wire/values";
import { asText } from "./mirrored";

export interface Difference {
  readonly type: string;
  readonly id: string;
  /** Undefined where the emulator has no such thing at all. */
  readonly property?: string;
  readonly expected: Value;
  readonly held: Value;
}

/**
 * Whether `held` says what `expected` does. It may say more, as AWS fills in; lists of plain values and of tags have
 * no order, and a number may be a text.
 */
export function agrees(expected: Value, held: Value): boolean {
  if (Array.isArray(expected)) {
    if (!Array.isArray(held) || expected.length !== held.length) return false;
    const left = [...held];
    return expected.every((entry) => {
      const at = left.findIndex((other) => agrees(entry, other));
      return at !== -1 && left.splice(at, 1).length === 1;
    });
  }
  if (isValues(expected))
    return (
      isValues(held) && Object.entries(expected).every(([name, value]) => agrees(value, held[name] ?? null))
    );
  return asText(expected) === asText(held);
}

/** In which of the properties that `held` has it is otherwise than `properties`. */
export function differing(properties: Values, held: Values): string[] {
  return Object.keys(held).filter(
    (name) => properties[name] !== undefined && !agrees(properties[name], held[name] ?? null),
  );
}

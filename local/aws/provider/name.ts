/** The name a resource gets when the program gives none, as Pulumi's AWS provider makes it. */
import { createHash } from "node:crypto";
import { logicalName } from "../../../wire/urn";
import type { Row } from "../rows/row";
import type { Values } from "../../../wire/values";

/** Among the inputs, marks what was derived and not given; the real provider's own marker. */
export const DERIVED = "__defaults";

/** The inputs, with a derived name where the type needs one and none is given; a derived name is kept. */
export function named(row: Row, urn: string, before: Values, inputs: Values, seed: Uint8Array): Values {
  const { autoName: name } = row;
  if (name === undefined || (inputs[name] ?? null) !== null) return inputs;
  const kept = before[DERIVED] === undefined ? undefined : before[name];
  const derived = derivedName(urn, seed);
  return { ...inputs, [name]: kept ?? row.fit?.(derived, inputs) ?? derived, [DERIVED]: [name] };
}

/** `<logical name>-<7 hexadecimal digits>`; the digits come from the engine's seed, so a retry gets the same name. */
function derivedName(urn: string, randomSeed: Uint8Array): string {
  return `${logicalName(urn)}-${createHash("sha256").update(randomSeed).digest("hex").slice(0, 7)}`;
}

/** The name a resource gets when the program gives none, as Pulumi's AWS provider makes it. */
import { createHash } from "node:crypto";

/** `<logical name>-<7 hexadecimal digits>`; the digits come from the engine's seed, so a retry gets the same name. */
export function derivedName(urn: string, randomSeed: Uint8Array): string {
  const name = urn.slice(urn.lastIndexOf("::") + 2);
  return `${name}-${createHash("sha256").update(randomSeed).digest("hex").slice(0, 7)}`;
}

/** The name a resource gets when the program gives none, as Pulumi's AWS provider makes it. */
import { createHash } from "node:crypto";
import type { Values } from "../wire/values";
import { topLevel, type Change } from "./diff";

/** Among the inputs, marks what was derived and not given; the real provider's own marker. */
export const DERIVED = "__defaults";

/** `<logical name>-<7 hexadecimal digits>`; the digits come from the engine's seed, so a retry gets the same name. */
export function derivedName(urn: string, randomSeed: Uint8Array): string {
  const name = urn.slice(urn.lastIndexOf("::") + 2);
  return `${name}-${createHash("sha256").update(randomSeed).digest("hex").slice(0, 7)}`;
}

/**
 * Whether a replacement keeps a name that the program gave: then the new object cannot be made beside the old one, and
 * the real provider deletes first (pulumi-terraform-bridge, autonaming).
 */
export function keepsGivenName(name: string | undefined, after: Values, changes: readonly Change[]): boolean {
  if (name === undefined || after[DERIVED] !== undefined) return false;
  return changes.some(({ replaces }) => replaces) && !changes.some(({ path }) => topLevel(path) === name);
}

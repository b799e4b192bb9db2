/** Which version of an alias serves an invocation. Pure. */
import type { Share } from "./function-version";

/** @param chance - from 0 up to, but without, 1 */
export function chosen(shares: readonly Share[], chance: number): string | undefined {
  let below = 0;
  for (const { version, weight } of shares) {
    below += weight;
    if (chance < below) return version;
  }
  // What rounding left over.
  return shares.at(-1)?.version;
}

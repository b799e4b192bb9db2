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

/** Numbers from 0 up to 1 that look random and are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

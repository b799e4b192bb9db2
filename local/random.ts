/** Chance that a seed decides: the same seed gives the same run of numbers. */

/** Numbers from 0 up to 1, each call the next. */
export type Random = () => number;

/** A generator of 32 bits of state (a Weyl sequence, mixed); good for delays, not for secrets. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** So many turns at once, and the others one after the other, so far apart. */
import { setTimeout as sleep } from "node:timers/promises";

/**
 * What waits for the next turn.
 *
 * @param atOnce - turns that nobody waits for
 * @param milliseconds - from one of the others to the next
 */
export function pace(atOnce: number, milliseconds: number): () => Promise<void> {
  const began = performance.now();
  let turns = 0;
  return async () => {
    const from = began + Math.max(0, ++turns - atOnce) * milliseconds;
    await sleep(Math.max(0, from - performance.now()));
  };
}

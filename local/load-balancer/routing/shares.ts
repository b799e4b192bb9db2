/** Who is next: shares by weight, and turns within a group. */
import type { WeightedGroup } from "../model";

/**
 * Gives target groups by their weights, spread as evenly as can be: of any run of as many requests as the weights have
 * together (divided by what they have in common), each group gets exactly its weight. Undefined when all weigh nothing.
 */
export function byWeight(groups: readonly WeightedGroup[]): () => string | undefined {
  const entries = groups
    .filter(({ weight }) => weight > 0)
    .map(({ arn, weight }) => ({ arn, weight, due: 0 }));
  const total = entries.reduce((sum, { weight }) => sum + weight, 0);
  return () => {
    let next = entries[0];
    for (const entry of entries) {
      entry.due += entry.weight;
      if (next !== undefined && entry.due > next.due) next = entry;
    }
    if (next !== undefined) next.due -= total;
    return next?.arn;
  };
}

/** Takes turns in lists that may be other ones each time; one for each group. */
export class RoundRobin {
  private readonly turns = new Map<string, number>();

  next<T>(group: string, pool: readonly T[]): T | undefined {
    if (pool.length === 0) return undefined;
    const turn = (this.turns.get(group) ?? -1) + 1;
    this.turns.set(group, turn);
    return pool[turn % pool.length];
  }
}

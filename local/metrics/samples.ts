/** Samples of one period, and the statistics of them. Pure. */

export class Samples {
  count = 0;
  sum = 0;
  minimum = Infinity;
  maximum = -Infinity;
  /** How often each value came; of a value three digits, so that a busy minute has at most some thousands. */
  private readonly values = new Map<number, number>();

  add(value: number): void {
    this.take(Number(value.toPrecision(3)), 1);
    this.count++;
    this.sum += value;
    this.minimum = Math.min(this.minimum, value);
    this.maximum = Math.max(this.maximum, value);
  }

  merge(other: Samples): void {
    for (const [value, times] of other.values) this.take(value, times);
    this.count += other.count;
    this.sum += other.sum;
    this.minimum = Math.min(this.minimum, other.minimum);
    this.maximum = Math.max(this.maximum, other.maximum);
  }

  /** The smallest value that so many per cent do not exceed, in three digits; 0 to 100. */
  percentile(percent: number): number {
    if (percent >= 100) return this.maximum;
    const rank = Math.max(1, Math.ceil((percent / 100) * this.count));
    let seen = 0;
    for (const [value, times] of [...this.values].sort(([one], [other]) => one - other)) {
      seen += times;
      if (seen >= rank) return Math.min(Math.max(value, this.minimum), this.maximum);
    }
    return this.maximum;
  }

  private take(value: number, times: number): void {
    this.values.set(value, (this.values.get(value) ?? 0) + times);
  }
}

/** What is made of samples; undefined where there are none. */
export type Statistic = (samples: Samples) => number | undefined;

const STATISTICS: ReadonlyMap<string, (samples: Samples) => number> = new Map([
  ["Sum", ({ sum }: Samples) => sum],
  ["Average", ({ sum, count }: Samples) => sum / count],
  ["Minimum", ({ minimum }: Samples) => minimum],
  ["Maximum", ({ maximum }: Samples) => maximum],
  ["SampleCount", ({ count }: Samples) => count],
]);

/** `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount`, `p99.9`; undefined for a name that is none of these. */
export function statistic(name: string): Statistic | undefined {
  const [, percent] = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name) ?? [];
  const of =
    percent === undefined
      ? STATISTICS.get(name)
      : (samples: Samples): number => samples.percentile(Number(percent));
  return of && ((samples) => (samples.count === 0 ? undefined : of(samples)));
}

/**
 * Metrics in memory: samples by minute, as CloudWatch keeps metrics of standard resolution. Each set of dimensions is a
 * metric of its own. Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
import { Samples } from "./samples";

export interface MetricId {
  /** `AWS/Lambda` */
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export const MINUTE = 60_000;
/** More than the longest range of an alarm whose periods are shorter than an hour: a day. */
const KEPT_MINUTES = 1_500;

export class MetricStore {
  private readonly metrics = new Map<string, Map<number, Samples>>();

  /** @param at - when it was, in milliseconds since 1970 */
  add(metric: MetricId, value: number, at: number): void {
    const key = keyOf(metric);
    const minutes = this.metrics.get(key) ?? new Map<number, Samples>();
    this.metrics.set(key, minutes);
    const minute = Math.floor(at / MINUTE);
    const samples = minutes.get(minute) ?? new Samples();
    if (samples.count === 0) {
      minutes.set(minute, samples);
      for (const old of minutes.keys()) if (old <= minute - KEPT_MINUTES) minutes.delete(old);
    }
    samples.add(value);
  }

  /** All samples from `from` up to, but without, `to`; both in milliseconds since 1970, of whole minutes. */
  samples(metric: MetricId, from: number, to: number): Samples {
    const minutes = this.metrics.get(keyOf(metric));
    const all = new Samples();
    if (minutes === undefined) return all;
    for (let minute = Math.floor(from / MINUTE); minute * MINUTE < to; minute++) {
      const some = minutes.get(minute);
      if (some !== undefined) all.merge(some);
    }
    return all;
  }
}

function keyOf({ namespace, name, dimensions }: MetricId): string {
  const sorted = Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
}

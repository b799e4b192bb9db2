/**
 * How often one may call: a bucket of tokens for reads, one for changes. Source: the ELB user guide, "Request throttling
 * for the ELB API" (reads; what changes have is an assumption of ours).
 */
import type { Clock } from "../../clock/clock";
import type { CallError } from "./call";

export interface Bucket {
  /** How many calls it holds when it is full. */
  readonly tokens: number;
  /** How many come back each second. */
  readonly perSecond: number;
}

export const READS: Bucket = { tokens: 40, perSecond: 10 };
export const CHANGES: Bucket = { tokens: 20, perSecond: 5 };

export const THROTTLED: CallError = { status: 400, code: "Throttling", message: "Rate exceeded" };

export class Throttle {
  /** In thousandths of a token, which stay whole. */
  private left: number;
  private at: number;

  constructor(
    private readonly bucket: Bucket,
    private readonly clock: Clock,
  ) {
    this.left = bucket.tokens * 1000;
    this.at = clock.now();
  }

  /** Takes a token; false when there is none. */
  take(): boolean {
    const now = this.clock.now();
    const { tokens, perSecond } = this.bucket;
    this.left = Math.min(tokens * 1000, this.left + (now - this.at) * perSecond);
    this.at = now;
    if (this.left < 1000) return false;
    this.left -= 1000;
    return true;
  }
}

/** Throttling: a bucket of tokens that fills at a rate, as AWS's services have it. */
import type { Clock } from "./clock/clock";

export interface Bucket {
  /** How many calls it holds when it is full. */
  readonly tokens: number;
  /** How many come back each second. */
  readonly perSecond: number;
}

export class TokenBucket {
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

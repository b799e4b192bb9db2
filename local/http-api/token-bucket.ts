/** Throttling: a bucket of tokens that fills at a rate, up to a burst. */
import type { Throttle } from "./api";

export class TokenBucket {
  private tokens: number;
  private filled: number;

  constructor(
    private readonly throttle: Throttle,
    private readonly now: () => number,
  ) {
    this.tokens = throttle.burst;
    this.filled = now();
  }

  /** Takes one token; false when there is none. */
  take(): boolean {
    const now = this.now();
    const { ratePerSecond, burst } = this.throttle;
    this.tokens = Math.min(burst, this.tokens + ((now - this.filled) / 1000) * ratePerSecond);
    this.filled = now;
    if (this.tokens < 1) return false;
    this.tokens--;
    return true;
  }
}

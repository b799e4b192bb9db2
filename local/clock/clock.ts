/** The time that everything of the local AWS reads: this machine's, or one that a test moves. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs it once so many milliseconds from now; what it returns calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** This machine's time; a timer of it keeps no process alive. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};

/** A time that stands still until it is moved. */
export class MovedClock implements Clock {
  private waiting: { readonly at: number; readonly run: () => void }[] = [];

  /** From when on, in milliseconds since 1970. */
  constructor(private time: number) {}

  now(): number {
    return this.time;
  }

  after(milliseconds: number, run: () => void): () => void {
    const one = { at: this.time + milliseconds, run };
    this.waiting.push(one);
    return () => {
      this.waiting = this.waiting.filter((other) => other !== one);
    };
  }

  /** Moves it forward, and runs what became due in the order of when it did, also what that asks for in turn. */
  advance(milliseconds: number): void {
    const until = this.time + milliseconds;
    for (let next = this.due(until); next !== undefined; next = this.due(until)) {
      const one = next;
      this.waiting = this.waiting.filter((other) => other !== one);
      this.time = Math.max(this.time, one.at);
      one.run();
    }
    this.time = until;
  }

  /** Of what is due by then, the first; of two at once that which was asked for first. */
  private due(until: number): { readonly at: number; readonly run: () => void } | undefined {
    return this.waiting
      .filter(({ at }) => at <= until)
      .reduce<(typeof this.waiting)[number] | undefined>(
        (first, one) => (first === undefined || one.at < first.at ? one : first),
        undefined,
      );
  }
}

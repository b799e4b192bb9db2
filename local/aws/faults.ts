/**
 * Faults on demand: what the local AWS does wrong because a test or a person asked for it, and how often.
 */
import { setTimeout as sleep } from "node:timers/promises";

export interface Fault {
  readonly on: "create" | "read" | "update" | "delete" | "invoke";
  /** Only for this type or function token; for every one when left out. */
  readonly type?: string;
  /** The how-manieth such call, counted from 1; every one when left out. */
  readonly nth?: number;
  /**
   * `fail`: refused, nothing happened. `partial`: it happened, but its initialisation failed. `lost`: it happened,
   * and the answer got lost. `late`: it happened, and is answered after `delayMs`. `vanish`: it happened, and the
   * provider dies instead of answering. `exit`: the provider dies before it happens. `delay`: it happens after
   * `delayMs`.
   */
  readonly then: "fail" | "partial" | "lost" | "late" | "vanish" | "exit" | "delay";
  /** For `late` and `delay`, up to 60,000 ms. */
  readonly delayMs?: number;
}

/** Names the JSON list of faults in the environment of the provider. */
export const FAULTS_VARIABLE = "MULTISTAGE_LOCAL_FAULTS";

export class Faults {
  private readonly counts = new Map<Fault, number>();

  constructor(private readonly faults: readonly Fault[] = []) {}

  /** The fault of this call, after any delay; undefined when it is to succeed. */
  async strike(on: Fault["on"], type: string): Promise<Fault | undefined> {
    for (const fault of this.due(on, type)) {
      if (fault.then === "exit") process.exit(70);
      if (fault.then !== "delay") return fault;
      await delayOf(fault);
    }
    return undefined;
  }

  /** Comes between what has happened and its answer. */
  async answer(fault: Fault | undefined): Promise<void> {
    if (fault?.then === "vanish") process.exit(70);
    if (fault?.then === "late") await delayOf(fault);
  }

  /** The faults meant for this call. Every fault counts every call of its kind, whatever another did to that. */
  private due(on: Fault["on"], type: string): Fault[] {
    return this.faults.filter((fault) => {
      if (fault.on !== on || (fault.type ?? type) !== type) return false;
      const count = (this.counts.get(fault) ?? 0) + 1;
      this.counts.set(fault, count);
      return (fault.nth ?? count) === count;
    });
  }
}

async function delayOf({ delayMs = 0 }: Fault): Promise<void> {
  await sleep(Math.min(delayMs, 60_000));
}

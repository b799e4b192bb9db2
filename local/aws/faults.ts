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
   * and the answer got lost. `exit`: the provider dies before it happens. `delay`: it happens after `delayMs`.
   */
  readonly then: "fail" | "partial" | "lost" | "exit" | "delay";
  /** For `delay`, up to 60,000 ms. */
  readonly delayMs?: number;
}

export const FAULTS_VARIABLE = "MULTISTAGE_LOCAL_FAULTS";

export class Faults {
  private readonly counts = new Map<Fault, number>();

  constructor(private readonly faults: readonly Fault[] = []) {}

  /** From the JSON list in MULTISTAGE_LOCAL_FAULTS. */
  static fromEnvironment(env: NodeJS.ProcessEnv): Faults {
    return new Faults(JSON.parse(env[FAULTS_VARIABLE] ?? "[]") as Fault[]);
  }

  /** The fault of this call, after any delay; undefined when it is to succeed. */
  async strike(on: Fault["on"], type: string): Promise<"fail" | "partial" | "lost" | undefined> {
    for (const fault of this.faults) {
      if (fault.on !== on || (fault.type !== undefined && fault.type !== type)) continue;
      const count = (this.counts.get(fault) ?? 0) + 1;
      this.counts.set(fault, count);
      if (fault.nth !== undefined && fault.nth !== count) continue;
      if (fault.then === "exit") process.exit(70);
      if (fault.then !== "delay") return fault.then;
      await sleep(Math.min(fault.delayMs ?? 0, 60_000));
    }
    return undefined;
  }
}

/** Fires rules when they are due. */
import type { Clock } from "../clock/clock";
import type { Rule } from "./rule";

/** No timer of this machine goes further than 24 days; a longer wait is several. */
const LONGEST_WAIT = 86_400_000;

interface Kept {
  rule: Rule;
  /** From when on a rate counts: when the rule was first seen with this schedule. */
  readonly since: number;
  callOff: () => void;
}

export class Schedules {
  private readonly kept = new Map<string, Kept>();

  /** @param fire - gets the rule as it is when it is due, and when that is; milliseconds since 1970 */
  constructor(
    private readonly clock: Clock,
    private readonly fire: (rule: Rule, at: number) => void,
  ) {}

  /** Takes in which rules there are now; a schedule that has not changed goes on. */
  declare(rules: readonly Rule[]): void {
    const scheduled = new Map(
      rules.filter(({ schedule }) => schedule !== undefined).map((rule) => [rule.arn, rule]),
    );
    for (const [arn, { rule, callOff }] of this.kept) {
      if (scheduled.get(arn)?.schedule === rule.schedule) continue;
      callOff();
      this.kept.delete(arn);
    }
    for (const [arn, rule] of scheduled) {
      const known = this.kept.get(arn);
      if (known !== undefined) known.rule = rule;
      else {
        const since = this.clock.now();
        const kept: Kept = { rule, since, callOff: () => undefined };
        this.kept.set(arn, kept);
        this.wait(kept, since);
      }
    }
  }

  stop(): void {
    for (const { callOff } of this.kept.values()) callOff();
    this.kept.clear();
  }

  /** @param after - the last time it was due */
  private wait(kept: Kept, after: number): void {
    const due = kept.rule.schedule?.next(after, kept.since);
    if (due === undefined) return;
    const milliseconds = Math.max(0, due - this.clock.now());
    kept.callOff = this.clock.after(Math.min(milliseconds, LONGEST_WAIT), () => {
      if (milliseconds > LONGEST_WAIT) {
        this.wait(kept, after);
        return;
      }
      this.fire(kept.rule, due);
      // A machine that slept fires once, and not for every time it missed.
      this.wait(kept, Math.max(due, this.clock.now()));
    });
  }
}

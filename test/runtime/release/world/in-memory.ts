/** The ports of the engine on a world in memory, with what goes wrong on the way: for tests that read as stories. */
import { givenBack, type Lease } from "../../../../runtime/release/lease";
import { answerTo } from "../../../../runtime/release/answer";
import { actionText, type Action } from "../../../../runtime/release/actions";
import type { Goal, Observed } from "../../../../runtime/release/observed";
import { pass, type Passed } from "../../../../runtime/release/pass";
import type { Decide } from "./moves";
import type { EndedRelease, Ports } from "../../../../runtime/release/ports";
import { acted, grown, observed } from "./read";
import type { World } from "./world";

/** The invocation ends here, without a word. */
export class Killed extends Error {}

export class InMemory {
  readonly calls: string[] = [];
  readonly history: EndedRelease[] = [];
  /** The reasons of all decisions, but for those that only repeat the one before. */
  readonly said: string[] = [];
  private invocations = 0;
  private isDead = false;
  /** What the next invocations read, instead of what there is. */
  read: ((observed: Observed) => Observed) | undefined;
  /** Where the next invocation is killed; once. */
  kill: "before the call" | "after the call" | undefined;
  /** Whether the next call is refused for being one too many; once. */
  throttle = false;
  /** What happens right after the next call; once. */
  afterCall: (() => void) | undefined;

  constructor(
    public world: World,
    private readonly decide: Decide,
  ) {}

  /** One invocation; undefined where it was killed, and what it threw where it did. */
  async run(goal: Goal): Promise<Passed | undefined> {
    this.invocations++;
    this.isDead = false;
    try {
      const owner = `invocation-${this.invocations}`;
      const { service } = this.world.registration;
      const passed = await pass(this.ports(), service, owner, goal, this.decide);
      if (passed.kind === "decided") this.tell(passed.decision.reason);
      return passed;
    } catch (error) {
      if (error instanceof Killed) return undefined;
      throw error;
    }
  }

  /** Invocations until nothing changes any more; fleets get on between them, and time passes where that is waited for. */
  async settle(goal: Goal, atMost = 60): Promise<string> {
    let reason = "";
    for (let round = 0, quiet = 0; round < atMost && quiet < 3; round++) {
      const before = this.world;
      const passed = await this.run(goal);
      if (passed?.kind === "decided") reason = passed.decision.reason;
      this.world = grown(grown(this.world, "blue"), "green");
      const isSame =
        JSON.stringify(before.state) === JSON.stringify(this.world.state) &&
        JSON.stringify(before.sides) === JSON.stringify(this.world.sides);
      quiet = isSame ? quiet + 1 : 0;
      this.pass(15);
    }
    return reason;
  }

  pass(seconds: number): void {
    this.world = { ...this.world, now: this.world.now + seconds * 1000, before: undefined };
  }

  answer(step: "prepare" | "deploy" | "release", executionId: string, reason = "it goes on") {
    return answerTo(step, executionId, this.world.state, reason);
  }

  private tell(reason: string): void {
    if (this.said.at(-1) !== reason) this.said.push(reason);
  }

  ports(): Ports {
    return {
      now: () => this.world.now,
      observe: () => {
        const read = observed(this.world);
        return Promise.resolve(this.read === undefined ? read : this.read(read));
      },
      carryOut: (action) => this.carryOut(action),
      records: {
        read: () => Promise.resolve({ state: this.world.state, lease: this.world.lease }),
        takeLease: (lease, before) => {
          if (this.world.lease?.fence !== before?.fence) return Promise.resolve(false);
          this.world = { ...this.world, lease };
          return Promise.resolve(true);
        },
        hasLease: (lease) => Promise.resolve(this.has(lease)),
        record: (state, lease, ended) => {
          if (this.isDead) return Promise.reject(new Killed());
          if (!this.has(lease)) return Promise.resolve(false);
          this.world = { ...this.world, state, lease: givenBack(lease) };
          if (ended !== undefined) this.history.push(ended);
          return Promise.resolve(true);
        },
      },
    };
  }

  private has({ fence }: Lease): boolean {
    return this.world.lease?.fence === fence;
  }

  private carryOut(action: Action): Promise<void> {
    if (this.kill === "before the call") return this.die();
    if (this.throttle) {
      this.throttle = false;
      return Promise.reject(new Error("Throttling: Rate exceeded"));
    }
    this.world = acted(this.world, action);
    this.calls.push(actionText(action));
    this.afterCall?.();
    this.afterCall = undefined;
    return this.kill === "after the call" ? this.die() : Promise.resolve();
  }

  private die(): Promise<never> {
    this.isDead = true;
    this.kill = undefined;
    return Promise.reject(new Killed());
  }
}

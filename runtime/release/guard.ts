/** A guard: a case that a decision knows, when it is that case, and what is done then. The first that matches decides. */
import type { Action } from "./actions";
import type { Colour } from "../../naming/colours";
import type { ColourRead, ExecutionRead, Goal, Observed } from "./observed";
import type { Registration } from "./registration";
import type { Release, State } from "./state";
import { colourOf, type Pair } from "./weights";

/** What was decided, to be carried out in this order: the actions, then `next` is recorded. */
export interface Decision {
  /** The guard's id. */
  readonly guard: string;
  /** What to record once the actions have been carried out; the very same object where nothing changes. */
  readonly next: State;
  /** At most one. */
  readonly actions: readonly Action[];
  /** A sentence for people. */
  readonly reason: string;
}

export type Outcome = Omit<Decision, "guard">;

/** Everything a decision is made from. */
export interface Situation {
  readonly goal: Goal;
  readonly state: State;
  readonly observed: Observed;
  readonly now: number;
  readonly registration: Registration;
  /** The product rule's weights, where it is a rule as ours are. */
  readonly live: Pair | undefined;
  /** The colour all requests go to; none where they go to both or to neither, or it is no rule as ours are. */
  readonly on: Colour | undefined;
  /** The release that holds the service; `heldOf` knows it in any case. */
  readonly held?: Held | undefined;
}

/** With a release that holds the service. */
export interface Held extends Situation {
  readonly release: Release;
  readonly to: ColourRead;
  readonly from: ColourRead | undefined;
  /** Of the release's pipeline; none where a person asked for it. */
  readonly execution: ExecutionRead | undefined;
}

export interface Guard<In extends Situation = Situation> {
  /** In words joined by hyphens, once in all guards. */
  readonly id: string;
  /** When it is that case, and what is done then, for docs/release.md. */
  readonly says: string;
  readonly when: (situation: In) => boolean;
  readonly then: (situation: In) => Outcome;
}

/** What a decision is made from, out of what is asked, recorded and read. */
export function situationOf(goal: Goal, state: State, observed: Observed, now: number): Situation {
  const { registration, product } = observed;
  const live = "pair" in product ? product.pair : undefined;
  return { goal, state, observed, now, registration, live, on: live && colourOf(live) };
}

/** Nothing to do now. */
export function wait({ state }: Situation, reason: string): Outcome {
  return { next: state, actions: [], reason };
}

/** Seconds since then; never negative, should the clock have gone backwards. */
export function secondsSince(now: number, then: number): number {
  return Math.max(0, (now - then) / 1000);
}

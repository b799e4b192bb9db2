/** The few effects the release engine needs, in the words of release engineering. What implements them decides nothing. */
import type { Action } from "./actions";
import type { Lease } from "./lease";
import type { Goal, Observed } from "./observed";
import type { Outcome, Release, State } from "./state";

/** A release after its end: an item of its own, kept for ever. */
export interface EndedRelease {
  readonly release: Release;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly endedAt: number;
}

/** The table. Reads are consistent, writes are conditional. */
export interface Records {
  /** What is recorded of the service, as it was found: nothing of it is checked. */
  read(): Promise<{ readonly state: unknown; readonly lease: unknown }>;
  /** Takes the lease; false where somebody else has taken it since `before` was read. */
  takeLease(lease: Lease, before: Lease | undefined): Promise<boolean>;
  /** Whether the lease still is the last that was taken. */
  hasLease(lease: Lease): Promise<boolean>;
  /** Records under the lease, and gives it back; false, with nothing written, where it was taken over. */
  record(state: State, lease: Lease, ended: EndedRelease | undefined): Promise<boolean>;
}

export interface Ports {
  readonly records: Records;
  /** Milliseconds since 1970. */
  now(): number;
  /** Reads what a decision is made from, now. Throws where that cannot be read. */
  observe(goal: Goal, state: State): Promise<Observed>;
  /** Makes the call; to be repeated without harm. Throws where it was not, or may not have been, carried out. */
  carryOut(action: Action): Promise<void>;
}

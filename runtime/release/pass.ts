/**
 * One pass of the engine: take the lease, observe, decide, make at most one call, record. It may be interrupted anywhere:
 * the next pass reads what there is and goes on from there.
 */
import { decide } from "./decide";
import type { Decision } from "./guard";
import { leaseFrom, taken, type Lease } from "./lease";
import type { Goal } from "./observed";
import type { EndedRelease, Ports } from "./ports";
import { newState, stateFrom, type State } from "./state";

export type Passed =
  /** Another invocation has the lease, or took it over meanwhile: nothing was decided, or nothing recorded. */
  | { readonly kind: "busy" }
  | {
      readonly kind: "decided";
      readonly decision: Decision;
      readonly state: State;
      /** Whether a call was made, or something else was recorded: the next pass may find more to do. */
      readonly isChanged: boolean;
    };

/**
 * @param owner - this invocation, different from all others
 * @param engine - what decides; tests break it
 * @throws Refusal when what is recorded is not ours; what the ports throw. The lease is given back then.
 */
export async function pass(
  ports: Ports,
  service: string,
  owner: string,
  goal: Goal,
  engine: typeof decide = decide,
): Promise<Passed> {
  const found = await ports.records.read();
  const before = found.lease === undefined ? undefined : leaseFrom(found.lease);
  const state = found.state === undefined ? newState(service) : stateFrom(found.state);
  const lease = taken(before, owner, ports.now());
  if (lease === undefined || !(await ports.records.takeLease(lease, before))) return { kind: "busy" };
  try {
    return await underLease(ports, goal, state, lease, engine);
  } catch (error) {
    // Where even that fails, the lease runs out.
    await ports.records.record(state, lease, undefined).catch(() => false);
    throw error;
  }
}

async function underLease(
  ports: Ports,
  goal: Goal,
  state: State,
  lease: Lease,
  engine: typeof decide,
): Promise<Passed> {
  const decision = engine(goal, state, await ports.observe(goal, state), ports.now());
  for (const action of decision.actions) {
    // The load balancer knows no fence: the window in which somebody else may act is kept short.
    if (!(await ports.records.hasLease(lease))) return { kind: "busy" };
    await ports.carryOut(action);
  }
  const { next } = decision;
  const isRecorded = await ports.records.record(next, lease, endedBetween(state, next));
  if (!isRecorded) return { kind: "busy" };
  return {
    kind: "decided",
    decision,
    state: next,
    isChanged: next !== state || decision.actions.length > 0,
  };
}

/** The release that ended from one state to the next. */
function endedBetween({ open }: State, next: State): EndedRelease | undefined {
  const end = next.ended.find(({ id }) => id === open?.id);
  if (next.open !== undefined || next.last === undefined || end === undefined) return undefined;
  return { release: next.last, outcome: end.outcome, reason: end.reason, endedAt: end.at };
}

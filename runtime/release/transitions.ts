/** How the record changes: the one place where a phase begins, a release ends and a weight is written down. Pure. */
import type { Colour } from "../../naming/colours";
import { STALE_SECONDS } from "./deadlines";
import type { Held, Situation } from "./guard";
import { isSwitched } from "./held";
import type { Action } from "./actions";
import {
  LONGEST_TIMELINE,
  REMEMBERED,
  type Ended,
  type Outcome,
  type Phase,
  type Release,
  type State,
} from "./state";
import { all, colourOf, nextMark, type Pair } from "./weights";

/** The release in another phase. */
export function moved(
  { state, release, now }: Held,
  phase: Phase,
  reason: string,
  change: Partial<Release> = {},
): State {
  const phases = appended(release.phases, { phase, at: now, reason });
  return { ...state, open: { ...release, ...change, phase, phaseSince: now, phases } };
}

/** The release with something else written down. */
export function noted({ state, release }: Held, change: Partial<Release>): State {
  return { ...state, open: { ...release, ...change } };
}

/** The rule as it is taken for known from now on. */
export function withPair(state: State, pair: Pair, now: number, by: string): State {
  const { open } = state;
  const weights = open && appended(open.weights, { at: now, pair, by });
  return {
    ...state,
    product: { pair, at: now, ...(state.product === undefined ? {} : { before: state.product.pair }) },
    ...(open === undefined || weights === undefined ? {} : { open: { ...open, weights } }),
  };
}

/** The call that sends all users to a colour, and the state once it was carried out. */
export function shift(s: Situation, colour: Colour, by: string): { action: Action; state: State } {
  const pair = nextPair(s, colour);
  return { action: { kind: "shiftProduct", pair }, state: withPair(s.state, pair, s.now, by) };
}

/** What our next write of the product rule looks like, if it shows that colour. */
export function nextPair({ state, live }: Situation, colour: Colour): Pair {
  const known = state.product?.pair ?? live ?? { blue: 0, green: 0 };
  return all(colour, nextMark(known));
}

/** The end of the release that holds the service; users stay where `state` has them. */
export function closed(
  held: Held,
  state: State,
  outcome: Outcome,
  reason: string,
  trouble?: "in trouble",
): State {
  const { release, now } = held;
  const on = state.product === undefined ? undefined : colourOf(state.product.pair);
  const last = state.open ?? release;
  return {
    ...state,
    open: undefined,
    last: { ...last, phases: appended(last.phases, { phase: outcome, at: now, reason }) },
    serving: servingAfter(held, on) ?? state.serving,
    idle: idleAfter(held, on, outcome),
    ...(on === undefined ? { drift: state.drift ?? `${reason}; requests do not go to one colour` } : {}),
    ended: remembered(state, {
      id: release.id,
      ...(release.executionId === undefined ? {} : { executionId: release.executionId }),
      outcome,
      reason,
      at: now,
      ...(trouble === undefined ? {} : { trouble }),
    }),
  };
}

/** The end, as a rule the refusal, of what never held the service. */
export function refused(
  s: Situation,
  who: { id: string; executionId?: string },
  reason: string,
  outcome: Outcome = "rejected",
): State {
  return { ...s.state, ended: remembered(s.state, { ...who, outcome, reason, at: s.now }) };
}

export function appended<T>(timeline: readonly T[], entry: T): T[] {
  return [...timeline, entry].slice(-LONGEST_TIMELINE);
}

function remembered({ ended }: State, one: Ended): Ended[] {
  return [one, ...ended].slice(0, REMEMBERED);
}

/**
 * A person may have sent users to a colour before it got the new revision. Where they are on both or on neither, what
 * was switched serves still.
 */
function servingAfter(held: Held, on: Colour | undefined): State["serving"] {
  const { from, fromId = "unknown", to, toId } = held.release;
  if (on === to || (on === undefined && isSwitched(held)))
    return { colour: to, releaseId: held.to.releaseId ?? toId };
  return on !== undefined && on === from ? { colour: from, releaseId: fromId } : undefined;
}

/**
 * What stays beside the serving colour: the one users came from, to be gone back to, or the one that was left. In any
 * case until no node of the load balancer can have the weights from before.
 */
function idleAfter(held: Held, on: Colour | undefined, outcome: Outcome): State["idle"] {
  const { release, now } = held;
  const { from, fromId, to, toId, plan, pinned: size } = release;
  if (on === undefined || (on === to && from === undefined)) return undefined;
  const until = (seconds: number): number => now + Math.max(STALE_SECONDS, seconds) * 1000;
  if (on === to)
    return {
      why: "kept",
      until: until(plan.keepSeconds),
      releaseId: fromId,
      canGoBack: plan.canGoBack,
      size,
    };
  if (outcome === "rejected" && !isFilled(release))
    return { why: "debug", until: now, releaseId: toId, canGoBack: false, size };
  return { why: "debug", until: until(plan.debugSeconds), releaseId: toId, canGoBack: false, size };
}

/** Whether instances of the new release may be there. */
function isFilled({ phase }: Release): boolean {
  return phase !== "preparing" && phase !== "prepared";
}

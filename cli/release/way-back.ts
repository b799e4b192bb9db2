/** What would become of a wish, by the engine's own guards; nothing is done and nothing is recorded. Pure. */
import { situationOf, type Guard, type Outcome, type Situation } from "../../runtime/release/guard";
import { BEGIN, BEGIN_RETURN, BEHIND } from "../../runtime/release/guards/entry";
import { BACK_WHILE_HELD } from "../../runtime/release/guards/return";
import type { Beginning } from "../../runtime/release/begin";
import { heldOf } from "../../runtime/release/held";
import type { Goal, Observed } from "../../runtime/release/observed";
import type { State } from "../../runtime/release/state";

/** What the engine knows of a service at a moment. */
export interface Seen {
  readonly state: State;
  readonly observed: Observed;
  readonly now: number;
}

/** What it would decide. */
export interface Verdict {
  readonly guard: string;
  /** Whether the wish would be granted, now or after a wait. */
  readonly granted: boolean;
  readonly reason: string;
}

type SwitchBack = Extract<Goal, { kind: "switchBack" }>;

/** Stands for the wish, which has no id yet. */
const ASKED = "asked";

/** Whether users can be switched back at once, and what that would be. */
export function switchBackVerdict(seen: Seen, by: string, why: string): Verdict {
  const goal: SwitchBack = { kind: "switchBack", id: ASKED, by, why };
  const situation = situationOf(goal, seen.state, seen.observed, seen.now);
  const held = heldOf(situation);
  return held === undefined
    ? verdict(BEGIN_RETURN, { ...situation, goal })
    : verdict(BACK_WHILE_HELD, { ...held, goal });
}

/** Whether a release of that artifact would begin: a new one of the pipeline, or an earlier one anew. */
export function beginVerdict(seen: Seen, goal: Beginning): Verdict {
  const situation = { ...situationOf(goal, seen.state, seen.observed, seen.now), goal };
  const { open } = seen.state;
  if (open === undefined) return verdict(BEGIN, situation);
  // A release of the pipeline waits behind another; a person's is refused.
  const behind = BEHIND.find(({ when }) => when(situation));
  if (behind !== undefined) return judged(behind.id, behind.then(situation), situation);
  return { guard: "behind", granted: true, reason: `it waits for the end of release ${open.id}` };
}

function verdict<In extends Situation>(guards: readonly Guard<In>[], situation: In): Verdict {
  const guard = guards.find(({ when }) => when(situation));
  // The last guard of each list matches always.
  if (guard === undefined) return { guard: "none", granted: false, reason: "no guard knows this case" };
  return judged(guard.id, guard.then(situation), situation);
}

/** What is refused is remembered at once as rejected, under the id of the wish. */
function judged(guard: string, { next, reason }: Outcome, { goal }: Situation): Verdict {
  const ids = ["id" in goal ? goal.id : "", "executionId" in goal ? goal.executionId : ""];
  const isRefused = next.ended.some(({ id, outcome }) => ids.includes(id) && outcome === "rejected");
  return { guard, granted: !isRefused, reason };
}

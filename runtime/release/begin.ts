/** How a release begins: what it takes with it into its record. Pure. */
import { otherThan } from "../../naming/colours";
import type { Goal } from "./observed";
import type { Situation } from "./guard";
import { productSizes } from "./sizes";
import type { Release, State } from "./state";

export type Beginning = Extract<Goal, { kind: "prepare" | "reRelease" }>;
type SwitchBack = Extract<Goal, { kind: "switchBack" }>;

/** Whose release it is: that of an execution is called after it. */
export function idsOf(goal: Beginning): { id: string; executionId?: string } {
  return goal.kind === "prepare" ? { id: goal.executionId, executionId: goal.executionId } : { id: goal.id };
}

/** The colour that is free: the one that users are not on. */
export function target({ on }: Situation): "blue" | "green" {
  return otherThan(on ?? "blue");
}

/** The state in which the release has the service. What was kept of the one before goes with the colour. */
export function begun(s: Situation, goal: Beginning, reason: string): State {
  const { registration, observed, state } = s;
  const { serving } = state;
  const to = target(s);
  const ids = idsOf(goal);
  const from = serving === undefined ? undefined : observed.colours[serving.colour];
  const open: Release = {
    ...ids,
    kind: goal.kind === "prepare" ? "release" : "reRelease",
    by: goal.by,
    artifact: goal.artifact,
    ...(goal.commit === undefined ? {} : { commit: goal.commit }),
    ...(serving === undefined ? {} : { from: serving.colour, fromId: serving.releaseId }),
    to,
    toId: ids.id,
    plan: {
      templateVersion: registration.colours[to].launchTemplate.version,
      bakeSeconds: registration.bakeSeconds,
      keepSeconds: registration.keepSeconds,
      debugSeconds: registration.debugSeconds,
      approvalRequired: registration.approvalRequired,
      confirmRequired: registration.confirmRequired,
      canGoBack: serving !== undefined && registration.migrations !== "breaking",
    },
    pinned: from === undefined ? 0 : Math.max(from.fleet.desired, productSizes(registration, s.now).min),
    ...empty(s, reason),
    phase: "preparing",
    // Whoever asks for an earlier release again may do so, and has thereby approved it.
    ...(goal.kind === "reRelease" ? { approval: { by: goal.by, at: s.now } } : {}),
  };
  return { ...state, idle: undefined, open };
}

/** The state in which users are to go back to the fleet that was kept. */
export function begunReturn(s: Situation, goal: SwitchBack, reason: string): State {
  const { state, registration } = s;
  const { serving, idle: kept } = state;
  if (serving === undefined || kept === undefined) return state;
  const to = serving.colour;
  const open: Release = {
    id: goal.id,
    kind: "switchBack",
    by: goal.by,
    from: otherThan(to),
    fromId: kept.releaseId ?? "unknown",
    to,
    toId: serving.releaseId,
    plan: {
      templateVersion: registration.colours[to].launchTemplate.version,
      bakeSeconds: 0,
      keepSeconds: registration.keepSeconds,
      debugSeconds: registration.debugSeconds,
      approvalRequired: false,
      confirmRequired: false,
      canGoBack: true,
    },
    pinned: kept.size,
    ...empty(s, reason),
    phase: "returning",
    returning: goal.why,
  };
  return { ...state, idle: undefined, open };
}

function empty({ now }: Situation, reason: string) {
  return {
    phaseSince: now,
    gate: { reads: 0, at: 0 },
    phases: [{ phase: "begun", at: now, reason }],
    weights: [],
    health: [],
    evidence: [],
  };
}

/** The release that holds the service, with what was read of its colours. Pure. */
import type { Held, Situation } from "./guard";
import type { ExecutionRead } from "./observed";
import type { Phase } from "./state";

export function heldOf(s: Situation): Held | undefined {
  const { open: release } = s.state;
  if (release === undefined) return undefined;
  if (s.held?.state === s.state) return s.held;
  const { colours, executions } = s.observed;
  const { from, to, executionId } = release;
  return {
    ...s,
    release,
    to: colours[to],
    from: from === undefined ? undefined : colours[from],
    execution: executionId === undefined ? undefined : executions[executionId],
  };
}

const SWITCHED: readonly Phase[] = ["baking", "confirming", "returning"];

/** Whether users are, or were, on the new revision. */
export function isSwitched({ release }: Held): boolean {
  return SWITCHED.includes(release.phase);
}

/** Whether the pipeline has got to that step; a release without a pipeline goes on by itself. */
export function isAsked({ goal, release }: Held, step: "deploy" | "release"): boolean {
  if (release.executionId === undefined) return true;
  return goal.kind === step && goal.executionId === release.executionId;
}

/** Why the release has nobody any more who wants it; undefined while it has. */
export function overBecause({ execution }: Held): string | undefined {
  if (execution === undefined) return undefined;
  const { approval, status } = execution;
  if (approval.state === "rejected") return `${approval.by} rejected it${said(approval.comment)}`;
  if (status === "running") return undefined;
  if (approval.state === "timedOut") return "nobody approved it in time";
  if (execution.confirmation.state === "timedOut") return "nobody confirmed it in time";
  return ENDS[status];
}

const ENDS: Readonly<Record<Exclude<ExecutionRead["status"], "running">, string>> = {
  succeeded: "the pipeline's execution ended without releasing it",
  failed: "the pipeline's execution failed",
  stopped: "the pipeline's execution was stopped",
  missing: "the pipeline no longer knows its execution",
};

export function said(comment: string | undefined): string {
  return comment === undefined || comment === "" ? "" : `: ${comment}`;
}

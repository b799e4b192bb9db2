/** What happens to a pipeline from outside, taken in. */
import { DAY, deadlines } from "./action-run";
import type { Draft } from "./draft";
import { isOver, type Execution, type Outcome, type Start } from "./execution";

export type Happening =
  | { readonly kind: "started"; readonly start: Start }
  | { readonly kind: "ended"; readonly runId: string; readonly outcome: Outcome }
  /** A function wants to be called again. */
  | { readonly kind: "continued"; readonly runId: string; readonly token: string; readonly summary?: string }
  | {
      readonly kind: "stopped";
      readonly executionId: string;
      readonly abandon: boolean;
      readonly reason?: string;
    }
  /** Time has passed. */
  | { readonly kind: "passed" };

/** Of a run or an execution that is over, nothing changes any more. */
export function take(draft: Draft, happening: Happening): void {
  switch (happening.kind) {
    case "started":
      start(draft, happening.start);
      return;
    case "ended":
      end(draft, happening.runId, happening.outcome);
      return;
    case "continued":
      resumeLater(draft, happening);
      return;
    case "stopped":
      stop(draft, happening);
      return;
    case "passed":
      pass(draft);
  }
}

function start(draft: Draft, given: Start): void {
  const { now } = draft.world;
  const { pipeline, version, executions } = draft.line;
  const times = { startedAt: now, updatedAt: now };
  const begun = { status: "InProgress", entered: [], runs: [] } as const;
  const execution: Execution = { ...given, ...times, ...begun, pipeline, version };
  draft.line = { ...draft.line, executions: [...executions, execution] };
  draft.tell(execution, "STARTED");
}

/** Its token stays: who answers with it again is to hear that it was answered. */
function end(draft: Draft, runId: string, outcome: Outcome): void {
  const found = draft.running(runId);
  if (found === undefined) return;
  draft.putRun(found.execution, { ...found.run, ...outcome, updatedAt: draft.world.now });
}

function resumeLater(
  draft: Draft,
  { runId, token, summary }: Happening & { readonly kind: "continued" },
): void {
  const found = draft.running(runId);
  if (found === undefined) return;
  const { now, continueSeconds } = draft.world;
  draft.putRun(found.execution, {
    ...found.run,
    ...(summary === undefined ? {} : { summary }),
    updatedAt: now,
    resume: { at: now + continueSeconds * 1000, token },
    due: { at: found.run.startedAt + DAY, why: deadlines.day },
  });
}

function stop(
  draft: Draft,
  { executionId, abandon, reason }: Happening & { readonly kind: "stopped" },
): void {
  const found = draft.line.executions.find(({ id }) => id === executionId);
  if (found === undefined || isOver(found)) return;
  const summary = reason === undefined ? {} : { summary: reason };
  const stopping = draft.put({ ...found, ...summary, status: "Stopping" });
  if (found.status !== "Stopping") draft.tell(stopping, "STOPPING");
  if (abandon) for (const { id } of found.runs) end(draft, id, { status: "Abandoned" });
}

function pass(draft: Draft): void {
  const { now } = draft.world;
  for (const { id, due, resume: again } of draft.line.executions.flatMap(({ runs }) => runs)) {
    if (due !== undefined && due.at <= now)
      end(draft, id, { status: "Failed", error: { code: "Timeout", message: due.why } });
    else if (again !== undefined && again.at <= now) resume(draft, id, again.token);
  }
}

function resume(draft: Draft, runId: string, continuationToken: string): void {
  const found = draft.running(runId);
  if (found === undefined) return;
  const { now, newId } = draft.world;
  const jobId = newId();
  const due = deadlines.answer(now, found.run.startedAt);
  const run = { ...found.run, jobs: [...found.run.jobs, jobId], due, resume: undefined };
  const execution = draft.putRun(found.execution, run);
  draft.orders.push({ kind: "invoke", execution, run, jobId, continuationToken });
}

/** What follows of itself: stages are entered and left, actions begun, executions over. */
import { began } from "./action-run";
import type { Draft } from "./draft";
import { isOver, type Execution } from "./execution";
import type { Stage } from "./pipeline";

/** Until nothing moves any more. */
export function settle(draft: Draft): void {
  while (draft.line.executions.some((execution) => !isOver(execution) && move(draft, execution)));
}

/** One step of one execution; whether there was one. */
function move(draft: Draft, execution: Execution): boolean {
  const inside = execution.entered.at(-1);
  const { stages } = execution.pipeline;
  if (inside?.status !== "InProgress") {
    const next = stages[execution.entered.length];
    if (next === undefined) return over(draft, execution, "Succeeded");
    if (execution.status === "Stopping") return over(draft, execution, "Stopped");
    return enter(draft, execution, next);
  }
  const stage = stages[execution.entered.length - 1];
  const runs = execution.runs.filter((run) => run.stage === inside.stage);
  if (stage === undefined || runs.some(({ status }) => status === "InProgress")) return false;
  if (runs.some(({ status }) => status === "Failed")) return leave(draft, execution, "Failed");
  if (runs.some(({ status }) => status === "Abandoned")) return leave(draft, execution, "Stopped");
  const left = stage.actions.filter(({ name }) => !runs.some(({ action }) => action.name === name));
  if (left.length === 0) return leave(draft, execution, "Succeeded");
  if (execution.status === "Stopping") return leave(draft, execution, "Stopped");
  const first = Math.min(...left.map(({ runOrder }) => runOrder));
  for (const action of left.filter(({ runOrder }) => runOrder === first)) {
    const { run, orders } = began(draft.current(execution), stage.name, action, draft.world);
    draft.orders.push(...orders(draft.putRun(execution, run)));
  }
  return true;
}

/** One execution a stage, and nobody overtakes. */
function enter(draft: Draft, execution: Execution, { name: stage }: Stage): boolean {
  const { executions } = draft.line;
  const at = executions.indexOf(execution);
  const depth = execution.entered.length;
  const waits = executions.some(
    (other, index) =>
      index !== at &&
      !isOver(other) &&
      (isInside(other, stage) || (index < at && other.entered.length <= depth)),
  );
  if (waits) return false;
  const entered = [...execution.entered, { stage, status: "InProgress" as const }];
  draft.tell(draft.put({ ...execution, entered }), "STARTED", stage);
  return true;
}

function leave(draft: Draft, execution: Execution, status: "Succeeded" | "Failed" | "Stopped"): boolean {
  const before = execution.entered.slice(0, -1);
  const stage = execution.entered.at(-1)?.stage ?? "";
  const left = draft.put({ ...execution, entered: [...before, { stage, status }] });
  draft.tell(left, status.toUpperCase(), stage);
  return status === "Succeeded" ? true : over(draft, left, status);
}

function over(draft: Draft, execution: Execution, status: "Succeeded" | "Failed" | "Stopped"): boolean {
  draft.tell(draft.put({ ...execution, status }), status.toUpperCase());
  return true;
}

function isInside({ entered }: Execution, stage: string): boolean {
  const last = entered.at(-1);
  return last?.stage === stage && last.status === "InProgress";
}

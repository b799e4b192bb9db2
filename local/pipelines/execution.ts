/** An execution of a pipeline, and the runs of its actions: plain data. Times are milliseconds since 1970. */
import type { Action, Pipeline } from "./pipeline";

export type ExecutionStatus = "InProgress" | "Stopping" | "Stopped" | "Succeeded" | "Failed";
export type ActionStatus = "InProgress" | "Succeeded" | "Failed" | "Abandoned";

/** What of an action's source whoever starts an execution has chosen: the version of an S3 object. */
export interface Revision {
  readonly actionName: string;
  readonly versionId: string;
}

export interface Start {
  readonly id: string;
  readonly trigger: { readonly type: string; readonly detail?: string };
  readonly revisions: readonly Revision[];
  readonly variables: Readonly<Record<string, string>>;
  /** The same again starts nothing. */
  readonly clientRequestToken?: string;
}

export interface Execution extends Start {
  /** As it was declared when it began. */
  readonly pipeline: Pipeline;
  /** How often the pipeline had been declared otherwise before, and one. */
  readonly version: number;
  readonly status: ExecutionStatus;
  /** Why it was stopped. */
  readonly summary?: string;
  readonly startedAt: number;
  readonly updatedAt: number;
  /** The stages it has entered, in order; it is inside the last one while that is in progress. */
  readonly entered: readonly { readonly stage: string; readonly status: ExecutionStatus }[];
  readonly runs: readonly ActionRun[];
}

/** How an action ended. */
export interface Outcome {
  readonly status: Exclude<ActionStatus, "InProgress">;
  readonly summary?: string;
  readonly error?: { readonly code: string; readonly message: string };
  /** Who decided it, where that was a person. */
  readonly by?: string;
  readonly externalId?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

export interface ActionRun extends Omit<Outcome, "status"> {
  readonly id: string;
  readonly stage: string;
  readonly action: Action;
  readonly status: ActionStatus;
  readonly startedAt: number;
  readonly updatedAt: number;
  /** With its variables filled in. */
  readonly configuration: Readonly<Record<string, string>>;
  /** The ids of a function's jobs; only the last may be open. */
  readonly jobs: readonly string[];
  /** When the function is called again, and what it gave to be called with. */
  readonly resume?: { readonly at: number; readonly token: string } | undefined;
  /** By which a person answers. */
  readonly token?: string;
  /** When it fails unless it has ended. */
  readonly due?: { readonly at: number; readonly why: string };
}

/** One pipeline with all its executions, in the order in which they began. */
export interface Line {
  readonly pipeline: Pipeline;
  readonly version: number;
  readonly executions: readonly Execution[];
}

export function isOver({ status }: { readonly status: ExecutionStatus }): boolean {
  return status !== "InProgress" && status !== "Stopping";
}

/** Whether a function may still answer this job. */
export function isOpen({ status, jobs, resume }: ActionRun, job: string): boolean {
  return status === "InProgress" && resume === undefined && jobs.at(-1) === job;
}

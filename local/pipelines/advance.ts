/**
 * How executions of a pipeline go on, in the mode QUEUED: what has happened goes in, the pipeline as it is then and what
 * is to be done comes out. Pure: time and ids are handed in.
 * Source: https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
 */
import { began, changed, DAY, deadlines, type Order } from "./action-run";
import { isOver, type ActionRun, type Execution, type Line, type Outcome, type Start } from "./execution";
import type { Stage } from "./pipeline";

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

export interface World {
  readonly now: number;
  readonly newId: () => string;
  /** Until a function that goes on is called again. */
  readonly continueSeconds: number;
}

export interface Advanced {
  readonly line: Line;
  /** To be done in this order. */
  readonly orders: readonly Order[];
}

export function advance(line: Line, happening: Happening, world: World): Advanced {
  const turn = new Turn(line, world);
  turn.take(happening);
  turn.settle();
  return turn;
}

/** When something is due next, if nothing happens before. */
export function nextDue({ executions }: Line): number | undefined {
  const times = executions
    .flatMap(({ runs }) => runs)
    .filter(({ status }) => status === "InProgress")
    .flatMap(({ due, resume }) => [due?.at, resume?.at])
    .filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

class Turn implements Advanced {
  readonly orders: Order[] = [];

  constructor(
    public line: Line,
    private readonly world: World,
  ) {}

  take(happening: Happening): void {
    switch (happening.kind) {
      case "started":
        this.start(happening.start);
        return;
      case "ended":
        this.end(happening.runId, happening.outcome);
        return;
      case "continued":
        this.resumeLater(happening.runId, happening.token, happening.summary);
        return;
      case "stopped":
        this.stop(happening.executionId, happening.abandon, happening.reason);
        return;
      case "passed":
        this.pass();
    }
  }

  /** Until nothing moves any more. */
  settle(): void {
    while (this.line.executions.some((execution) => !isOver(execution) && this.move(execution)));
  }

  private start(start: Start): void {
    const { now } = this.world;
    const { pipeline, version } = this.line;
    const times = { startedAt: now, updatedAt: now };
    const execution: Execution = {
      ...start,
      ...times,
      pipeline,
      version,
      status: "InProgress",
      entered: [],
      runs: [],
    };
    this.line = { ...this.line, executions: [...this.line.executions, execution] };
    this.tell(execution, "STARTED");
  }

  private end(runId: string, outcome: Outcome): void {
    const found = this.running(runId);
    if (found === undefined) return;
    // Its token stays: who answers with it again is to hear that it was answered.
    this.putRun(found.execution, { ...found.run, ...outcome, updatedAt: this.world.now });
  }

  private resumeLater(runId: string, token: string, summary?: string): void {
    const found = this.running(runId);
    if (found === undefined) return;
    const { now, continueSeconds } = this.world;
    const { run, execution } = found;
    this.putRun(execution, {
      ...run,
      ...(summary === undefined ? {} : { summary }),
      updatedAt: now,
      resume: { at: now + continueSeconds * 1000, token },
      due: { at: run.startedAt + DAY, why: deadlines.day },
    });
  }

  private stop(executionId: string, abandon: boolean, reason?: string): void {
    const found = this.line.executions.find(({ id }) => id === executionId);
    if (found === undefined || isOver(found)) return;
    const summary = reason === undefined ? {} : { summary: reason };
    const stopping = this.put({ ...found, ...summary, status: "Stopping" });
    if (found.status !== "Stopping") this.tell(stopping, "STOPPING");
    if (abandon)
      for (const { id, status } of found.runs)
        if (status === "InProgress") this.end(id, { status: "Abandoned" });
  }

  private pass(): void {
    const { now } = this.world;
    for (const { runs } of this.line.executions)
      for (const { id, status, due, resume } of runs) {
        if (status !== "InProgress") continue;
        if (due !== undefined && due.at <= now)
          this.end(id, { status: "Failed", error: { code: "Timeout", message: due.why } });
        else if (resume !== undefined && resume.at <= now) this.resume(id, resume.token);
      }
  }

  private resume(runId: string, continuationToken: string): void {
    const found = this.running(runId);
    if (found === undefined) return;
    const { execution, run } = found;
    const jobId = this.world.newId();
    const due = deadlines.answer(this.world.now, run.startedAt);
    const jobs = [...run.jobs, jobId];
    const again = this.putRun(execution, { ...run, jobs, due, resume: undefined });
    this.orders.push({
      kind: "invoke",
      execution: again.execution,
      run: again.run,
      jobId,
      continuationToken,
    });
  }

  /** One step of one execution; whether there was one. */
  private move(execution: Execution): boolean {
    const inside = execution.entered.at(-1);
    const { stages } = execution.pipeline;
    if (inside?.status !== "InProgress") {
      const next = stages[execution.entered.length];
      if (next === undefined) return this.over(execution, "Succeeded");
      if (execution.status === "Stopping") return this.over(execution, "Stopped");
      return this.enter(execution, next);
    }
    const stage = stages[execution.entered.length - 1];
    const runs = execution.runs.filter((run) => run.stage === inside.stage);
    if (stage === undefined || runs.some(({ status }) => status === "InProgress")) return false;
    if (runs.some(({ status }) => status === "Failed")) return this.leave(execution, "Failed");
    if (runs.some(({ status }) => status === "Abandoned")) return this.leave(execution, "Stopped");
    const left = stage.actions.filter(({ name }) => !runs.some(({ action }) => action.name === name));
    if (left.length === 0) return this.leave(execution, "Succeeded");
    if (execution.status === "Stopping") return this.leave(execution, "Stopped");
    const first = Math.min(...left.map(({ runOrder }) => runOrder));
    for (const action of left.filter(({ runOrder }) => runOrder === first)) {
      const { run, orders } = began(this.current(execution), stage.name, action, this.world);
      this.orders.push(...orders(this.putRun(execution, run, true).execution));
    }
    return true;
  }

  /** One execution a stage, and nobody overtakes. */
  private enter(execution: Execution, { name: stage }: Stage): boolean {
    const at = this.line.executions.indexOf(execution);
    const depth = execution.entered.length;
    const waits = this.line.executions.some(
      (other, index) =>
        index !== at &&
        !isOver(other) &&
        (isInside(other, stage) || (index < at && other.entered.length <= depth)),
    );
    if (waits) return false;
    const entered = [...execution.entered, { stage, status: "InProgress" as const }];
    this.tell(this.put({ ...execution, entered }), "STARTED", stage);
    return true;
  }

  private leave(execution: Execution, status: "Succeeded" | "Failed" | "Stopped"): boolean {
    const entered = execution.entered.map((one, index, { length }) =>
      index === length - 1 ? { ...one, status } : one,
    );
    const left = this.put({ ...execution, entered });
    this.tell(left, upper(status), entered.at(-1)?.stage);
    return status === "Succeeded" ? true : this.over(left, status);
  }

  private over(execution: Execution, status: "Succeeded" | "Failed" | "Stopped"): boolean {
    this.tell(this.put({ ...execution, status }), upper(status));
    return true;
  }

  private running(runId: string): { execution: Execution; run: ActionRun } | undefined {
    for (const execution of this.line.executions) {
      const run = execution.runs.find(({ id, status }) => id === runId && status === "InProgress");
      if (run !== undefined) return { execution, run };
    }
    return undefined;
  }

  private putRun(of: Execution, run: ActionRun, isNew = false): { execution: Execution; run: ActionRun } {
    const { runs, ...rest } = this.current(of);
    const all = isNew ? [...runs, run] : runs.map((one) => (one.id === run.id ? run : one));
    const execution = this.put({ ...rest, runs: all });
    const before = runs.find(({ id }) => id === run.id)?.status;
    if (before !== run.status) {
      if (isNew) this.orders.push(changed(execution, { ...run, status: "InProgress" }, "STARTED"));
      if (run.status !== "InProgress") this.orders.push(changed(execution, run, upper(run.status)));
    }
    return { execution, run };
  }

  private current({ id }: Execution): Execution {
    const found = this.line.executions.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no execution ${id}`);
    return found;
  }

  private put(execution: Execution): Execution {
    const touched = { ...execution, updatedAt: this.world.now };
    const executions = this.line.executions.map((one) => (one.id === touched.id ? touched : one));
    this.line = { ...this.line, executions };
    return touched;
  }

  private tell(execution: Execution, state: string, stage?: string): void {
    const of = stage === undefined ? {} : { stage };
    this.orders.push({ kind: "tell", change: { execution, state, ...of } });
  }
}

function isInside({ entered }: Execution, stage: string): boolean {
  const last = entered.at(-1);
  return last?.stage === stage && last.status === "InProgress";
}

function upper(status: string): string {
  return status.toUpperCase();
}

/** A pipeline's line while something happens to it: what is changed is put here, and what is to be done collected. */
import { changed, type Order } from "./action-run";
import type { ActionRun, Execution, Line } from "./execution";

export interface World {
  readonly now: number;
  readonly newId: () => string;
  /** Until a function that goes on is called again. */
  readonly continueSeconds: number;
}

export class Draft {
  readonly orders: Order[] = [];

  constructor(
    public line: Line,
    readonly world: World,
  ) {}

  /** The run of this id, while it is in progress. */
  running(runId: string): { readonly execution: Execution; readonly run: ActionRun } | undefined {
    for (const execution of this.line.executions) {
      const run = execution.runs.find(({ id, status }) => id === runId && status === "InProgress");
      if (run !== undefined) return { execution, run };
    }
    return undefined;
  }

  /** As it is by now. */
  current({ id }: Execution): Execution {
    const found = this.line.executions.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no execution ${id}`);
    return found;
  }

  put(execution: Execution): Execution {
    const touched = { ...execution, updatedAt: this.world.now };
    const executions = this.line.executions.map((one) => (one.id === touched.id ? touched : one));
    this.line = { ...this.line, executions };
    return touched;
  }

  /** Tells of it where it begins or ends with that. */
  putRun(of: Execution, run: ActionRun): Execution {
    const { runs, ...rest } = this.current(of);
    const before = runs.find(({ id }) => id === run.id);
    const all = before === undefined ? [...runs, run] : runs.map((one) => (one === before ? run : one));
    const execution = this.put({ ...rest, runs: all });
    if (before === undefined)
      this.orders.push(changed(execution, { ...run, status: "InProgress" }, "STARTED"));
    if (run.status !== "InProgress") this.orders.push(changed(execution, run, run.status.toUpperCase()));
    return execution;
  }

  /** Of the whole execution, unless a stage is given. */
  tell(execution: Execution, state: string, stage?: string): void {
    const of = stage === undefined ? {} : { stage };
    this.orders.push({ kind: "tell", change: { execution, state, ...of } });
  }
}

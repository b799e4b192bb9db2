/** Plays the pipelines: takes what happens, and has done what is to be done then. */
import { randomUUID } from "node:crypto";
import type { Clock } from "../clock/clock";
import type { Order } from "./action-run";
import { advance, nextDue } from "./advance";
import { notice } from "./approval";
import type { Line } from "./execution";
import type { Happening } from "./happening";
import { jobEvent } from "./job";
import type { Pipeline } from "./pipeline";
import { told, type ToldChange } from "./state-change";
import type { PipelineStore } from "./store";

export interface PlayerOptions {
  readonly clock: Clock;
  readonly store: Pick<PipelineStore, "source" | "publish">;
  /** Takes an asynchronous invocation of a function, by its name or ARN; throws where it is not taken. */
  readonly invokeAsync: (functionName: string, payload: string) => void;
  /** Takes what is told of executions. */
  readonly tell: (change: ToldChange) => void;
  /** Told what a person should know. */
  readonly say: (line: string) => void;
  /** Until a function that goes on is called again; 5 unless given: AWS names no figure. */
  readonly continueSeconds?: number;
}

/** No timer of this machine goes further than 24 days. */
const LONGEST_WAIT = 86_400_000;

export class Player {
  private readonly lines = new Map<string, Line>();
  private readonly waits = new Map<string, () => void>();
  private closed = false;

  constructor(private readonly options: PlayerOptions) {}

  get all(): readonly Line[] {
    return [...this.lines.values()];
  }

  line(name: string): Line | undefined {
    return this.lines.get(name);
  }

  /** Which pipelines there are from now on. Executions go on as they began; those of a pipeline that has gone are over. */
  declare(pipelines: readonly Pipeline[]): void {
    const names = new Set(pipelines.map(({ name }) => name));
    for (const name of this.lines.keys()) {
      if (names.has(name)) continue;
      this.lines.delete(name);
      this.waits.get(name)?.();
    }
    for (const pipeline of pipelines) {
      const known = this.lines.get(pipeline.name);
      if (known === undefined) this.lines.set(pipeline.name, { pipeline, version: 1, executions: [] });
      else if (JSON.stringify(known.pipeline) !== JSON.stringify(pipeline))
        this.lines.set(pipeline.name, { ...known, pipeline, version: known.version + 1 });
      else continue;
      if (pipeline.executionMode !== "QUEUED")
        this.options.say(`${pipeline.name}: its mode ${pipeline.executionMode} is played as QUEUED`);
    }
  }

  happen(name: string, happening: Happening): void {
    const line = this.lines.get(name);
    if (line === undefined || this.closed) return;
    const { clock, continueSeconds = 5 } = this.options;
    const world = { now: clock.now(), newId: randomUUID, continueSeconds };
    const advanced = advance(line, happening, world);
    this.lines.set(name, advanced.line);
    this.wait(advanced.line);
    for (const order of advanced.orders) this.carryOut(name, order);
  }

  close(): void {
    this.closed = true;
    for (const callOff of this.waits.values()) callOff();
  }

  private wait(line: Line): void {
    const { name } = line.pipeline;
    const { clock } = this.options;
    this.waits.get(name)?.();
    const due = nextDue(line);
    if (due === undefined) return;
    const milliseconds = Math.min(Math.max(0, due - clock.now()), LONGEST_WAIT);
    const callOff = clock.after(milliseconds, () => {
      this.happen(name, { kind: "passed" });
    });
    this.waits.set(name, callOff);
  }

  private carryOut(name: string, order: Order): void {
    const { store, tell, say } = this.options;
    switch (order.kind) {
      case "tell":
        tell(told(order.change));
        for (const line of lines(order)) say(line);
        return;
      case "source":
        void store.source(order.execution, order.run).then((outcome) => {
          this.happen(name, { kind: "ended", runId: order.run.id, outcome });
        });
        return;
      case "ask": {
        const asked = notice(order.execution, order.run);
        if (asked === undefined) return;
        store.publish(asked).catch((error: unknown) => {
          say(`${name}: ${asked.topicArn} was not told that an approval is needed (${wordsOf(error)})`);
        });
        return;
      }
      case "invoke":
        this.invoke(name, order);
    }
  }

  private invoke(name: string, order: Order & { readonly kind: "invoke" }): void {
    const { execution, run, jobId, continuationToken } = order;
    const payload = JSON.stringify(jobEvent(execution, run, jobId, continuationToken));
    const { FunctionName = "" } = run.configuration;
    try {
      this.options.invokeAsync(FunctionName, payload);
    } catch (error) {
      const message = `the function ${FunctionName} could not be called: ${wordsOf(error)}`;
      const outcome = { status: "Failed", error: { code: "ConfigurationError", message } } as const;
      this.happen(name, { kind: "ended", runId: run.id, outcome });
    }
  }
}

/** The log: executions and actions, each with what became of it. */
function lines({ change: { execution, state, stage, run } }: Order & { readonly kind: "tell" }): string[] {
  if (stage !== undefined) return [];
  const what = run === undefined ? "" : ` ${run.stage}/${run.action.name}`;
  const words = run === undefined ? undefined : (run.error?.message ?? run.summary);
  const why = state === "STARTED" || words === undefined ? "" : `: ${words}`;
  return [`${execution.pipeline.name} ${execution.id}${what} ${state}${why}`];
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

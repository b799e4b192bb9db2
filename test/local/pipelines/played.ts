/** A pipeline that things happen to, one after the other: nothing runs, and time is what the test says. */
import assert from "node:assert/strict";
import { advance, nextDue } from "../../../local/pipelines/advance";
import type { ActionRun, Line, Outcome } from "../../../local/pipelines/execution";
import type { Happening } from "../../../local/pipelines/happening";
import type { Pipeline } from "../../../local/pipelines/pipeline";
import { told } from "../../../local/pipelines/state-change";
import { RELEASE } from "./declared";

export const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;

export class Played {
  now = NOON;
  /** What was to be done since somebody looked. */
  private orders: string[] = [];
  line: Line;
  private ids = 0;

  constructor(declared: Pipeline = RELEASE) {
    this.line = { pipeline: declared, version: 1, executions: [] };
  }

  happen(happening: Happening): void {
    const world = { now: this.now, newId: () => `id-${++this.ids}`, continueSeconds: 5 };
    const { line, orders } = advance(this.line, happening, world);
    this.line = line;
    for (const order of orders) {
      if (order.kind === "tell") {
        const { detail } = told(order.change);
        const { stage, action: name } = detail as { stage?: string; action?: string };
        const of = [stage, name].filter((one) => one !== undefined).join("/");
        this.orders.push(`${order.change.execution.id} ${of}${of === "" ? "" : " "}${order.change.state}`);
      } else {
        const token = order.kind === "invoke" ? (order.continuationToken ?? "") : "";
        const text = `${order.execution.id} ${order.kind} ${order.run.action.name}`;
        this.orders.push(token === "" ? text : `${text} with ${token}`);
      }
    }
  }

  start(id: string): void {
    this.happen({
      kind: "started",
      start: { id, trigger: { type: "CloudWatchEvent" }, revisions: [], variables: {} },
    });
  }

  /** The newest run of an action. */
  run(id: string, name: string): ActionRun {
    const found = this.execution(id).runs.findLast((one) => one.action.name === name);
    assert.ok(found, `${name} of ${id}`);
    return found;
  }

  end(id: string, name: string, outcome: Outcome = { status: "Succeeded" }): void {
    this.happen({ kind: "ended", runId: this.run(id, name).id, outcome });
  }

  source(id: string): void {
    this.end(id, "Revision", { status: "Succeeded", variables: { VersionId: `v-${id}` } });
  }

  /** Minutes go by, in steps of what is due. */
  wait(minutes: number): void {
    const until = this.now + minutes * MINUTE;
    for (let due = nextDue(this.line); due !== undefined && due <= until; due = nextDue(this.line)) {
      this.now = due;
      this.happen({ kind: "passed" });
    }
    this.now = until;
  }

  /** Something of what may happen, to one of what there is. */
  any(given: {
    readonly kind: "start" | "succeed" | "fail" | "continue" | "stop" | "wait";
    readonly which?: number;
    readonly abandon?: boolean;
    readonly minutes?: number;
  }): void {
    const { kind, which = 0, abandon = false, minutes = 0 } = given;
    const { executions } = this.line;
    const of = <T>(list: readonly T[]): T | undefined => list[which % Math.max(1, list.length)];
    const run = of(executions.flatMap(({ runs }) => runs.filter(({ status }) => status === "InProgress")));
    if (kind === "start") this.start(`r${String(executions.length).padStart(3, "0")}`);
    else if (kind === "wait") this.wait(minutes);
    else if (kind === "stop") {
      const { id: executionId } = of(executions) ?? { id: "none" };
      this.happen({ kind: "stopped", executionId, abandon });
    } else if (run === undefined) return;
    else if (kind === "continue") this.happen({ kind: "continued", runId: run.id, token: "t" });
    else {
      const status = kind === "succeed" ? "Succeeded" : "Failed";
      const outcome: Outcome = { status, variables: { VersionId: "v" } };
      this.happen({ kind: "ended", runId: run.id, outcome });
    }
  }

  status(id: string): string {
    const { status, entered } = this.execution(id);
    return [status, ...entered.map((one) => `${one.stage} ${one.status}`)].join(", ");
  }

  took(): string[] {
    return this.orders.splice(0);
  }

  private execution(id: string): Line["executions"][number] {
    const found = this.line.executions.find((one) => one.id === id);
    assert.ok(found, id);
    return found;
  }
}

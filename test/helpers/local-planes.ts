/** Looks after the planes that `multistage local up` keeps running in a project of a test's own. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Condition } from "../../local/planes/condition";
import { planesIn } from "../../local/planes/folder";
import { StackObjects } from "../../local/planes/stack-objects";
import { readState, type SupervisorState } from "../../local/planes/supervisor/state";
import { multistage, type Outcome } from "./command-line";
import { becomes, isRunning } from "./processes";

export class LocalPlanes {
  readonly workspace: string;
  /** All processes that were ever seen to belong to it. */
  private readonly seen = new Set<number>();

  constructor(readonly project: string) {
    this.workspace = join(project, ".multistage", "local");
  }

  run(args: readonly string[], options: Parameters<typeof multistage>[1] = {}): Promise<Outcome> {
    return multistage(["local", ...args], { project: this.project, ...options });
  }

  /** Brings it up, and fails with what was said where that fails. */
  async up(...args: string[]): Promise<Condition> {
    const { code, out, err } = await this.run(["up", "--json", ...args]);
    assert.equal(code, 0, err);
    this.look();
    return JSON.parse(out) as Condition;
  }

  async condition(): Promise<Condition> {
    const { out } = await this.run(["status", "--json"]);
    this.look();
    return JSON.parse(out) as Condition;
  }

  state(): SupervisorState {
    const state = readState(planesIn(this.workspace).state);
    assert.ok(state, "there is a supervisor");
    return state;
  }

  objects(): ReturnType<StackObjects["list"]> {
    return new StackObjects(join(this.workspace, "aws.jsonl")).list();
  }

  url(condition: Condition, name: RegExp): string {
    const found = condition.urls.find((one) => name.test(one.name));
    assert.ok(found, `a URL of ${String(name)} among ${JSON.stringify(condition.urls)}`);
    return found.url;
  }

  /** The processes that run now, the supervisor first. */
  look(): number[] {
    const state = readState(planesIn(this.workspace).state);
    const found = state === undefined ? [] : descendants(state.holder.pid);
    for (const pid of found) this.seen.add(pid);
    return found;
  }

  /** Those of it that listen, `address:port`. */
  listening(): string[] {
    const own = new Set(this.look());
    const lines = execFileSync("ss", ["-Hltnp"], { encoding: "utf8" }).split("\n");
    return lines.flatMap((line) => {
      const pids = [...line.matchAll(/pid=(\d+)/g)].map((match) => Number(match[1]));
      return pids.some((pid) => own.has(pid)) ? [line.trim().split(/\s+/)[3] ?? ""] : [];
    });
  }

  /** Waits until none of its processes is left, and nothing that only those who run need. */
  async gone(): Promise<void> {
    const left = (): number[] => [...this.seen].filter(isRunning);
    await becomes(() => left().length === 0, `the processes ${[...this.seen].join(" ")} to end`);
  }

  /** What lies in the folder of the planes. */
  files(): string[] {
    const { root } = planesIn(this.workspace);
    return existsSync(root) ? readdirSync(root).sort() : [];
  }
}

/** A process and all it has started, at any depth. */
export function descendants(root: number): number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found = [root];
  for (const pid of found) for (const [child = 0, parent] of rows) if (parent === pid) found.push(child);
  return found;
}

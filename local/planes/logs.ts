/** The log files of what runs: one for each plane, each function and each instance, by these names. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../clock/clock";
import { BoundedLog } from "./bounded-log";

/** The planes, as they are named everywhere. */
export const PLANES = [
  "store",
  "load-balancer",
  "instances",
  "functions",
  "http-api",
  "events",
  "pipelines",
] as const;
export type Plane = (typeof PLANES)[number];

const KINDS = ["planes", "functions", "instances"] as const;
type Kind = (typeof KINDS)[number];
const END = ".log";
/** Of instances that come and go. */
const KEPT_INSTANCES = 20;

export class Logs {
  private readonly open = new Map<string, BoundedLog>();

  /** Begins anew: what an earlier run has logged is removed. */
  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
  ) {
    rmSync(folder, { recursive: true, force: true });
    for (const kind of KINDS) mkdirSync(join(folder, kind), { recursive: true, mode: 0o700 });
    // One that has had nothing to say has a log too.
    for (const plane of PLANES) writeFileSync(join(folder, "planes", plane + END), "", { mode: 0o600 });
  }

  /** A line of a plane. */
  say(plane: Plane, line: string): void {
    this.log("planes", plane).add(`${new Date(this.clock.now()).toISOString()} ${line}\n`);
  }

  /** A line of a function's version. */
  ofFunction(name: string, version: string, at: number, text: string): void {
    this.log("functions", name).add(`${new Date(at).toISOString()} [${version}] ${text}\n`);
  }

  /** What an instance prints, as it comes. */
  ofInstance(id: string, chunk: Buffer): void {
    this.log("instances", id).add(chunk);
  }

  flush(): void {
    for (const log of this.open.values()) log.flush();
  }

  private log(kind: Kind, name: string): BoundedLog {
    const file = join(this.folder, kind, name + END);
    const log = this.open.get(file) ?? new BoundedLog(file, this.clock);
    if (!this.open.has(file) && kind === "instances") this.forgetOldest();
    this.open.set(file, log);
    return log;
  }

  private forgetOldest(): void {
    const own = [...this.open.keys()].filter((file) => file.startsWith(join(this.folder, "instances")));
    for (const file of own.slice(0, Math.max(0, own.length + 1 - KEPT_INSTANCES))) {
      this.open.delete(file);
      for (const part of [file, `${file}.1`]) rmSync(part, { force: true });
    }
  }
}

/** A log that can be read. */
export interface LogFile {
  readonly kind: Kind;
  readonly name: string;
  readonly file: string;
}

/** All there are: planes first. */
export function logFiles(folder: string): LogFile[] {
  return KINDS.flatMap((kind) => {
    const within = join(folder, kind);
    if (!existsSync(within) || !statSync(within).isDirectory()) return [];
    const names = readdirSync(within).filter((name) => name.endsWith(END));
    return names.sort().map((name) => ({ kind, name: name.slice(0, -END.length), file: join(within, name) }));
  });
}

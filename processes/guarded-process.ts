/**
 * A process that never outlives the one that started it, not even when that is killed with `kill -9`: it stands in a
 * group of its own beside a watcher, which reads a pipe that only we hold open and ends the group when the pipe ends.
 * (What leaves the group with setsid is out of reach.)
 */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { endGroup } from "./group";

// What stands behind `&` gets an empty standard input: descriptor 3 keeps ours for it.
const WATCHED = 'exec 3<&0; ( exec >/dev/null 2>&1; cat <&3; kill -KILL 0 ) & exec "$@" </dev/null 3<&-';

export interface ProcessOptions {
  readonly cwd: string;
  /** Its whole environment; must have a PATH. */
  readonly env: Readonly<Record<string, string>>;
  /** Called with what it prints on either stream, as it comes. */
  readonly onOutput: (chunk: Buffer) => void;
}

const running = new Set<GuardedProcess>();
process.once("exit", () => {
  for (const one of running) one.end();
});

export class GuardedProcess {
  /** How it ended: its exit code, or the name of a signal. */
  readonly exited: Promise<number | string>;
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;

  constructor(command: readonly string[], { cwd, env, onOutput }: ProcessOptions) {
    this.child = spawn("/bin/sh", ["-c", WATCHED, "sh", ...command], {
      cwd,
      env,
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    running.add(this);
    this.child.stdin.on("error", () => undefined);
    this.child.stdout.on("data", onOutput);
    this.child.stderr.on("data", onOutput);
    this.exited = once(this.child, "exit").then(
      ([code, signal]) => {
        // The watcher, and whatever it started itself.
        this.end();
        running.delete(this);
        return (code as number | null) ?? (signal as string);
      },
      (error: unknown) => {
        running.delete(this);
        return (error as NodeJS.ErrnoException).code ?? "an unknown error";
      },
    );
  }

  /** Also that of its group; `undefined` when it could not be started. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Ends the whole group, by force. */
  end(): void {
    endGroup(this.child.pid, "SIGKILL");
  }
}

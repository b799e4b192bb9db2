/** The processes the language host has running: none outlives it, and cancelling ends them all. */
import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { once } from "node:events";

/** Less than the five seconds the engine gives us to end. */
const GRACE_MS = 4_000;

export class Children {
  private readonly running = new Set<ChildProcess>();
  private readonly ending = new WeakMap<ChildProcess, Promise<void>>();

  /** @param graceMs - how long an interrupted process may take before it is ended by force */
  constructor(private readonly graceMs = GRACE_MS) {
    process.once("exit", () => {
      for (const child of this.running) child.kill("SIGKILL");
    });
  }

  start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    const child = spawn(command, args, options);
    this.running.add(child);
    const forget = (): void => {
      this.running.delete(child);
    };
    child.once("close", forget).once("error", forget);
    return child;
  }

  /** Interrupts all of them, or the one given; resolves when they have ended, if need be by force. */
  async end(children: Iterable<ChildProcess> = this.running): Promise<void> {
    await Promise.all(Array.from(children, (child) => this.endOnce(child)));
  }

  private endOnce(child: ChildProcess): Promise<void> {
    if (!this.running.has(child)) return Promise.resolve();
    const ended = this.ending.get(child) ?? interrupt(child, this.graceMs);
    this.ending.set(child, ended);
    return ended;
  }
}

async function interrupt(child: ChildProcess, graceMs: number): Promise<void> {
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGINT");
  const force = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await ended;
  clearTimeout(force);
}

/** How a child ended: its exit code, or the name of the signal. */
export async function endOf(child: ChildProcess): Promise<number | string> {
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return code ?? signal ?? "an unknown signal";
}

/**
 * The emulator moto as a process of ours on 127.0.0.1: started, watched and stopped. It holds nothing on a disk, and it
 * ends with us however we end, as it reads a pipe of which we hold the other end.
 */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { closeInput } from "../../processes/close-input";
import { realClock, type Clock } from "../clock/clock";
import { unusablePort } from "../loopback/server";
import { packageRoot } from "../package-root";
import { motoPython, type MotoRequest } from "./install";
import { unstarted } from "./refusals";
import { motoEnvironment } from "./environment";

export interface MotoOptions extends MotoRequest {
  /** On 127.0.0.1; a free one unless given. */
  readonly port?: number;
  /** The account it plays, 12 digits; 123456789012 unless given. */
  readonly account?: string;
  /** Seconds in which it must answer when it is looked after, every five seconds; 10 unless given. */
  readonly answerSeconds?: number;
  /** By which it is watched; this machine's time unless given. */
  readonly clock?: Clock;
}

const START_SECONDS = 60;
const STOP_SECONDS = 3;
const ANSWER_SECONDS = 10;
const WATCH_MS = 5_000;
const KEPT_LINES = 50;
/** How serve.py ends when its port is taken. */
const TAKEN = 98;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

export class MotoServer {
  /** Why it ended; undefined when it was stopped by us. */
  readonly ended: Promise<string | undefined>;
  private stopping = false;
  private unwatch = (): void => undefined;

  private constructor(
    private readonly child: Child,
    /** What SDK clients take as their endpoint: `http://127.0.0.1:<port>`. */
    readonly endpoint: string,
    private readonly errors: readonly string[],
    options: MotoOptions,
  ) {
    this.ended = this.awaitEnd(options);
    this.watch(options);
  }

  /**
   * Installs it where it is not there yet, and starts it.
   *
   * @throws Refusal when it cannot be installed, does not start within 60 s, or the port is taken; the signal's reason
   *   when aborted
   */
  static async start(options: MotoOptions): Promise<MotoServer> {
    const python = await motoPython(options);
    options.signal?.throwIfAborted();
    const { port = 0 } = options;
    const script = join(packageRoot(), "local", "moto", "serve.py");
    const child = spawn(python, [script, String(port)], {
      env: motoEnvironment(options.env, options.account),
      stdio: ["pipe", "pipe", "pipe"],
      // Ctrl-C is for us to hear: what is being said to the emulator is finished first.
      detached: true,
    });
    // Broken where it has ended, which is seen otherwise.
    child.stdin.on("error", () => undefined);
    const errors = linesKept(child.stderr);
    try {
      const bound = await portOf(child, port, errors, options.signal);
      return new MotoServer(child, `http://127.0.0.1:${bound}`, errors, options);
    } catch (error) {
      child.kill("SIGKILL");
      throw error;
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Whether it answers, within 10 s unless given otherwise. */
  async healthy(deadlineSeconds = ANSWER_SECONDS): Promise<boolean> {
    try {
      const response = await fetch(`${this.endpoint}/moto-api/`, {
        method: "HEAD",
        signal: AbortSignal.timeout(deadlineSeconds * 1000),
      });
      return response.ok;
    } catch {
      return false;
    }
  }

  /** Empties it, in milliseconds. */
  async reset(): Promise<void> {
    const signal = AbortSignal.timeout(ANSWER_SECONDS * 1000);
    const { ok, status } = await fetch(`${this.endpoint}/moto-api/reset`, { method: "POST", signal });
    if (!ok) throw new Error(`the reset of moto was answered with HTTP status ${status}`);
  }

  /** Safe to repeat; resolves when it has ended, by force where it is not quick. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.unwatch();
    await closeInput(this.child, this.ended, STOP_SECONDS);
  }

  private async awaitEnd({ report }: MotoOptions): Promise<string | undefined> {
    const [code, signal] = (await once(this.child, "close")) as [number | null, string | null];
    this.unwatch();
    if (this.stopping) return undefined;
    const said = this.errors.at(-1);
    const why = `the emulator moto has ended (${signal ?? `exit ${String(code)}`})${said === undefined ? "" : `: ${said}`}`;
    report(why);
    return why;
  }

  private watch(options: MotoOptions): void {
    const { report, clock = realClock, answerSeconds = ANSWER_SECONDS } = options;
    this.unwatch = clock.after(WATCH_MS, () => {
      void this.healthy(answerSeconds).then((healthy) => {
        if (this.stopping || this.child.exitCode !== null || this.child.signalCode !== null) return;
        if (!healthy) report(`the emulator moto has not answered within ${answerSeconds} s`);
        this.watch(options);
      });
    });
  }
}

/** The last lines of a stream, as they come. */
function linesKept(input: Readable): readonly string[] {
  const kept: string[] = [];
  createInterface({ input }).on("line", (line) => {
    kept.push(line);
    if (kept.length > KEPT_LINES) kept.shift();
  });
  return kept;
}

async function portOf(
  child: Child,
  wanted: number,
  errors: readonly string[],
  signal: AbortSignal | undefined,
): Promise<number> {
  const deadline = AbortSignal.timeout(START_SECONDS * 1000);
  const aborts = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
  const over = new AbortController();
  const until = { signal: AbortSignal.any([aborts, over.signal]) };
  const line = once(createInterface({ input: child.stdout }), "line", until) as Promise<[string]>;
  const end = once(child, "close", until).then(([code]: unknown[]) => {
    throw code === TAKEN
      ? unusablePort(wanted, "EADDRINUSE")
      : unstarted(`its end (exit ${String(code)})`, errors);
  });
  try {
    const [port] = await Promise.race([line, end]);
    return Number(port);
  } catch (error) {
    signal?.throwIfAborted();
    throw deadline.aborted ? unstarted(`no port within ${START_SECONDS} s`, errors) : error;
  } finally {
    over.abort();
    void Promise.allSettled([line, end]);
  }
}

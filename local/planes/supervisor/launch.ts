/** Starts the supervisor, which ends with us until it is told to go on alone. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Refusal, type Problem } from "../../../refusal/refusal";
import { packageRoot } from "../../package-root";
import { planesIn } from "../folder";
import { readState, type SupervisorState } from "./state";

/** What a supervisor is to run. */
export interface Assignment {
  /** The folder of the workspace. */
  readonly workspace: string;
  /** The file of the local AWS's store. */
  readonly store: string;
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
}

/** What it says on its standard output, once, as JSON. */
export type Told = { running: true } | { refused: readonly Problem[] } | { failed: string };

/** What it is told on its standard input. */
export const GO_ON = "go on alone";

/** One that was started here. */
export interface Launched {
  readonly state: SupervisorState;
  /** From now on it does not end with us. */
  release(): void;
  /** Ends it, and resolves when it has. */
  end(): Promise<void>;
}

/** Installing moto takes the longest. */
const START_SECONDS = 720;
const END_SECONDS = 20;

/**
 * Resolves when its planes run.
 *
 * @throws Refusal when one of them cannot; the signal's reason when aborted, with nothing left running
 */
export async function launchSupervisor(assignment: Assignment, signal: AbortSignal): Promise<Launched> {
  const folder = planesIn(assignment.workspace);
  mkdirSync(folder.root, { recursive: true, mode: 0o700 });
  const complaints = join(folder.root, "supervisor.log");
  const errors = openSync(complaints, "w", 0o600);
  const program = join(packageRoot(), "dist", "local", "planes", "supervisor", "main.js");
  const child = spawn(process.execPath, [program, JSON.stringify(assignment)], {
    cwd: folder.root,
    env: withoutAws(process.env),
    stdio: ["pipe", "pipe", errors],
    // Ctrl-C is for us to hear.
    detached: true,
  });
  closeSync(errors);
  child.stdin?.on("error", () => undefined);
  try {
    const told = await toldBy(child, signal);
    if ("refused" in told) throw new Refusal(...told.refused);
    const state = readState(folder.state);
    if ("failed" in told || state === undefined)
      throw new Error(
        `the planes did not start: ${"failed" in told ? told.failed : readFileSync(complaints, "utf8")}`,
      );
    return {
      state,
      release() {
        child.stdin?.end(`${GO_ON}\n`);
        child.stdout?.destroy();
        child.unref();
      },
      end: () => ended(child),
    };
  } catch (error) {
    await ended(child);
    signal.throwIfAborted();
    throw error;
  }
}

async function toldBy(child: ChildProcess, signal: AbortSignal): Promise<Told> {
  const deadline = AbortSignal.timeout(START_SECONDS * 1000);
  const until = { signal: AbortSignal.any([signal, deadline]) };
  if (child.stdout === null) throw new Error("a supervisor without an output");
  const line = once(createInterface({ input: child.stdout }), "line", until) as Promise<[string]>;
  const end = once(child, "exit", until).then((): [string] => [
    JSON.stringify({ failed: "it ended while it started" } satisfies Told),
  ]);
  const [text] = await Promise.race([line, end]).finally(() => void Promise.allSettled([line, end]));
  return JSON.parse(text) as Told;
}

/** By itself, as its input ends, or by force. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = once(child, "exit");
  child.stdin?.destroy();
  const forcing = setTimeout(() => child.kill("SIGKILL"), END_SECONDS * 1000);
  await exit;
  clearTimeout(forcing);
}

/** Nothing of a real account reaches what runs here. */
function withoutAws(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(AWS|PULUMI)_/.test(name)));
}

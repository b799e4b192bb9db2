/** An execution environment: the processes of one version, which serve one invocation at a time. */
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { GuardedProcess } from "../../processes/guarded-process";
import type { Clock } from "../clock/clock";
import type { FunctionVersion } from "./function-version";
import { commands, isWebApp, variables, type Programs } from "./launch";
import { INIT_SECONDS } from "./limits";
import { Lines } from "./log-book";
import { peakMiB } from "./memory";
import { failure, RuntimeApi, type Invocation, type Outcome } from "./runtime-api";

/** What environments share. */
export interface EnvironmentOptions {
  readonly clock: Clock;
  readonly region: string;
  readonly programs: Programs;
  /** Where each makes its folder for temporary files. */
  readonly folder: string;
  readonly path: string;
  readonly extra: Readonly<Record<string, string>>;
  readonly initSeconds?: number;
  /** A port for an app of this environment. */
  readonly freePort: () => Promise<number>;
  /** Told of every line its processes print, and of what the platform says about them. */
  readonly onLine: (text: string) => void;
}

const RECENT_LINES = 200;
const SHUTDOWN_MILLISECONDS = 2_000;

export class ExecutionEnvironment {
  readonly logStream: string;
  /** How long its start took, in milliseconds, until that was reported. */
  private initMilliseconds: number | undefined;
  private readonly api: RuntimeApi;
  private processes: GuardedProcess[] = [];
  private ended = false;
  private readonly temporary: string;
  private readonly lines: Lines;
  private readonly recent: string[] = [];

  /** @param taskRoot - the unpacked code */
  constructor(
    readonly version: FunctionVersion,
    private readonly taskRoot: string,
    private readonly options: EnvironmentOptions,
  ) {
    const id = randomUUID().replaceAll("-", "");
    const [day = ""] = new Date(options.clock.now()).toISOString().split("T");
    this.logStream = `${day.replaceAll("-", "/")}/[${version.version}]${id}`;
    this.temporary = join(options.folder, id);
    this.lines = new Lines((text) => {
      this.note(text);
    });
    this.api = new RuntimeApi({
      functionName: version.functionName,
      functionVersion: version.version,
      handler: version.handler,
    });
  }

  /** Writes a line to its log. */
  note(text: string): void {
    this.recent.push(text);
    if (this.recent.length > RECENT_LINES) this.recent.shift();
    this.options.onLine(text);
  }

  /** Its last lines since this was asked before. */
  takeRecent(): string {
    return this.recent
      .splice(0)
      .map((text) => `${text}\n`)
      .join("");
  }

  get usable(): boolean {
    return !this.ended;
  }

  /** Starts the processes and waits until they are ready; gives what went wrong, after which it is of no use. */
  async start(seconds = this.options.initSeconds ?? INIT_SECONDS): Promise<Outcome | undefined> {
    const { programs, clock } = this.options;
    const adapter = isWebApp(this.version) ? `, ${programs.adapter.name}` : "";
    this.note(`INIT_START Runtime Version: ${this.version.runtime} (local${adapter})`);
    const env = await this.variables();
    if (this.ended) return failure("Sandbox.Failure", "Error: the runner was stopped");
    const started = performance.now();
    const all = commands(this.version, this.taskRoot, programs);
    this.api.extensions.expected = all.length - 1;
    for (const [index, command] of all.entries()) this.run(command, env, index);
    let late = (): void => undefined;
    const tooLate = new Promise<Outcome>((resolve) => {
      late = clock.after(seconds * 1000, () => {
        resolve(failure("Sandbox.Timedout", `Error: Task timed out after ${seconds.toFixed(2)} seconds`));
      });
    });
    const failed = await Promise.race([this.api.initialised(), tooLate]);
    late();
    this.initMilliseconds = performance.now() - started;
    for (const name of this.api.extensions.names)
      this.note(`EXTENSION\tName: ${name}\tState: ${failed === undefined ? "Ready" : "Started"}`);
    if (failed !== undefined) {
      const status = failed.errorType === "Sandbox.Timedout" ? "timeout" : "error";
      this.note(
        `INIT_REPORT Init Duration: ${this.initMilliseconds.toFixed(2)} ms\tPhase: init\tStatus: ${status}\tError Type: ${failed.errorType ?? ""}`,
      );
      await this.end();
    }
    return failed;
  }

  /** Serves one; ends the environment when it takes longer than the version's time. */
  async invoke(invocation: Invocation, milliseconds: number): Promise<Outcome> {
    const { clock } = this.options;
    const late = clock.after(milliseconds, () => {
      const seconds = this.version.timeoutSeconds.toFixed(2);
      this.note(
        `${new Date(clock.now()).toISOString()} ${invocation.requestId} Task timed out after ${seconds} seconds`,
      );
      this.api.fail(failure("Sandbox.Timedout", `Error: Task timed out after ${seconds} seconds`));
      void this.end("timeout");
    });
    const outcome = await this.api.invoke(invocation);
    late();
    return outcome;
  }

  /** Resolves when it can take the next invocation, or never will. */
  async idle(): Promise<void> {
    await this.api.idle();
    this.lines.flush();
  }

  /** MiB, since it started; `undefined` where it cannot be measured. */
  peakMiB(): number | undefined {
    return peakMiB(this.processes.map(({ pid }) => pid ?? 0));
  }

  /** How long the start took, the first time it is asked. */
  takeInitMilliseconds(): number | undefined {
    const taken = this.initMilliseconds;
    this.initMilliseconds = undefined;
    return taken;
  }

  /** Ends its processes; extensions that want to hear of it have two seconds first. */
  async end(reason = "spindown"): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    if (this.api.extensions.wantsShutdown && reason === "spindown") {
      const deadlineMs = Date.now() + SHUTDOWN_MILLISECONDS;
      this.api.extensions.tell({ eventType: "SHUTDOWN", shutdownReason: reason, deadlineMs });
      const extensions = this.processes.slice(1).map(({ exited }) => exited);
      const patience = AbortSignal.timeout(SHUTDOWN_MILLISECONDS);
      const over = new Promise((resolve) => {
        patience.addEventListener("abort", resolve);
      });
      await Promise.race([Promise.all(extensions), over]);
    }
    for (const one of this.processes) one.end();
    await Promise.all(this.processes.map(({ exited }) => exited));
    await this.api.stop();
    this.lines.flush();
    rmSync(this.temporary, { recursive: true, force: true });
  }

  private async variables(): Promise<Record<string, string>> {
    const { region, path, extra, freePort } = this.options;
    mkdirSync(this.temporary, { recursive: true });
    return variables(this.version, {
      runtimeApi: await this.api.start(),
      taskRoot: this.taskRoot,
      temporary: this.temporary,
      region,
      logStream: this.logStream,
      appPort: isWebApp(this.version) ? await freePort() : 0,
      path,
      extra,
    });
  }

  private run(command: readonly string[], env: Record<string, string>, index: number): void {
    const onOutput = (chunk: Buffer): void => {
      this.lines.push(chunk);
    };
    const one = new GuardedProcess(command, { cwd: this.taskRoot, env, onOutput });
    this.processes.push(one);
    void one.exited.then((status) => {
      if (this.ended) return;
      this.api.fail(crash(status, index === 0));
      void this.end("failure");
    });
  }
}

/** How Lambda says that a process ended on its own. */
function crash(status: number | string, isRuntime: boolean): Outcome {
  const what = isRuntime ? "Runtime" : "Extension";
  // What the shell says of a program it cannot start.
  if (isRuntime && (status === 126 || status === 127))
    return failure("Runtime.InvalidEntrypoint", "Error: the handler's file is missing or not executable");
  const how = typeof status === "string" ? `signal: ${status}` : `exit status ${status}`;
  const message =
    status === 0 ? `${what} exited without providing a reason` : `${what} exited with error: ${how}`;
  return failure(isRuntime ? "Runtime.ExitError" : "Extension.Crash", `Error: ${message}`);
}

/** The environments of all functions: made when an invocation finds none idle, kept warm, ended when they are stale. */
import type { Clock } from "../clock/clock";
import type { CodeFolders, HeldCode } from "./code-folders";
import { ExecutionEnvironment, type EnvironmentOptions } from "./environment";
import { foreignCode } from "./foreign-code";
import type { FunctionVersion } from "./function-version";
import { LambdaError } from "./invoke-error";
import { failure, type Outcome } from "./runtime-api";

export interface PoolOptions {
  readonly clock: Clock;
  readonly code: CodeFolders;
  /** All environments at once, of all functions. */
  readonly maxEnvironments: number;
  /** After how long without an invocation one is ended. */
  readonly idleSeconds: number;
  readonly environment: Omit<EnvironmentOptions, "onLine">;
  readonly onLine: (version: FunctionVersion, text: string) => void;
}

/** An environment that waits, with what calls its end off. */
interface Idle {
  readonly environment: ExecutionEnvironment;
  readonly keep: () => void;
}

export class Pool {
  private readonly all = new Set<ExecutionEnvironment>();
  /** The code of each, until it has ended. */
  private readonly code = new Map<ExecutionEnvironment, HeldCode>();
  /** What of each unpacked code cannot be loaded here, in words. */
  private readonly foreign = new Map<string, Promise<string | undefined>>();
  private readonly idle = new Map<string, Idle[]>();
  private readonly busy = new Map<string, number>();
  /** Environments that were promised and are not made yet. */
  private promised = 0;
  private stopped = false;

  constructor(private readonly options: PoolOptions) {}

  /** How many there are, busy and idle. */
  get size(): number {
    return this.all.size;
  }

  /**
   * Takes one for an invocation, a warm one if there is; a new one has yet to be started.
   *
   * @param limit - how many of the function may be busy at once
   * @throws LambdaError when there are as many as may be
   */
  take(
    version: FunctionVersion,
    limit = Infinity,
  ): { environment?: ExecutionEnvironment; release: () => void } {
    const { functionName } = version;
    const busy = this.busy.get(functionName) ?? 0;
    if (busy >= limit) throw throttled("ReservedFunctionConcurrentInvocationLimitExceeded");
    const environment = this.warm(version);
    if (environment === undefined && !this.hasRoom()) throw throttled("ConcurrentInvocationLimitExceeded");
    if (environment === undefined) this.promised++;
    this.busy.set(functionName, busy + 1);
    let released = false;
    const release = (): void => {
      if (!released) this.busy.set(functionName, (this.busy.get(functionName) ?? 1) - 1);
      released = true;
    };
    return environment === undefined ? { release } : { environment, release };
  }

  /**
   * The new one that `take` promised, started; or what went wrong, and it is gone again. A start that took too long is
   * tried once more.
   */
  async cold(version: FunctionVersion): Promise<ExecutionEnvironment | Outcome> {
    let code: HeldCode;
    try {
      code = await this.options.code.take(version.codeSha256, version.code);
    } catch (error) {
      return failure(
        "Runtime.InvalidCode",
        `Error: ${error instanceof Error ? error.message : String(error)}`,
      );
    } finally {
      this.promised--;
    }
    const first = await this.started(version, code.folder);
    const last =
      first instanceof ExecutionEnvironment || first.errorType !== "Sandbox.Timedout"
        ? first
        : await this.started(version, code.folder, version.timeoutSeconds);
    if (last instanceof ExecutionEnvironment) this.code.set(last, code);
    else await code.give();
    return last;
  }

  /** Gives one back after an invocation. */
  give(environment: ExecutionEnvironment): void {
    if (!environment.usable || this.stopped) return void this.end(environment);
    const key = keyOf(environment.version);
    const keep = this.options.clock.after(this.options.idleSeconds * 1000, () => {
      this.idle.set(
        key,
        (this.idle.get(key) ?? []).filter((one) => one.environment !== environment),
      );
      void this.end(environment);
    });
    this.idle.set(key, [...(this.idle.get(key) ?? []), { environment, keep }]);
  }

  /** Ends the idle ones of a version or a whole function, as when its code has changed; those at work serve no more. */
  async retire(functionName: string, version?: string): Promise<void> {
    const prefix = version === undefined ? `${functionName}:` : `${functionName}:${version}:`;
    await Promise.all(
      Array.from(this.idle.entries())
        .filter(([key]) => key.startsWith(prefix))
        .flatMap(([key, waiting]) => {
          this.idle.delete(key);
          return waiting.map((one) => this.drop(one));
        }),
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const waiting of this.idle.values()) for (const { keep } of waiting) keep();
    this.idle.clear();
    await Promise.all(Array.from(this.all, (environment) => this.end(environment)));
  }

  private async started(
    version: FunctionVersion,
    taskRoot: string,
    seconds?: number,
  ): Promise<ExecutionEnvironment | Outcome> {
    const foreign = await this.foreignIn(taskRoot);
    if (this.stopped) return failure("Sandbox.Failure", "Error: the runner was stopped");
    const environment = new ExecutionEnvironment(version, taskRoot, {
      ...this.options.environment,
      onLine: (text) => {
        this.options.onLine(version, text);
      },
    });
    this.all.add(environment);
    if (foreign !== undefined) environment.note(foreign);
    let failed: Outcome | undefined;
    try {
      failed = await environment.start(seconds);
    } catch (error) {
      failed = failure(
        "Runtime.InvalidRuntime",
        `Error: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    if (failed === undefined) return environment;
    await this.end(environment);
    return failed;
  }

  private foreignIn(taskRoot: string): Promise<string | undefined> {
    const { programs, path } = this.options.environment;
    const known = this.foreign.get(taskRoot) ?? foreignCode(taskRoot, programs.python, path);
    this.foreign.set(taskRoot, known);
    return known;
  }

  private warm(version: FunctionVersion): ExecutionEnvironment | undefined {
    const key = keyOf(version);
    for (const stale of Array.from(this.idle.keys()))
      if (stale !== key && stale.startsWith(`${version.functionName}:${version.version}:`)) {
        for (const one of this.idle.get(stale) ?? []) void this.drop(one);
        this.idle.delete(stale);
      }
    const waiting = this.idle.get(key) ?? [];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      one.keep();
      if (one.environment.usable) return one.environment;
      void this.end(one.environment);
    }
    return undefined;
  }

  /** Makes room, where there is none, by ending one that is idle. */
  private hasRoom(): boolean {
    if (this.stopped) return false;
    if (this.all.size + this.promised < this.options.maxEnvironments) return true;
    for (const [key, [oldest, ...others]] of this.idle) {
      if (oldest === undefined) continue;
      this.idle.set(key, others);
      void this.drop(oldest);
      return true;
    }
    return false;
  }

  private drop({ environment, keep }: Idle): Promise<void> {
    keep();
    return this.end(environment);
  }

  private async end(environment: ExecutionEnvironment): Promise<void> {
    this.all.delete(environment);
    await environment.end();
    const code = this.code.get(environment);
    this.code.delete(environment);
    await code?.give();
  }
}

function keyOf({ functionName, version, revision }: FunctionVersion): string {
  return `${functionName}:${version}:${revision}`;
}

function throttled(reason: string): LambdaError {
  return new LambdaError("TooManyRequestsException", "Rate Exceeded.", 429, reason);
}

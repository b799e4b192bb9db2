/** Runs functions: invocations by name and qualifier, in environments of their own, with logs and errors as Lambda's. */
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../clock/clock";
import { CodeFolders } from "./code-folders";
import { ExecutionEnvironment } from "./environment";
import { FreePorts } from "./free-ports";
import type { FunctionSource, FunctionVersion } from "./function-version";
import { checkRequest, type InvocationSeen, type InvokeRequest, type InvokeResult } from "./invoke";
import { notFound } from "./invoke-error";
import { isWebApp, type Programs } from "./launch";
import { LOG_TAIL_BYTES, SYNC_PAYLOAD_BYTES } from "./limits";
import { LogBook, type LogLine } from "./log-book";
import { Pool } from "./pool";
import { reference } from "./reference";
import { report, traceId } from "./report";
import { chosen } from "./routing";
import { named, type Invocation, type Outcome } from "./runtime-api";

const SETTLING_MILLISECONDS = 20;

export interface RunnerOptions {
  readonly source: FunctionSource;
  readonly clock: Clock;
  readonly region: string;
  /** A folder of the runner's own, made where it is missing: code unpacked, and temporary files of environments. */
  readonly folder: string;
  readonly programs: Programs;
  /** Numbers from 0 up to 1, which choose among the versions of an alias. */
  readonly random: () => number;
  /** The PATH of functions; that of this process unless given. */
  readonly path?: string;
  /** Variables of the local AWS, as AWS_ENDPOINT_URL; they win over a function's own. */
  readonly extra?: Readonly<Record<string, string>>;
  /** Environments at once, of all functions; 20 unless given. */
  readonly maxEnvironments?: number;
  /** How long an environment waits for its next invocation; 300 unless given. */
  readonly idleSeconds?: number;
  /** How long a start may take before it is begun again; 10 unless given. */
  readonly initSeconds?: number;
  readonly onLogLine?: (functionName: string, version: string, line: LogLine) => void;
  /** Told of every invocation, also of those that are not taken: what metrics are made of. */
  readonly onInvocation?: (seen: InvocationSeen) => void;
}

export class FunctionRunner {
  private readonly pool: Pool;
  private readonly code: CodeFolders;
  private readonly logs: LogBook;

  constructor(private readonly options: RunnerOptions) {
    const { clock, region, folder, programs, path = process.env["PATH"] ?? "", extra = {} } = options;
    this.logs = new LogBook(options.onLogLine);
    const temporary = join(folder, "tmp");
    // What a killed runner left.
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(temporary, { recursive: true });
    this.code = new CodeFolders(join(folder, "code"), (code) => options.source.usesCode(code));
    const ports = new FreePorts();
    this.pool = new Pool({
      clock,
      code: this.code,
      maxEnvironments: options.maxEnvironments ?? 20,
      idleSeconds: options.idleSeconds ?? 300,
      environment: {
        clock,
        region,
        programs,
        folder: temporary,
        path,
        extra,
        freePort: () => ports.next(),
        ...(options.initSeconds === undefined ? {} : { initSeconds: options.initSeconds }),
      },
      onLine: (version, text) => {
        this.line(version, text);
      },
    });
  }

  /** How many environments there are. */
  get environments(): number {
    return this.pool.size;
  }

  /**
   * Whether an invocation would be taken: what a dry run asks.
   *
   * @throws LambdaError when not
   */
  check(request: InvokeRequest, maxBytes = SYNC_PAYLOAD_BYTES): void {
    checkRequest(request, this.options.source, maxBytes);
  }

  /**
   * Invokes and waits.
   *
   * @throws LambdaError when it is not taken: no such function, too large, too many at once
   */
  async invoke(request: InvokeRequest): Promise<InvokeResult> {
    this.check(request);
    const version = this.versionFor(request);
    const { environment: warm, release } = this.take(request, version);
    const requestId = request.requestId ?? randomUUID();
    const started = performance.now();
    try {
      const environment = warm ?? (await this.pool.cold(version));
      const runs = environment instanceof ExecutionEnvironment;
      const outcome = runs
        ? await this.serve(environment, request, requestId, release)
        : this.failed(version, named(environment, requestId), requestId, release);
      const failed = outcome.errorType !== undefined;
      this.seen(request, version.version, performance.now() - started, failed);
      return {
        requestId,
        payload: outcome.payload,
        ...(failed ? { functionError: "Unhandled" } : {}),
        executedVersion: version.version,
        logTail: runs ? environment.takeRecent().slice(-LOG_TAIL_BYTES) : "",
        ...(isWebApp(version) ? { webAdapter: this.options.programs.adapter.name } : {}),
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** The same for a function that is named by its ARN, with its qualifier if it has one. */
  async invokeArn(arn: string, payload: Buffer, traceId?: string): Promise<InvokeResult> {
    const found = reference(arn);
    if (found === undefined) throw notFound(arn);
    return this.invoke({ ...found, payload, traceId });
  }

  /** What is kept of a version's log. */
  log(functionName: string, version: string): { lines: readonly LogLine[]; dropped: number } {
    return this.logs.of(functionName, version);
  }

  /** Ends the idle environments of a version that has changed or gone, or of all of a function; removes unused code. */
  async retire(functionName: string, version?: string): Promise<void> {
    await this.pool.retire(functionName, version);
    await this.code.sweep();
  }

  /** Ends all environments, and removes all code; what is being invoked fails. */
  async stop(): Promise<void> {
    await this.pool.stop();
    await this.code.close();
  }

  private versionFor({ functionName, qualifier = "$LATEST" }: InvokeRequest): FunctionVersion {
    const { source, random } = this.options;
    const number = chosen(source.routing(functionName, qualifier) ?? [], random());
    const version = number === undefined ? undefined : source.version(functionName, number);
    if (version === undefined) throw notFound(`${functionName}:${qualifier}`);
    return version;
  }

  private take(request: InvokeRequest, version: FunctionVersion): ReturnType<Pool["take"]> {
    try {
      return this.pool.take(version, this.options.source.reservedConcurrency(request.functionName));
    } catch (error) {
      this.seen(request, undefined, 0, false);
      throw error;
    }
  }

  private seen(
    { functionName, qualifier }: InvokeRequest,
    executedVersion: string | undefined,
    milliseconds: number,
    failed: boolean,
  ): void {
    const throttled = executedVersion === undefined;
    this.options.onInvocation?.({
      functionName,
      qualifier,
      executedVersion,
      milliseconds,
      failed,
      throttled,
    });
  }

  private async serve(
    environment: ExecutionEnvironment,
    request: InvokeRequest,
    requestId: string,
    release: () => void,
  ): Promise<Outcome> {
    const { clock } = this.options;
    const { version } = environment;
    const { qualifier } = request;
    const milliseconds = version.timeoutSeconds * 1000;
    const invocation: Invocation = {
      requestId,
      payload: request.payload.length === 0 ? Buffer.from("{}") : request.payload,
      deadline: clock.now() + milliseconds,
      invokedArn: qualifier === undefined ? version.functionArn : `${version.functionArn}:${qualifier}`,
      traceId: request.traceId ?? traceId(clock.now()),
      clientContext: request.clientContext,
    };
    environment.note(`START RequestId: ${requestId} Version: ${version.version}`);
    const started = performance.now();
    const outcome = named(await environment.invoke(invocation, milliseconds), requestId);
    const took = performance.now() - started;
    // What it printed before it answered may still lie in its pipe.
    await new Promise(setImmediate);
    if (outcome.errorMessage !== undefined)
      environment.note(`RequestId: ${requestId} ${outcome.errorType ?? ""}: ${outcome.errorMessage}`);
    for (const line of report(
      version,
      requestId,
      took,
      environment.peakMiB(),
      environment.takeInitMilliseconds(),
    ))
      environment.note(line);
    const given = environment.idle().then(() => {
      this.pool.give(environment);
      release();
    });
    // The answer waits just long enough for the next invocation to find this environment, but for no extension.
    await Promise.race([given, sleep(SETTLING_MILLISECONDS, undefined, { ref: false })]);
    return outcome;
  }

  private failed(
    version: FunctionVersion,
    outcome: Outcome,
    requestId: string,
    release: () => void,
  ): Outcome {
    this.line(version, `START RequestId: ${requestId} Version: ${version.version}`);
    this.line(version, outcome.payload.toString("utf8"));
    for (const line of report(version, requestId, 0)) this.line(version, line);
    release();
    return outcome;
  }

  private line(version: FunctionVersion, text: string): void {
    this.logs.add(version.functionName, version.version, { at: this.options.clock.now(), text });
  }
}

/**
 * Asynchronous invocations: taken at once, run from a queue, tried again, and what became of them sent on.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "../clock/clock";
import type { AsyncSettings, FunctionSource } from "./function-version";
import { LambdaError } from "./invoke-error";
import { ASYNC_PAYLOAD_BYTES } from "./limits";
import type { InvokeRequest, InvokeResult } from "./invoke";
import type { FunctionRunner } from "./runner";

/** Where records go: a queue, a topic or a function, by ARN. */
export interface Destinations {
  /** @param attributes - of the message; only a dead-letter target gets some */
  deliver(arn: string, body: string, attributes?: Readonly<Record<string, string>>): Promise<void>;
}

/** Between the attempts after a function's error: one minute, then two. */
const RETRY_SECONDS = [60, 120];
/** Between attempts after throttling: from one second doubling up to five minutes. */
const THROTTLE_SECONDS = { first: 1, longest: 300 };
/** Events that wait; Lambda has no such bound, a machine has. */
const MAX_QUEUED = 10_000;

interface Queued {
  readonly request: InvokeRequest & { readonly requestId: string };
  readonly since: number;
  readonly settings: AsyncSettings;
  attempts: number;
  throttled: number;
}

export interface AsyncOptions {
  readonly runner: FunctionRunner;
  readonly source: FunctionSource;
  readonly clock: Clock;
  readonly destinations: Destinations;
  /** Told what nobody else hears: a destination that cannot be reached. */
  readonly onProblem: (message: string) => void;
}

export class AsyncInvocations {
  private readonly waiting = new Set<() => void>();
  private queued = 0;
  private stopped = false;

  constructor(private readonly options: AsyncOptions) {}

  /** How many have been taken and are not done. */
  get pending(): number {
    return this.queued;
  }

  /**
   * Takes one; gives the request's id.
   *
   * @throws LambdaError when it is not taken
   */
  take(given: InvokeRequest): string {
    const { runner, source, clock } = this.options;
    runner.check(given, ASYNC_PAYLOAD_BYTES);
    if (this.queued >= MAX_QUEUED)
      throw new LambdaError(
        "TooManyRequestsException",
        `${MAX_QUEUED} events wait already`,
        429,
        "CallerRateLimitExceeded",
      );
    const requestId = given.requestId ?? randomUUID();
    const settings = source.asyncSettings(given.functionName, given.qualifier ?? "$LATEST");
    this.queued++;
    void this.attempt({
      request: { ...given, requestId },
      since: clock.now(),
      settings,
      attempts: 0,
      throttled: 0,
    });
    return requestId;
  }

  /** Forgets what waits. */
  stop(): void {
    this.stopped = true;
    for (const callOff of this.waiting) callOff();
    this.waiting.clear();
  }

  private async attempt(one: Queued): Promise<void> {
    let result: InvokeResult;
    try {
      result = await this.options.runner.invoke(one.request);
    } catch (error) {
      if (error instanceof LambdaError && error.status === 429) {
        const seconds = Math.min(THROTTLE_SECONDS.first * 2 ** one.throttled++, THROTTLE_SECONDS.longest);
        this.later(one, seconds);
        return;
      }
      // The function went away meanwhile.
      this.queued--;
      this.options.onProblem(`event ${one.request.requestId} was dropped: ${String(error)}`);
      return;
    }
    one.attempts++;
    if (result.functionError === undefined) return this.done(one, "Success", result);
    if (one.attempts > one.settings.maximumRetryAttempts) return this.done(one, "RetriesExhausted", result);
    this.later(one, RETRY_SECONDS[one.attempts - 1] ?? 120, result);
  }

  private later(one: Queued, seconds: number, last?: InvokeResult): void {
    if (this.stopped) return;
    const { clock } = this.options;
    if (clock.now() + seconds * 1000 - one.since > one.settings.maximumEventAgeSeconds * 1000)
      return void this.done(one, "EventAgeExceeded", last);
    const callOff = clock.after(seconds * 1000, () => {
      this.waiting.delete(callOff);
      void this.attempt(one);
    });
    this.waiting.add(callOff);
  }

  private async done(one: Queued, condition: string, result?: InvokeResult): Promise<void> {
    this.queued--;
    const { onSuccess, onFailure, deadLetterTarget } = one.settings;
    const failed = condition !== "Success";
    const target = failed ? onFailure : onSuccess;
    if (target !== undefined) await this.deliver(target, this.record(one, condition, result));
    if (failed && deadLetterTarget !== undefined)
      await this.deliver(deadLetterTarget, one.request.payload.toString(), {
        RequestID: one.request.requestId,
        ErrorCode: "200",
        ErrorMessage: messageOf(result),
      });
  }

  private record({ request, attempts }: Queued, condition: string, result?: InvokeResult): string {
    const { functionName, qualifier = "$LATEST", requestId, payload } = request;
    const version = this.options.source.version(functionName, result?.executedVersion ?? "$LATEST");
    return JSON.stringify({
      version: "1.0",
      timestamp: new Date(this.options.clock.now()).toISOString(),
      requestContext: {
        requestId,
        functionArn: `${version?.functionArn ?? functionName}:${qualifier}`,
        condition,
        approximateInvokeCount: attempts,
      },
      requestPayload: parsed(payload),
      ...(result === undefined
        ? {}
        : {
            responseContext: {
              statusCode: 200,
              executedVersion: result.executedVersion,
              ...(result.functionError === undefined ? {} : { functionError: result.functionError }),
            },
            responsePayload: parsed(result.payload),
          }),
    });
  }

  private async deliver(
    arn: string,
    body: string,
    attributes?: Readonly<Record<string, string>>,
  ): Promise<void> {
    try {
      await this.options.destinations.deliver(arn, body, attributes);
    } catch (error) {
      this.options.onProblem(
        `nothing was sent to ${arn}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

function parsed(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString() || "{}");
  } catch {
    return payload.toString();
  }
}

function messageOf(result: InvokeResult | undefined): string {
  const payload = result === undefined ? undefined : parsed(result.payload);
  const message = (payload as { errorMessage?: unknown } | null | undefined)?.errorMessage;
  return typeof message === "string" ? message.slice(0, 1_024) : "no message";
}

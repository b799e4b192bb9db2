/** An invocation as it is asked for, checked, and answered. */
import type { FunctionSource } from "./function-version";
import { LambdaError, notFound } from "./invoke-error";

/** An invocation as its metrics have it. */
export interface InvocationSeen {
  readonly functionName: string;
  readonly qualifier: string | undefined;
  /** `undefined` for one that was throttled. */
  readonly executedVersion: string | undefined;
  readonly milliseconds: number;
  readonly failed: boolean;
  readonly throttled: boolean;
}

export interface InvokeRequest {
  readonly functionName: string;
  /** `$LATEST` unless given. */
  readonly qualifier?: string | undefined;
  /** JSON. */
  readonly payload: Buffer;
  readonly clientContext?: string | undefined;
  readonly traceId?: string | undefined;
  /** One of ours unless given; retries keep theirs. */
  readonly requestId?: string | undefined;
}

export interface InvokeResult {
  readonly requestId: string;
  readonly payload: Buffer;
  /** `Unhandled` where the function failed; the payload then says how. */
  readonly functionError?: "Unhandled";
  readonly executedVersion: string;
  /** The end of the invocation's log, at most 4 KB. */
  readonly logTail: string;
  /** Which web adapter served it, where one did. */
  readonly webAdapter?: string;
}

/** @throws LambdaError when the request cannot be taken: nobody of that name, too large, no JSON */
export function checkRequest(
  { functionName, qualifier = "$LATEST", payload }: InvokeRequest,
  source: FunctionSource,
  maxBytes: number,
): void {
  if (source.routing(functionName, qualifier) === undefined) throw notFound(`${functionName}:${qualifier}`);
  if (payload.length > maxBytes) {
    const message = `${payload.length} byte payload is too large for the Invoke operation (limit ${maxBytes} bytes)`;
    throw new LambdaError("RequestTooLargeException", message, 413);
  }
  try {
    JSON.parse(payload.toString() || "null");
  } catch (error) {
    const why = error instanceof Error ? error.message : "";
    const message = `Could not parse request body into json: ${why}`;
    throw new LambdaError("InvalidRequestContentException", message);
  }
}

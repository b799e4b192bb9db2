/**
 * Why a target did not take an event, in the words of a dead-letter queue.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */

export class DeliveryError extends Error {
  /**
   * @param code - as ERROR_CODE has it: `NO_RESOURCE`, `THROTTLING`
   * @param isRetriable - what is not, goes to the dead-letter queue at once
   */
  constructor(
    readonly code: string,
    message: string,
    readonly isRetriable: boolean,
  ) {
    super(message);
    this.name = "DeliveryError";
  }
}

/** As AWS's clients and the runner of functions throw. */
interface ServiceError {
  readonly name?: unknown;
  readonly status?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number | undefined };
}

const GONE = /NotFound|NonExistent|DoesNotExist/;

/** EventBridge tries again after 429 and 5xx, and where nobody answers. */
export function deliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const { name, status, $metadata } = error as ServiceError;
  const code = typeof status === "number" ? status : $metadata?.httpStatusCode;
  if (code === undefined) return new DeliveryError("CONNECTION_FAILURE", message, true);
  if (code === 429) return new DeliveryError("THROTTLING", message, true);
  if (code >= 500) return new DeliveryError("ERROR_FROM_TARGET", message, true);
  if (code === 404 || GONE.test(String(name))) return new DeliveryError("NO_RESOURCE", message, false);
  return new DeliveryError("SDK_CLIENT_ERROR", message, false);
}

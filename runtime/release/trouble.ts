/** What went wrong while a function read or wrote, for people and for the pipeline. Pure. */
import { Refusal } from "../../refusal/refusal";
import { textOf } from "./field";
import type { FailureType } from "./stage-ports";

export interface Trouble {
  readonly type: FailureType;
  readonly reason: string;
}

/** As the services of AWS call it, each in its own way. */
const DENIED = /^(?:AccessDenied|Unauthorized|Forbidden|AuthorizationError)/;

export function troubleOf(error: unknown): Trouble {
  if (error instanceof Refusal) return { type: "ConfigurationError", reason: error.message };
  if (!(error instanceof Error))
    return { type: "JobFailed", reason: "something that is no error was thrown" };
  // A call that failed has the code that AWS gave in its text, too.
  const code = textOf(error, "code");
  const reason = code === undefined ? `${error.name}: ${error.message}` : error.message;
  return { type: DENIED.test(code ?? error.name) ? "PermissionError" : "SystemUnavailable", reason };
}

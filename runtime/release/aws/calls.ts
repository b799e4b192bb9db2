/** The way to AWS of one invocation: each call by its name, with a deadline, and its answer checked. */
import type * as z from "zod/mini";
import { problemText } from "../../../refusal/refusal";
import { schemaProblems } from "../../../refusal/schema-problems";
import type { CallName } from "./actions-used";
import type { Clients } from "./clients";

/** A call that was not, or may not have been, carried out: which one, and why. */
export class CallFailed extends Error {
  /** The name of the error as AWS gives it: `ThrottlingException`. */
  readonly code: string;
  /** Of HTTP, where there was an answer. */
  readonly status: number | undefined;

  constructor(
    readonly call: CallName,
    what: string,
    cause?: unknown,
  ) {
    super(`${call}: ${what}`, { cause });
    this.name = "CallFailed";
    this.code = cause instanceof Error ? cause.name : "";
    this.status = metadataOf(cause).httpStatusCode;
  }
}

/** How a call is sent: with this, and nothing else, by the SDK's `send`. */
export type Sending = (options: { readonly abortSignal: AbortSignal }) => Promise<unknown>;

export class Calls {
  /** What was called so far, in this order, each once however often it was tried. */
  readonly made: CallName[] = [];

  /** @param deadline - milliseconds since 1970: no answer is waited for any longer */
  constructor(
    readonly clients: Clients,
    readonly deadline: number,
  ) {}

  /**
   * The answer to a call.
   *
   * @param until - another deadline than that of the invocation
   * @throws CallFailed with what AWS said in the end, where nothing came by the deadline, and for an answer that is none
   */
  async ask<Schema extends z.ZodMiniType>(
    call: CallName,
    schema: Schema,
    send: Sending,
    until = this.deadline,
  ): Promise<z.infer<Schema>> {
    this.made.push(call);
    const abortSignal = AbortSignal.timeout(Math.max(0, until - Date.now()));
    let answer: unknown;
    try {
      answer = await Promise.race([send({ abortSignal }), over(abortSignal)]);
    } catch (error) {
      throw new CallFailed(call, abortSignal.aborted ? "no answer by the deadline" : told(error), error);
    }
    const { success, data, error } = schema.safeParse(answer);
    if (success) return data;
    const remedy = "this is no answer that is understood";
    throw new CallFailed(call, schemaProblems(error.issues, answer, remedy).map(problemText).join("\n"));
  }
}

/** Rejects at the deadline: between two attempts the SDK does not look at it. */
function over(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => {
      reject(new Error("it is over", { cause: signal.reason }));
    });
  });
}

/** The code AWS gave to an error; empty where it was none of AWS. */
export function codeOf(error: unknown): string {
  return error instanceof CallFailed ? error.code : "";
}

/** `ThrottlingException: Rate exceeded (tried 4 times)`. */
function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { attempts: tried = 1 } = metadataOf(error);
  return `${error.name}: ${error.message}${tried > 1 ? ` (tried ${tried} times)` : ""}`;
}

/** What the SDK knows of a call besides its answer. */
function metadataOf(error: unknown): { readonly attempts?: number; readonly httpStatusCode?: number } {
  return (error as { $metadata?: object } | undefined)?.$metadata ?? {};
}

/** A call of Lambda's API as it came, and its answer. */
import { invalid } from "../invoke-error";
import type { Input } from "./configuration";

export interface Call {
  /** What the path names, decoded: a function. */
  readonly name: string;
  /** An alias or a statement of it, or nothing. */
  readonly item: string;
  readonly query: URLSearchParams;
  readonly body: Input;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export function qualifierOf({ query }: Call): string | undefined {
  return query.get("Qualifier") ?? undefined;
}

/**
 * A text that must be there.
 *
 * @throws LambdaError when it is not
 */
export function textOf(body: Input, name: string): string {
  const value = body[name];
  if (typeof value !== "string" || value === "") throw invalid(`${name}: must be given`);
  return value;
}

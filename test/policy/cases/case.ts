/** What every rule must let pass and must find: seen by its own test, by the pack over the wire, by the engine, by audit. */
import type { Values } from "../../../policy/value";

/** A resource as the program would declare it, which is judged by one rule. */
export interface Case {
  /** What is right or wrong with it, completing "a resource that": `is open to everybody`. */
  readonly that: string;
  readonly type: string;
  readonly inputs: Values;
  readonly isProtected?: boolean;
  /** Inputs of its provider. */
  readonly provider?: Values;
}

export interface Cases {
  readonly passing: readonly [Case, ...Case[]];
  readonly failing: readonly [Case, ...Case[]];
  /** The stack they are of; dev where it does not matter. */
  readonly stack?: string;
  /** What the rule is told. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

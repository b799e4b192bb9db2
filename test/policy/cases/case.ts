/** What every rule must let pass and must find: seen by its own test, by the pack over the wire, by the engine, by audit. */
import type { Values } from "../../../policy/value";

/** A resource as the program would declare it. */
export interface Declared {
  readonly type: string;
  readonly inputs: Values;
  readonly isProtected?: boolean;
  /** Inputs of its provider. */
  readonly provider?: Values;
}

/** One resource, which is judged by one rule. */
export interface Case extends Declared {
  /** What is right or wrong with it, completing "what": `is open to everybody`. */
  readonly that: string;
}

/** Several resources, which one rule judges together. */
export interface StackCase {
  readonly that: string;
  /** By their names. `${live.arn}` in a text of an input stands for that output of the resource of that name. */
  readonly resources: Readonly<Record<string, Declared>>;
}

/** Of a rule on one resource; `Cases<StackCase>` of a rule on a stack. */
export interface Cases<One extends Case | StackCase = Case> {
  readonly passing: readonly [One, ...One[]];
  readonly failing: readonly [One, ...One[]];
  /** The stack they are of; dev where it does not matter. */
  readonly stack?: string;
  /** What the rule is told. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

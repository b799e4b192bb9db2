/** A test of the engine that is told as a story: it can be run with the engine, and with mutants of it. */
import type { Decide } from "./moves";

export interface Story {
  /** The row of facts it is the test of: `6.1 duplicate invocation`. */
  readonly row: string;
  /** A sentence of behaviour. */
  readonly title: string;
  /** Throws where the engine does otherwise. */
  readonly run: (decide: Decide) => Promise<void>;
}

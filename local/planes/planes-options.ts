/** What all planes of a stack are started with. */
import type { Clock } from "../clock/clock";
import type { PlanesFolder } from "./folder";
import type { Logs } from "./logs";
import type { StackObjects } from "./stack-objects";

export interface PlanesOptions {
  readonly clock: Clock;
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
  readonly folder: PlanesFolder;
  readonly logs: Logs;
  readonly objects: StackObjects;
  /** Where PATH, HOME and the cache's variables are read. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

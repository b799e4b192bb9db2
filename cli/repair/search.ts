/**
 * Where a repair can look for what no state has. Only the local AWS can be searched so far; a search of AWS itself
 * (Resource Groups Tagging API: type, identifier and tags) fits behind the same interface.
 */
import type { Json } from "../../wire/values";
import type { Recorded } from "./state";

/** A resource that was found. */
export interface Found {
  readonly type: string;
  readonly id: string;
  /** What is known of it, as the engine writes values; nothing is marked as secret. */
  readonly properties: Readonly<Record<string, Json>>;
}

/** A place that can be searched. */
export interface Search {
  /** Its name, for people. */
  readonly where: string;
  /** Everything there, in the order in which it was made. */
  objects: () => Promise<readonly Found[]>;
  /** Whether this is the resource that a state records; in doubt it is. */
  isOf: (recorded: Recorded, found: Found) => boolean;
  /** Deletes what is there. */
  remove: (found: readonly Found[]) => Promise<void>;
}

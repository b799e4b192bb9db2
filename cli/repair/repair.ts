/** What every step of a repair works with. */
import type { Session } from "../command";
import type { Pulumi } from "./pulumi";
import type { Search } from "./search";
import type { Target } from "./target";

export interface Repair {
  readonly session: Session;
  readonly target: Target;
  readonly pulumi: Pulumi;
  /** Where resources can be looked for; undefined where they cannot. */
  readonly search: Search | undefined;
  /** Whether everything is said and nothing changed. */
  readonly dryRun: boolean;
}

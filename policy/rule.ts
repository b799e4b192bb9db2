/** What a rule is: a pure function from one resource, as it is about to be made, to findings. */
import type { Problem } from "../refusal/refusal";
import type { Values } from "./value";

export interface Rule {
  /** Its name in the engine's output and in a --policy-pack-config file, and of its file: `required-tags`. */
  readonly id: string;
  /** One sentence that says what it wants. */
  readonly description: string;
  /** What a violation does unless the configuration says otherwise: stop the operation, or be told. */
  readonly level: "mandatory" | "advisory";
  readonly severity: "low" | "medium" | "high" | "critical";
  /** The types it looks at, as tokens: `aws:iam/role:Role`. */
  readonly types: ReadonlySet<string>;
  readonly check: (resource: Resource) => readonly Finding[];
}

export interface Resource {
  /** The type token. */
  readonly type: string;
  /** The inputs as the provider has checked them: with its defaults, names derived. */
  readonly inputs: Values;
  /** The inputs of the resource's provider; none where the engine does not tell. */
  readonly provider: Values;
}

/** A violation, or a property that cannot be judged before what it depends on is made. */
export type Finding = { readonly problem: Problem } | { readonly notEvaluated: string };

/** A finding with everything that its readers need: the engine, people, CI. */
import type { Effect, Severity } from "./rule";

export interface Report {
  /** The rule, or `suppressions` and `rule-failed`, which are about rules. */
  readonly rule: string;
  /** Of the resource; or the file, where there is no stack. */
  readonly urn: string;
  readonly severity: Severity;
  readonly level: Effect;
  /** `<property>: must be <rule>, got <value>; <what to do>`, or what could not be evaluated and why. */
  readonly message: string;
  /** Of a file: where in it, counted from 1. */
  readonly line?: number;
  readonly column?: number;
  /** Of an IAM policy document: the statement, as `Statement[1]` or its Sid, and the actions that it is about. */
  readonly statement?: string;
  readonly actions?: readonly string[];
  /** What would pass, as text to put in its place. */
  readonly fix?: string;
}

/** What a finding in a policy document has besides. */
type Details = Pick<Report, "statement" | "actions" | "fix">;

/** Those that there are. */
export function details({ statement, actions, fix }: Partial<Details>): Details {
  return {
    ...(statement === undefined ? {} : { statement }),
    ...(actions === undefined ? {} : { actions }),
    ...(fix === undefined ? {} : { fix }),
  };
}

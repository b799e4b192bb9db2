/** A whole stack under the rules, as the engine would ask them: exceptions first, then every resource, then the stack. Pure. */
import type { Configuration } from "../configuration/configuration";
import { Session, type Exception } from "../pack/session";
import type { Report } from "../report";
import type { Rule, StackResource } from "../rule";
import { SUPPRESSION_TYPE } from "../suppressions/suppression";

export interface Audit {
  readonly reports: readonly Report[];
  readonly exceptions: readonly Exception[];
}

/** Nothing more is made here that would make it known. */
const IN_AN_EXPORT =
  "encrypted in this export, or not known to it; export it with --show-secrets to have it evaluated";

/** @param today - as `2026-11-21` */
export function auditStack(
  resources: readonly StackResource[],
  rules: readonly Rule[],
  configuration: Configuration,
  today: string,
): Audit {
  const session = new Session(rules, configuration, () => today, IN_AN_EXPORT);
  const isException = ({ type }: StackResource): boolean => type === SUPPRESSION_TYPE;
  const inTurn = [...resources.filter(isException), ...resources.filter((one) => !isException(one))];
  const reports = inTurn.flatMap((one) => session.resource(one));
  // A stack that was never made has nothing to say of exceptions either.
  const ofStack = resources.length === 0 ? [] : session.stack(resources);
  return { reports: [...reports, ...ofStack], exceptions: session.exceptions() };
}

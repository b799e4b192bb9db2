/** Where what a stage knows of its services stands in the SSM Parameter Store. Pure. */
import { Refusal } from "../refusal/refusal";
import { identityProblems, type Identity } from "./identity";

/**
 * The path of a service's parameters: `/<project>/<stage>/services/<service>/…`. What all services of a stage register
 * lies below one path.
 *
 * @throws Refusal when a part of the identity is not valid; what SSM keeps for itself is no project
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html)
 */
export function servicePath(identity: Identity & { service: string }, ...rest: readonly string[]): string {
  const problems = identityProblems(identity);
  if (problems.length > 0) throw new Refusal(...problems);
  const { project, stage, service } = identity;
  return ["", project, stage, "services", service, ...rest].join("/");
}

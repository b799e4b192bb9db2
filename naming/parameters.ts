/** Where what a stage knows of its services stands in the SSM Parameter Store. Pure. */
import { Refusal, shown } from "../refusal/refusal";
import { identityProblems, type Identity } from "./identity";

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html */
const RESERVED_PATH = /^(?:aws|ssm)/;

/**
 * The path of a service's parameters: `/<project>/<stage>/services/<service>/…`. What all services of a stage register
 * lies below one path.
 *
 * @throws Refusal when a part of the identity is not valid, or SSM keeps its beginning for itself
 */
export function servicePath(identity: Identity & { service: string }, ...rest: readonly string[]): string {
  const problems = identityProblems(identity);
  if (problems.length > 0) throw new Refusal(...problems);
  const { project, stage, service } = identity;
  if (RESERVED_PATH.test(project)) {
    const rule = "a name that does not begin with aws or ssm, as SSM takes no parameter below it";
    throw new Refusal({ property: "project", rule, got: shown(project), remedy: "choose another" });
  }
  return ["", project, stage, "services", service, ...rest].join("/");
}

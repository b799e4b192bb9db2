/** The tags everything carries; look-ups, cost reports and permissions go by them. Pure. */
import { Refusal } from "../refusal/refusal";
import { identityProblems, ownershipProblems, type Identity, type Ownership } from "./identity";
import { joined } from "./names";

/** What stands in the tag `ManagedBy` of everything this package makes. */
export const MANAGED_BY = "multistage";

/**
 * The tags of a resource: Project, Stage, Service, Role, Owner, CostCenter, ManagedBy, Colour on a fleet, and the
 * derived Name. What the identity leaves out has no tag.
 *
 * @throws Refusal when a part of the identity or the ownership is not valid
 */
export function tags(identity: Identity, ownership: Ownership): Record<string, string> {
  return { ...sharedTags(identity, ownership), Name: joined(identity) };
}

/** The same without Name, for a group of resources that get a Name each. */
export function sharedTags(identity: Identity, ownership: Ownership): Record<string, string> {
  const problems = [...identityProblems(identity), ...ownershipProblems(ownership)];
  if (problems.length > 0) throw new Refusal(...problems);
  const { project, stage, service, role, colour } = identity;
  const { owner, costCenter } = ownership;
  const all = {
    Project: project,
    Stage: stage,
    Service: service,
    Role: role,
    Colour: colour,
    Owner: owner,
    CostCenter: costCenter,
    ManagedBy: MANAGED_BY,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given);
}

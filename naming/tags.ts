/** The tags everything carries; look-ups, cost reports and permissions go by them. Pure. */
import { Refusal } from "../refusal/refusal";
import { identityProblems, type Identity, type Ownership } from "./identity";
import { joined } from "./names";
import { ownershipProblems } from "./tag-rules";

/** What stands in the tag `ManagedBy` of everything this package makes. */
export const MANAGED_BY = "multistage";

/**
 * The tags of a resource: Project, Stage, Service, Role, Owner, CostCenter, ManagedBy, Colour on a fleet, the derived
 * Name, and the ownership's own. What the identity leaves out has no tag.
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
  const { owner, costCenter, tags: further } = ownership;
  const all = {
    ...further,
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

/**
 * The identity that tags say; undefined where this package did not write them, or they are not whole.
 */
export function identityOf(tags: Readonly<Record<string, string>>): Identity | undefined {
  const {
    Project: project,
    Stage: stage,
    Service: service,
    Role: role,
    Colour: colour,
    ManagedBy: by,
  } = tags;
  if (by !== MANAGED_BY || project === undefined || stage === undefined) return undefined;
  const given = Object.entries({ service, role, colour }).filter(([, value]) => value !== undefined);
  const identity: Identity = { project, stage, ...Object.fromEntries(given) };
  return identityProblems(identity).length === 0 ? identity : undefined;
}

/** Who a resource is: the one thing every name and tag is derived from. Pure. */
import { shown, type Problem } from "../refusal/refusal";

/**
 * The identity of a resource. Every part is 1 to 32 lower-case letters, digits and hyphens, beginning with a letter
 * and not ending with a hyphen.
 */
export interface Identity {
  /** The product or team the stacks belong to. */
  project: string;
  /** The stage: dev, staging, prod or what the team calls it. */
  stage: string;
  /** The service; left out for what all services of a stage share. */
  service?: string;
  /** What it is for within its service: web, api, network. */
  role?: string;
  /** The fixed colour of a fleet: blue or green. */
  colour?: string;
}

/** Who pays and who answers for a resource. */
export interface Ownership {
  /** The team that answers for it. 1 to 256 letters, digits, spaces and _ . : / = + - @. */
  owner: string;
  /** Where its cost is booked. The same characters. */
  costCenter: string;
}

/** What one part of an identity may be. */
export const PART = /^[a-z](?:[a-z0-9-]{0,30}[a-z0-9])?$/;
export const PART_RULE = "1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen last";

/** What a tag may say, by the service that takes least (https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html). */
export const LABEL = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;
export const LABEL_RULE = "1 to 256 letters, digits, spaces and _ . : / = + - @";

/** The parts in the order in which names join them. */
export const PARTS = ["project", "stage", "service", "role", "colour"] as const;

/** Everything wrong with an identity; empty when it is right. */
export function identityProblems(identity: Identity): Problem[] {
  return PARTS.flatMap((part) => {
    const value = identity[part];
    if (value === undefined || PART.test(value)) return [];
    return [{ property: part, rule: PART_RULE, got: shown(value), remedy: "choose another" }];
  });
}

/** Everything wrong with an ownership; empty when it is right. */
export function ownershipProblems(ownership: Ownership): Problem[] {
  return (["owner", "costCenter"] as const)
    .filter((part) => !LABEL.test(ownership[part]))
    .map((part) => ({
      property: part,
      rule: LABEL_RULE,
      got: shown(ownership[part]),
      remedy: "choose another",
    }));
}

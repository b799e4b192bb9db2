/**
 * Who a resource is: the one thing every name and tag is derived from. Pure.
 *
 * Only a service's name may have hyphens, so that a joined name can be taken apart again: two identities never share
 * one (docs/decisions/0005).
 */
import { shown, type Problem } from "../refusal/refusal";

/** The identity of a resource, or of what a component makes resources for. */
export interface Identity {
  /** The product or team the stacks belong to: 1 to 32 lower-case letters and digits, a letter first. */
  project: string;
  /** The stage: dev, staging, prod or what the team calls it. The same; at most 20 together with the project. */
  stage: string;
  /** The service; left out for what all services of a stage share. Inner hyphens are allowed, too. */
  service?: string;
  /** What it is for: web, api, network. As the project; neither blue nor green. */
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
  /** Further tags for everything; keys of 1 to 128 and values of up to 256 of the same characters. Defaults to none. */
  tags?: Record<string, string>;
}

/** What a part of an identity may be. */
export const WORD = /^[a-z][a-z0-9]{0,31}$/;
export const WORD_RULE = "1 to 32 lower-case letters and digits, a letter first";

/** What a service may be called. */
export const SERVICE = /^[a-z](?:[a-z0-9-]{0,30}[a-z0-9])?$/;
export const SERVICE_RULE =
  "1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen last";

/** The colours of the two fleets of a service. */
export const COLOURS = ["blue", "green"] as const;

/** The parts in the order in which names join them. */
export const PARTS = ["project", "stage", "service", "role", "colour"] as const;

/** So that no name is cut before its service: the shortest names AWS takes have 32 characters, the hash needs nine. */
const PROJECT_AND_STAGE = 20;

/** Everything wrong with an identity; empty when it is right. */
export function identityProblems(identity: Identity): Problem[] {
  const problems = PARTS.flatMap((part) => partProblems(part, identity[part]));
  return problems.length > 0 ? problems : stageProblems(identity);
}

function partProblems(part: (typeof PARTS)[number], value: string | undefined): Problem[] {
  if (value === undefined || isPart(part, value)) return [];
  const rules = {
    project: WORD_RULE,
    stage: WORD_RULE,
    service: SERVICE_RULE,
    role: `${WORD_RULE}, and no colour`,
    colour: COLOURS.join(" or "),
  };
  return [{ property: part, rule: rules[part], got: shown(value), remedy: "choose another" }];
}

function isPart(part: (typeof PARTS)[number], value: string): boolean {
  const isColour = COLOURS.some((colour) => colour === value);
  if (part === "colour") return isColour;
  return part === "service" ? SERVICE.test(value) : WORD.test(value) && !(part === "role" && isColour);
}

/**
 * With what AWS lets no name begin: security groups (sg-), load balancers (internal-), buckets (sthree-, amzn-s3-demo-),
 * parameters (aws, ssm). The pages stand with the limits, and in parameters.ts.
 */
const RESERVED = /^(?:internal|sg|sthree|amzn|aws.*|ssm.*)$/;

/** What is wrong with a project, and with its stage together, once each is a word. */
export function stageProblems({ project, stage }: Pick<Identity, "project" | "stage">): Problem[] {
  if (RESERVED.test(project)) {
    const rule =
      "another word than internal, sg, sthree, amzn and what begins with aws or ssm: AWS keeps them for itself";
    return [{ property: "project", rule, got: shown(project), remedy: "choose another" }];
  }
  const length = project.length + stage.length;
  if (length <= PROJECT_AND_STAGE) return [];
  const rule = `at most ${PROJECT_AND_STAGE} characters together with the stage, as every name begins with both`;
  const got = `${shown(project)} and ${shown(stage)}, ${length} characters`;
  return [{ property: "project", rule, got, remedy: "shorten one of them" }];
}

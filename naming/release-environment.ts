/** What release control's functions are told by their environment: their stage. Everything else follows from names. Pure. */
import { Refusal, shown } from "../refusal/refusal";
import { identityProblems, type Identity } from "./identity";

const PROJECT = "MULTISTAGE_PROJECT";
const STAGE = "MULTISTAGE_STAGE";
const ZONE_ID = "MULTISTAGE_ZONE_ID";

/** Whose functions they are. */
export interface ReleaseStage extends Pick<Identity, "project" | "stage"> {
  /** The private hosted zone that has the names of instances; none where the stage has none. */
  readonly zoneId?: string;
}

/**
 * The variables a function gets.
 *
 * @throws Refusal when project or stage are not valid
 */
export function releaseVariables({ project, stage, zoneId }: ReleaseStage): Record<string, string> {
  const problems = identityProblems({ project, stage });
  if (problems.length > 0) throw new Refusal(...problems);
  return { [PROJECT]: project, [STAGE]: stage, ...(zoneId === undefined ? {} : { [ZONE_ID]: zoneId }) };
}

/**
 * The stage that a function's variables tell.
 *
 * @throws Refusal with everything that is wrong with them
 */
export function releaseStageOf(env: Readonly<Record<string, string | undefined>>): ReleaseStage {
  const { [PROJECT]: project = "", [STAGE]: stage = "", [ZONE_ID]: zoneId = "" } = env;
  const problems = identityProblems({ project, stage }).map((one) => {
    const variable = one.property === "stage" ? STAGE : PROJECT;
    return { ...one, property: variable, got: shown(env[variable]), remedy: "run pulumi up, which sets it" };
  });
  if (problems.length > 0) throw new Refusal(...problems);
  return { project, stage, ...(zoneId === "" ? {} : { zoneId }) };
}

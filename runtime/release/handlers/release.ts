/**
 * The last step of a release: the users move to the idle fleet, which is then watched. Called by the pipeline; and by
 * people who have them go back, or an earlier release once more.
 */
import { answerJob } from "../aws/jobs";
import { stageOnAws } from "../aws/stage";
import { isJob } from "../job";
import { personFunction } from "../person";
import { stepFunction } from "../step";

const stage = () => stageOnAws("by deploy");
const step = stepFunction("release", { answerJob, stage });
const person = personFunction("release", ["switchBack", "reRelease"], stage);

export async function handler(event: unknown): Promise<unknown> {
  return isJob(event) ? step(event) : person(event);
}

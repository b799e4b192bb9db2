/**
 * The second step of a release: the revision on the idle fleet, and proof that it is healthy. Called by the pipeline, and
 * by the other functions to ask instances for their release: it alone is in the network that they are in.
 */
import { answerJob } from "../aws/jobs";
import { versionOnAws, stageOnAws } from "../aws/stage";
import { questionFrom } from "../aws/versions";
import { stepFunction } from "../step";

const step = stepFunction("deploy", { answerJob, stage: () => stageOnAws("here") });

export async function handler(event: unknown): Promise<unknown> {
  const question = questionFrom(event);
  return question === undefined ? step(event) : versionOnAws(question);
}

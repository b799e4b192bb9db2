/** The first step of a release: takes the service, and the idle colour for it. Called by the pipeline. */
import { answerJob } from "../aws/jobs";
import { stageOnAws } from "../aws/stage";
import { stepFunction } from "../step";

export const handler = stepFunction("prepare", { answerJob, stage: () => stageOnAws("by deploy") });

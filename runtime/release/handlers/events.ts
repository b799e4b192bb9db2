/** What happens around releases: executions that end, approvals, instances, alarms, and the sweep of every minute. */
import { releaseStageOf } from "../../../naming/release-environment";
import { stageOnAws } from "../aws/stage";
import { eventsFunction } from "../events";

const identity = () => releaseStageOf(process.env);

export const handler = eventsFunction(identity, () => stageOnAws("by deploy"));

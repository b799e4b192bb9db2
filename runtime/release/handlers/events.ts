/** What happens around releases: executions that end, approvals, instances, alarms, and the sweep of every minute. */
import { releaseStageOf } from "../../../naming/release-environment";
import { reconcileNames } from "../../names/reconcile";
import { stageOnAws } from "../aws/stage";
import { eventsFunction } from "../events";
import type { StagePorts } from "../stage-ports";

const identity = () => releaseStageOf(process.env);

/** Names are this function's alone: the others do without the SDK of EC2, which is larger than they are. */
function stage(): StagePorts {
  const { project, stage: name, zoneId } = identity();
  const ports = stageOnAws("by deploy");
  if (zoneId === undefined) return ports;
  return {
    ...ports,
    reconcileNames: (asked) => reconcileNames({ ...asked, project, stage: name, zoneId }),
  };
}

export const handler = eventsFunction(identity, stage);

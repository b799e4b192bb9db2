/** Takes down the fleet that was released from, before its time is over. Called by people; the sweep does it after. */
import { stageOnAws } from "../aws/stage";
import { personFunction } from "../person";

export const handler = personFunction("retire", ["retire"], () => stageOnAws("by deploy"));

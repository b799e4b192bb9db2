/** Takes down the fleet that was released from, once nobody can want it back. Called by `events` and by people. */
import { log } from "../log";

/** Until the release engine stands it says that nothing was retired. */
export function handler(): Promise<void> {
  const message = "the release engine cannot retire a fleet yet: nothing was done";
  log({ level: "info", step: "retire", message });
  return Promise.resolve();
}

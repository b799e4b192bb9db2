/** What happens around releases: executions that end, approvals, instances, alarms, and the sweep of every minute. */
import { log } from "../log";

/** An event of EventBridge, as far as it is looked at. */
interface OwnEvent {
  readonly source?: unknown;
  readonly "detail-type"?: unknown;
}

/** Until the release engine stands it says what came, and that nothing was done. */
export function handler(event: OwnEvent | null | undefined): Promise<void> {
  log({
    level: "info",
    step: "events",
    source: text(event?.source),
    detailType: text(event?.["detail-type"]),
    message: "the release engine cannot act on events yet: nothing was done",
  });
  return Promise.resolve();
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

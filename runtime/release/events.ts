/** The function that is called for what happens around releases, and each minute for what nobody told of. */
import type { Identity } from "../../naming/identity";
import { Refusal } from "../../refusal/refusal";
import { concernOf, type Concern } from "./concern";
import { log } from "./log";
import { lookAt } from "./look";
import type { NamesAsked, StagePorts } from "./stage-ports";
import { sweep, type Looked } from "./sweep";

/** Of Lambda's second argument. */
export interface Context {
  getRemainingTimeInMillis?(): number;
}

/** What the function has, where nobody says; what names may take after all else; and what it needs to come to its end. */
const TIME_MILLISECONDS = 60_000;
const NAMES_MILLISECONDS = 10_000;
const END_MILLISECONDS = 3_000;

/**
 * The handler. It throws where something could not be looked at, so that the function's errors show it; the sweep of the
 * next minute looks again.
 */
export function eventsFunction(
  identity: () => Pick<Identity, "project" | "stage">,
  open: () => StagePorts,
): (event: unknown, context?: Context) => Promise<void> {
  const looked: Looked = new Map();
  return async (event, context) => {
    const concern = concernOf(event, identity());
    if (concern.kind === "nothing") {
      say(`nothing to do: ${concern.why}`);
      return;
    }
    const stage = open();
    const left = context?.getRemainingTimeInMillis?.() ?? TIME_MILLISECONDS;
    const end = stage.now() + left - END_MILLISECONDS;
    if (concern.kind === "sweep") await sweepAll(stage, looked, end);
    else await lookAtOne(stage, concern, end);
  };
}

async function sweepAll(stage: StagePorts, looked: Looked, end: number): Promise<void> {
  const { services, failed } = await sweep(stage, looked, end - NAMES_MILLISECONDS);
  say(`${services.length - failed.length} of ${services.length} services were looked at`);
  const isNamed = await names(stage, { services, ended: [], deadline: end });
  const troubles = [...failed.toSorted(), ...(isNamed ? [] : ["the names"])];
  if (troubles.length > 0) throw new Error(`could not look at ${troubles.join(", ")}; the log says why`);
}

/** What the release waits for, if it does: its guards know. */
async function lookAtOne(
  stage: StagePorts,
  concern: Extract<Concern, { service: string }>,
  end: number,
): Promise<void> {
  const { service, what } = concern;
  say(what, service);
  try {
    const serving = await lookAt(stage, service, true);
    if (concern.kind === "names")
      await names(stage, { services: [serving], ended: concern.ended, deadline: end });
  } catch (error) {
    // Other services have pipelines and alarms, too. A registration that is broken is told of by the sweep.
    if (!(error instanceof Refusal)) throw error;
    say(`nothing to do: ${error.message}`, service);
  }
}

/** Whether all was well. */
async function names(stage: StagePorts, asked: NamesAsked): Promise<boolean> {
  const report = await stage.reconcileNames?.(asked);
  if (report === undefined) return true;
  const isFailed = report.outcome === "failed";
  if (report.outcome === "unchanged" && report.foreign.length === 0) return true;
  log({ level: isFailed ? "error" : "info", step: "events", goal: "names", message: report.reason });
  return !isFailed;
}

function say(message: string, service?: string): void {
  log({ level: "info", step: "events", service, message });
}

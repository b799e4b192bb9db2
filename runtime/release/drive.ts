/**
 * Passes of one goal, one after the other, as long as each changes something and there is time: what need not be waited
 * for is done in one invocation. Each decision is one line of the log, with its guard and reason.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { actionText } from "./actions";
import { decide } from "./decide";
import { log } from "./log";
import type { Goal } from "./observed";
import { pass, type Passed } from "./pass";
import type { Ports } from "./ports";
import { stateFrom, type State } from "./state";
import { troubleOf } from "./trouble";

/** An invocation answers within 15 s: what was not read or written after so many seconds fails. */
export const DEADLINE_SECONDS = 12;

/** A pass that begins later might not be over by then. */
const LAST_START_SECONDS = 8;

/** What changes for ever is not for one invocation. */
const MOST_PASSES = 20;

/** A pass of another invocation takes a second or two: who has nobody to ask again tries again so often. */
const TRIES = 16;
const BETWEEN_TRIES_MILLISECONDS = 250;

/** Who asks, for the log. */
export interface Asking {
  /** The function. */
  readonly step: string;
  readonly service: string;
  readonly goal: Goal;
  /** Whether another invocation that is looking at the service just now is waited for; the pipeline asks again by itself. */
  readonly isPatient?: boolean;
}

/**
 * The last pass that decided; busy only where none did. What fails after that fails again the next time.
 *
 * @param began - when the invocation did, or this part of it, in milliseconds since 1970
 * @param isOver - whether what was asked for is done, by what is recorded
 * @throws Refusal when what is read is none of ours; what the ports throw
 */
export async function drive(
  ports: Ports,
  asking: Asking,
  began: number,
  isOver: (state: State) => boolean = () => false,
): Promise<Passed> {
  const { service, goal } = asking;
  let last: Passed = { kind: "busy" };
  let tries = asking.isPatient === true ? TRIES : 1;
  for (let passes = 0; passes < MOST_PASSES; passes++) {
    let passed: Passed;
    try {
      // Two invocations may have the same job, and a retried one the id of the one before.
      passed = await pass(ports, service, randomUUID(), goal, readable);
    } catch (error) {
      if (last.kind === "busy") throw error;
      log({ level: "error", ...about(asking), message: troubleOf(error).reason });
      return last;
    }
    if (passed.kind === "busy" && --tries > 0) {
      await sleep(BETWEEN_TRIES_MILLISECONDS);
      continue;
    }
    tell(asking, passed);
    if (passed.kind === "busy") return last;
    last = passed;
    if (!passed.isChanged || isOver(passed.state) || ports.now() - began >= LAST_START_SECONDS * 1000) break;
  }
  return last;
}

/** What could not be read again is not recorded, and nothing is done for it. */
const readable: typeof decide = (...asked) => {
  const decision = decide(...asked);
  stateFrom(decision.next);
  return decision;
};

function about({ step, service, goal }: Asking) {
  const executionId = "executionId" in goal ? goal.executionId : undefined;
  return { step, service, goal: goal.kind, executionId };
}

function tell(asking: Asking, passed: Passed): void {
  if (passed.kind === "busy") {
    log({ level: "info", ...about(asking), guard: "busy", message: BUSY });
    return;
  }
  const { guard, actions, reason } = passed.decision;
  log({
    level: "info",
    ...about(asking),
    guard,
    action: actions[0] && actionText(actions[0]),
    release: passed.state.open?.id,
    message: reason,
  });
}

/** Of the lease. */
export const BUSY = "another invocation is looking at the service";

/** A supervisor that runs already: asked, told, and ended. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Condition } from "../condition";
import { planesIn } from "../folder";
import { lives, readState, type SupervisorState } from "./state";

const CONDITION_SECONDS = 20;
const FOLLOW_SECONDS = 60;
const ORDER_SECONDS = 5;
/** It has 15 s itself. */
const STOP_SECONDS = 20;

/** The one of that workspace; undefined where none lives. */
export async function runningSupervisor(workspace: string): Promise<SupervisorState | undefined> {
  const state = readState(planesIn(workspace).state);
  return state !== undefined && (await lives(state)) ? state : undefined;
}

/** @throws when it does not answer within 20 s */
export async function askCondition(state: SupervisorState): Promise<Condition> {
  return (await order(state, "condition", CONDITION_SECONDS)) as Condition;
}

/** Has it take in what the stack declares now. */
export async function tellToFollow(state: SupervisorState): Promise<void> {
  await order(state, "follow", FOLLOW_SECONDS);
}

/** Ends it with everything it runs: asked first, by force where that does not help. */
export async function stopSupervisor(state: SupervisorState): Promise<void> {
  await order(state, "stop", ORDER_SECONDS).catch(() => undefined);
  for (const [seconds, signal] of [
    [STOP_SECONDS, "SIGTERM"],
    [ORDER_SECONDS, "SIGKILL"],
    [ORDER_SECONDS, 0],
  ] as const) {
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until) {
      if (!(await lives(state))) return;
      await sleep(50);
    }
    try {
      process.kill(state.holder.pid, signal);
    } catch {
      return;
    }
  }
  throw new Error(`the supervisor (process ${state.holder.pid}) has not ended, not even by force`);
}

async function order({ control }: SupervisorState, what: string, seconds: number): Promise<unknown> {
  const response = await fetch(`${control.url}/${what}`, {
    method: "POST",
    headers: { authorization: control.token },
    signal: AbortSignal.timeout(seconds * 1000),
  });
  const answer = (await response.json()) as { message?: string };
  if (!response.ok) throw new Error(answer.message ?? `HTTP status ${response.status}`);
  return answer;
}

/** Waits until everything answers that can on this machine. */
import { setTimeout as sleep } from "node:timers/promises";
import { toMend, type Condition } from "../../local/planes/condition";
import { askCondition, tellToFollow } from "../../local/planes/supervisor/running";
import type { SupervisorState } from "../../local/planes/supervisor/state";
import { Failure } from "../exit";

const ANSWER_SECONDS = 30;

/** @throws Failure that says what does not answer after 30 s */
export async function answering(
  state: SupervisorState,
  signal: AbortSignal,
  detail: (text: string) => void,
): Promise<Condition> {
  await tellToFollow(state);
  const until = Date.now() + ANSWER_SECONDS * 1000;
  for (;;) {
    const condition = await askCondition(state);
    const silent = toMend(condition);
    const { memoryMiB } = condition;
    if (memoryMiB !== undefined) detail(`${Math.round(memoryMiB)} MiB`);
    if (silent.length === 0) return condition;
    if (Date.now() > until)
      throw new Failure(silent.map(({ name, detail: why }) => `${name}: ${why}`).join("\n"));
    await sleep(200, undefined, { signal });
  }
}

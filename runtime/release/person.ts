/** What a person asks for is done as far as one invocation gets; the sweep of every minute goes on with it. */
import { Refusal } from "../../refusal/refusal";
import { BUSY, DEADLINE_SECONDS, drive } from "./drive";
import { log } from "./log";
import type { Goal } from "./observed";
import type { ServicePorts, StagePorts } from "./stage-ports";
import { troubleOf } from "./trouble";
import { refusal, replyTo, reReleaseGoal, wishFrom, type Reply, type Wish } from "./wish";

/**
 * The function's side that people invoke, and wait for: bad input is refused in the reply.
 *
 * It throws what the ports throw: nothing is known then, and the same can be asked again.
 *
 * @param step - the function
 * @param goals - what people may ask it for
 */
export function personFunction(
  step: string,
  goals: readonly Wish["goal"][],
  open: () => StagePorts,
): (event: unknown) => Promise<Reply> {
  return async (event) => {
    let reply: Reply;
    try {
      reply = await replyOf(step, wishFrom(event, goals), open());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reply = refusal(error.message);
    }
    log({ level: "info", step, state: reply.state, release: reply.releaseId, message: reply.reason });
    return reply;
  };
}

async function replyOf(step: string, wish: Wish, stage: StagePorts): Promise<Reply> {
  const { service } = wish;
  const began = stage.now();
  const ports = stage.portsOf(service, began + DEADLINE_SECONDS * 1000);
  // Nothing is recorded of a service that is none.
  await ports.registration();
  const goal = await goalOf(wish, ports);
  if ("state" in goal) return goal;
  const asking = { step, service, isPatient: true };
  const asked = await drive(ports, { ...asking, goal }, began);
  if (asked.kind === "busy") return { state: "underway", reason: `${BUSY}; ask again` };
  const reply = replyTo(wish, asked.state, asked.decision.reason);
  if (reply.state !== "underway" || reply.releaseId === undefined) return reply;
  // A release does it from now on: what the sweep would do first is done at once.
  try {
    const swept = await drive(ports, { ...asking, goal: { kind: "sweep" } }, began);
    return swept.kind === "busy" ? reply : replyTo(wish, swept.state, swept.decision.reason);
  } catch (error) {
    // What is recorded holds all the same.
    log({ level: "error", step, service, goal: "sweep", message: troubleOf(error).reason });
    return reply;
  }
}

async function goalOf(wish: Wish, ports: ServicePorts): Promise<Goal | Reply> {
  switch (wish.goal) {
    case "switchBack":
      return { kind: "switchBack", id: wish.id, by: wish.by, why: wish.why };
    case "reRelease":
      return reReleaseGoal(wish, await ports.ended(wish.release), ports.now());
    case "retire":
      return { kind: "retire", by: wish.by };
  }
}

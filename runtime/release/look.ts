/** One look at a service, for nobody in particular: what its release waits for may have come, or something be amiss. */
import { COLOURS } from "../../naming/colours";
import { DEADLINE_SECONDS, drive } from "./drive";
import type { Serving, StagePorts } from "./stage-ports";

/**
 * Drives the service on as far as one invocation gets, and tells which colours users reach then.
 *
 * @param isPatient - whether another invocation that looks at it just now is waited for
 * @throws Refusal where the service is not registered, or not as is understood; what the ports throw
 */
export async function lookAt(stage: StagePorts, service: string, isPatient = false): Promise<Serving> {
  const began = stage.now();
  const ports = stage.portsOf(service, began + DEADLINE_SECONDS * 1000);
  // Nothing is recorded of a service that is none.
  await ports.registration();
  const passed = await drive(ports, { step: "events", service, goal: { kind: "sweep" }, isPatient }, began);
  const pair = passed.kind === "busy" ? undefined : passed.state.product?.pair;
  return { service, colours: pair && COLOURS.filter((colour) => pair[colour] > 0) };
}

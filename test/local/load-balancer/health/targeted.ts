/** For the tests of the calling `describe`: targets behind a load balancer, and what is said of them. */
import { MovedClock } from "../../../../local/clock/clock";
import type { DataPlane } from "../../../../local/load-balancer/data-plane";
import { balanced } from "../balanced";
import { onPath, to } from "../declared";
import { freePort } from "../free-port";

export function targeted() {
  const world = balanced();
  const clock = new MovedClock(1_800_000_000_000);

  /** A rule to a group of those targets, behind a default action that forwards nowhere. */
  const forwarding = async (ids: readonly string[], more = {}, attributes = {}) => {
    const { declare } = world;
    const group = await declare.group(more, attributes);
    if (ids.length > 0) await declare.register(group, ...ids);
    const listener = await declare.listener(await declare.balancer(), await freePort());
    const rule = await declare.rule(listener, 1, onPath("/*"), to(group));
    return { group, rule };
  };
  const why = (plane: DataPlane, group: string) =>
    plane
      .health(group)!
      .map(({ id, state, reason = "", description = "" }) => [id, state, reason, description]);
  return { world, clock, forwarding, why };
}

/** What is recorded once users have moved: by our call, or found so after a call whose record got lost. Pure. */
import type { Held } from "./guard";
import { currentText, healthText } from "./health";
import type { State } from "./state";
import { closed, moved } from "./transitions";

/** Users are on the new colour: the bake begins. */
export function afterSwitch(held: Held, state: State): State {
  const { release, to, from, observed } = held;
  const evidence = [
    `${release.to}: ${currentText(to, to.fleet.desired)}`,
    ...(from === undefined || release.from === undefined ? [] : [healthText(release.from, from)]),
    ...to.alarms.map(({ name, state: is }) => `alarm ${name}: ${is}`),
    release.approval === undefined ? "no approval is asked for" : `approved by ${release.approval.by}`,
    `artifact: ${observed.artifact.state}`,
  ];
  const open = state.open ?? release;
  const reason = `users are on ${release.to}, release ${release.toId}`;
  return moved({ ...held, state, release: { ...open, evidence } }, "baking", reason);
}

/** Users are back on the colour they came from. */
export function afterReturn(held: Held, state: State): State {
  const { release } = held;
  const reason = `users are back on ${release.from ?? "the other colour"}: ${release.returning ?? "it was asked for"}`;
  return closed(held, state, "rolledBack", reason);
}

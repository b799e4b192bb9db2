/** What is recorded once users have moved: by our call, or found so after a call whose record got lost. Pure. */
import type { Held } from "./guard";
import { currentText, healthText } from "./health";
import type { State } from "./state";
import { wanted } from "./sizes";
import { closed, moved } from "./transitions";

/** Users are on the new colour: the bake begins. What is seen is what the pass saw that records it. */
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
  // The old fleet may have grown since: it stays as large as it was in the moment users left it.
  const pinned = Math.max(release.pinned, wanted(held));
  return moved({ ...held, state, release: { ...open, evidence, pinned } }, "baking", reason);
}

/** Users are back on the colour they came from. */
export function afterReturn(held: Held, state: State): State {
  const { release } = held;
  const reason = `users are back on ${release.from ?? "the other colour"}: ${release.returning ?? "it was asked for"}`;
  return closed(held, state, "rolledBack", reason);
}

/** The new fleet is healthy: it waits for a yes, and then for the moment in which users may move. */
import { ACTION_SECONDS, APPROVAL_SEEN_SECONDS } from "../deadlines";
import { secondsSince, wait, type Guard, type Held } from "../guard";
import { currentText, namesOf } from "../health";
import { isAsked, said } from "../held";
import { nightPreProduct, wanted, wantedSize } from "../sizes";
import { afterSwitch } from "../switches";
import { moved, noted, shift } from "../transitions";
import { isWithin, windowText } from "../windows";
import { ARTIFACT } from "./entry";
import { go, healthy, over, pinned, reject, revised, sized, takingOver, tooLarge } from "./prepare";

const approved = (id: string): Guard<Held> => ({
  id,
  says: "Somebody approved the release: who, when and with which words is recorded.",
  when: ({ release, execution }) =>
    release.approval === undefined && execution?.approval.state === "approved",
  then: (s) => {
    if (s.execution?.approval.state !== "approved") return wait(s, "nobody has approved it");
    const { by, at, comment } = s.execution.approval;
    const approval = { by, at, ...(comment === undefined ? {} : { comment }) };
    return { next: noted(s, { approval }), actions: [], reason: `${by} approved it${said(comment)}` };
  },
});

export const DEPLOYED: readonly Guard<Held>[] = [
  over("deployed-over"),
  pinned("deployed-pinned"),
  revised("deployed-revision"),
  approved("deployed-approved"),
  {
    id: "release-asked",
    says: "The pipeline has got to the step release: users are to move.",
    when: (s) => isAsked(s, "release"),
    then: (s) => {
      const reason = `users are to move to ${s.release.to}`;
      return { next: moved(s, "switching", reason, { askedAt: s.now }), actions: [], reason };
    },
  },
  {
    id: "night",
    says: "It is night, and nobody tests: the new fleet has as many instances as are wanted at night.",
    when: (s) => {
      const size = nightSize(s);
      const { min, desired } = s.to.fleet;
      return size !== undefined && (min !== size || desired !== size);
    },
    then: (s) => {
      const size = nightSize(s) ?? 0;
      const { to: colour } = s.release;
      const sizes = { min: size, max: s.to.fleet.max, desired: size };
      const reason = `${colour} has ${size} instances for the night; it grows again before users move`;
      return { next: s.state, actions: [{ kind: "resize", colour, sizes }], reason };
    },
  },
  {
    id: "morning",
    says: "It is day: testers find the whole new fleet, whoever made it smaller.",
    when: (s) => nightSize(s) === undefined && takingOver(s) !== undefined,
    then: (s) => sized("morning").then(s),
  },
  {
    id: "deployed-waiting",
    says: "The tests of the pipeline run, or a person is asked.",
    when: () => true,
    then: (s) =>
      wait(s, `waiting for ${s.release.approval === undefined ? "tests and approval" : "the pipeline"}`),
  },
];

/** What keeps users from moving, looked at once more in the very pass that moves them. */
const OBSTACLES: readonly Guard<Held>[] = [
  {
    id: "switch-too-long",
    says: "Users could not move before the pipeline's action ends, with the bake that must fit in.",
    when: ({ release, now }) =>
      secondsSince(now, release.askedAt ?? release.phaseSince) > ACTION_SECONDS - release.plan.bakeSeconds,
    then: (s) => reject(s, "users could not move in time: see what was waited for"),
  },
  {
    id: "approval-missing",
    says: `Nobody has approved the release, and ${APPROVAL_SEEN_SECONDS} s later no approval is to be seen either.`,
    when: (s) => needsApproval(s) && secondsSince(s.now, s.release.phaseSince) >= APPROVAL_SEEN_SECONDS,
    then: (s) => reject(s, "nobody approved it, and its service asks for an approval"),
  },
  {
    id: "approval-awaited",
    says: "The release needs an approval that is not to be seen yet: without one users do not move.",
    when: needsApproval,
    then: (s) => wait(s, "waiting for the approval to be seen"),
  },
  {
    id: "artifact-gone",
    says: "What is released has gone or was replaced meanwhile: an instance that starts later could not install it.",
    when: ({ observed }) => observed.artifact.state === "gone" || observed.artifact.state === "replaced",
    then: (s) => reject(s, `what was released ${ARTIFACT[s.observed.artifact.state]}`),
  },
  {
    id: "alarm-gone",
    says: "An alarm that is to watch the bake has been deleted meanwhile.",
    when: ({ to }) => namesOf(to.alarms, "missing").length > 0,
    then: (s) => reject(s, `there is no alarm ${namesOf(s.to.alarms, "missing").join(", ")} any more`),
  },
  tooLarge("switching-too-large"),
  pinned("switching-pinned"),
  revised("switching-revision"),
  sized("switching-size"),
  {
    id: "window-closed",
    says: "It is not allowed to switch at this hour.",
    when: ({ registration: { windows }, now }) => windows.length > 0 && !isWithin(windows, now),
    then: (s) => {
      const hours = s.registration.windows.map(windowText).join("; ");
      return wait(s, `waiting for the hours in which it may switch: ${hours}`);
    },
  },
  {
    id: "switch-alarm",
    says: "An alarm of the new colour is firing, or does not know yet: with it the bake would watch nothing.",
    when: ({ to }) => namesOf(to.alarms, "ALARM", "INSUFFICIENT_DATA").length > 0,
    then: (s) => {
      const names = namesOf(s.to.alarms, "ALARM", "INSUFFICIENT_DATA").join(", ");
      return wait(s, `waiting for alarms to be quiet: ${names}`);
    },
  },
  ...healthy("switching"),
];

export const SWITCHING: readonly Guard<Held>[] = [
  over("switching-over"),
  approved("switching-approved"),
  ...OBSTACLES,
  {
    id: "switch-ready",
    says: "Nothing is in the way: that users move now is recorded before the call, so that whoever comes after an interruption knows that it may have been made.",
    when: () => true,
    then: (s) => go(s, "moving", `nothing is in the way: users move to ${s.release.to} now`),
  },
];

export const MOVING: readonly Guard<Held>[] = [
  {
    id: "there-already",
    says: "Users are there already (a person moved them): the bake begins.",
    when: (s) => s.on === s.release.to,
    then: (s) => ({
      next: afterSwitch(s, s.state),
      actions: [],
      reason: `users are on ${s.release.to} already`,
    }),
  },
  over("moving-over"),
  {
    id: "moving-obstacle",
    says: "In this very read something is in the way again (health, an alarm, the hour, the approval, the artifact): users do not move, and it is waited for.",
    when: (s) => OBSTACLES.some(({ when }) => when(s)),
    then: (s) => go(s, "switching", "something is in the way again: users do not move yet"),
  },
  {
    id: "move",
    says: "All users move to the new colour, by one call. The old one stays at full size.",
    when: () => true,
    then: (s) => {
      const { action, state } = shift(s, s.release.to, "multistage");
      const reason = `users move to ${s.release.to}: ${currentText(s.to, wanted(s))}`;
      return { next: afterSwitch(s, state), actions: [action], reason };
    },
  },
];

/** Nobody has said yes, and the plan or what is declared by now asks for it. */
function needsApproval({ release, registration }: Held): boolean {
  const isRequired = release.plan.approvalRequired || registration.approvalRequired;
  return isRequired && release.approval === undefined;
}

/** Never more than are wanted by day. */
function nightSize(s: Held): number | undefined {
  const size = nightPreProduct(s.registration, s.now);
  return size === undefined
    ? undefined
    : Math.min(size, wantedSize(s.registration, s.from, s.release.pinned, s.now));
}

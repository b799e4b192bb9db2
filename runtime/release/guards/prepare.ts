/** The release has the service: the serving colour is kept as it is, the other one emptied and told what to run. */
import { DEPLOY_SECONDS, READ_SPACING_SECONDS, SETTLE_SECONDS } from "../deadlines";
import type { Sizes } from "../actions";
import { secondsSince, wait, type Guard, type Held, type Outcome } from "../guard";
import { currentText } from "../health";
import { isAsked, isSwitched, overBecause } from "../held";
import { atLeast, EMPTY, isEmptied, productSizes, wanted } from "../sizes";
import { appended, closed, moved, noted } from "../transitions";
import { sizing } from "./sizing";

/** Until the switch: nobody wants the release any more. */
export const over = (id: string): Guard<Held> => ({
  id,
  says: "The pipeline's execution is over (rejected, timed out, stopped, failed, gone): so is the release. Users have noticed nothing.",
  when: (s) => overBecause(s) !== undefined,
  then: (s) => reject(s, overBecause(s) ?? ""),
});

/** The fleet that users are on, or may have to go back to, is not to shrink, and may grow as what serves may. */
export const pinned = (id: string): Guard<Held> =>
  sizing(
    id,
    "The fleet users came from may shrink, or has, or may not grow as is declared: it is kept at the size it had, with room above.",
    (s) => {
      const { from: colour, pinned: size } = s.release;
      if (s.from === undefined || colour === undefined) return undefined;
      const { min, max } = productSizes(s.registration, s.now);
      const reason = `${colour} stays at ${size} instances until the release is over`;
      return {
        colour,
        sizes: atLeast(s.from.fleet, isSwitched(s) ? size : Math.max(size, min), max),
        reason,
      };
    },
  );

/** The new fleet has as many as it takes over from, and may grow as what serves may: users will be on it. */
export const sized = (id: string): Guard<Held> =>
  sizing(
    id,
    "The new fleet is smaller than what it is to take over from, or may not grow as that may: it gets those sizes.",
    (s) => ({
      colour: s.release.to,
      sizes: takingOver(s),
      reason: `${s.release.to} gets ${wanted(s)} instances`,
      // How often it was found healthy was of a smaller fleet.
      next: s.release.gate.reads === 0 ? s.state : noted(s, { gate: { reads: 0, at: 0 } }),
    }),
  );

/** The sizes with which the new fleet can take over; undefined where it has them. */
export function takingOver(s: Held): Sizes | undefined {
  return atLeast(s.to.fleet, wanted(s), productSizes(s.registration, s.now).max);
}

export const tooLarge = (id: string): Guard<Held> => ({
  id,
  says: "By now more instances serve than the declared maximum: the new fleet may not be as large.",
  when: (s) => wanted(s) > Math.max(s.registration.sizes.max, s.release.pinned),
  then: (s) => {
    const { max } = s.registration.sizes;
    return reject(s, `${wanted(s)} instances serve, and sizes.max is ${max}; raise it, and release again`);
  },
});

export const revised = (id: string): Guard<Held> => ({
  id,
  says: "Instances of the new colour would install something else than the release: they are told.",
  when: ({ release, to }) => to.releaseId !== release.toId && release.artifact !== undefined,
  then: (s) => {
    const { to: colour, toId: releaseId, artifact } = s.release;
    if (artifact === undefined) return wait(s, "nothing is to be installed");
    const reason = `instances of ${colour} install release ${releaseId}`;
    return { next: s.state, actions: [{ kind: "writeRevision", colour, releaseId, artifact }], reason };
  },
});

const templated = (id: string): Guard<Held> => ({
  id,
  says: "The new fleet would start from another version of its launch template than planned: it gets the planned one.",
  when: ({ release, to }) => to.fleet.templateVersion !== release.plan.templateVersion,
  then: (s) => {
    const { to: colour, plan } = s.release;
    const reason = `${colour} starts from version ${plan.templateVersion} of its launch template`;
    const action = { kind: "useTemplate", colour, version: plan.templateVersion } as const;
    return { next: s.state, actions: [action], reason };
  },
});

export const PREPARING: readonly Guard<Held>[] = [
  over("preparing-over"),
  {
    id: "preparing-too-long",
    says: `Instances of the revision before were still there after ${SETTLE_SECONDS} s.`,
    when: (s) => secondsSince(s.now, s.release.phaseSince) >= SETTLE_SECONDS,
    then: (s) =>
      reject(s, `${s.release.to} was not emptied in time: ${s.to.fleet.instances} instances are left`),
  },
  pinned("preparing-pinned"),
  {
    id: "preparing-full",
    says: "The new colour has room for instances, which would run the revision before: it gets none.",
    when: ({ to }) => !isEmptied(to.fleet),
    then: (s) => {
      const { to: colour } = s.release;
      const action = { kind: "resize", colour, sizes: EMPTY } as const;
      return { next: s.state, actions: [action], reason: `${colour} is emptied of what it ran before` };
    },
  },
  {
    id: "preparing-emptying",
    says: "Instances of the revision before are still ending: they are waited for.",
    when: ({ to }) => to.fleet.instances > 0,
    then: (s) => wait(s, `waiting for ${s.to.fleet.instances} instances of ${s.release.to} to be gone`),
  },
  revised("preparing-revision"),
  templated("preparing-template"),
  {
    id: "prepared",
    says: "The new colour is empty, and knows what to run.",
    when: () => true,
    then: (s) => go(s, "prepared", `${s.release.to} is ready to be filled with release ${s.release.toId}`),
  },
];

export const PREPARED: readonly Guard<Held>[] = [
  over("prepared-over"),
  pinned("prepared-pinned"),
  {
    id: "deploy-asked",
    says: "The pipeline has got to the step deploy: the new fleet is filled.",
    when: (s) => isAsked(s, "deploy"),
    then: (s) => go(s, "deploying", `${s.release.to} is filled with release ${s.release.toId}`),
  },
  {
    id: "prepared-waiting",
    says: "The pipeline has not got to the step deploy yet.",
    when: () => true,
    then: (s) => wait(s, "waiting for the pipeline to deploy"),
  },
];

export const DEPLOYING: readonly Guard<Held>[] = [
  over("deploying-over"),
  {
    id: "never-healthy",
    says: `The new fleet was not healthy within ${DEPLOY_SECONDS} s.`,
    when: (s) => secondsSince(s.now, s.release.phaseSince) >= DEPLOY_SECONDS,
    then: (s) => reject(s, `${s.release.to} was not healthy in time: ${currentText(s.to, wanted(s))}`),
  },
  tooLarge("deploying-too-large"),
  pinned("deploying-pinned"),
  revised("deploying-revision"),
  templated("deploying-template"),
  sized("deploying-size"),
  {
    id: "preview-odd",
    says: "The preview rule is none of ours any more: nobody could look at what is to be released.",
    when: ({ observed }) => "odd" in observed.preview,
    then: (s) => reject(s, "the preview rule was changed by hand; put it right, and release again"),
  },
  ...healthy("deploying"),
  {
    id: "deployed",
    says: "Healthy, and often enough in a row: the preview can be looked at.",
    when: () => true,
    then: (s) => {
      const reason = `${s.release.to}: ${currentText(s.to, wanted(s))}; the preview shows it at ${s.registration.previewUrl}`;
      const gate = { reads: s.registration.healthyReads, at: s.now };
      return { next: moved(s, "deployed", reason, { ...watched(s), gate }), actions: [], reason };
    },
  },
];

/** The gate: so many are healthy and report the release, and so often in a row. */
export function healthy(phase: "deploying" | "switching"): readonly Guard<Held>[] {
  return [
    {
      id: `${phase}-unhealthy`,
      says: "Fewer than wanted are healthy and report the release: they are waited for, and the reads begin anew.",
      when: (s) => s.to.targets.current < wanted(s),
      then: (s) => {
        const reason = `waiting for ${s.release.to}: ${currentText(s.to, wanted(s))}`;
        const anew = s.release.gate.reads === 0 ? {} : { gate: { reads: 0, at: 0 } };
        return { next: recorded(s, { ...watched(s), ...anew }), actions: [], reason };
      },
    },
    {
      id: `${phase}-same-read`,
      says: `Healthy, and the last read that counted is less than ${READ_SPACING_SECONDS} s old: this one does not count.`,
      when: (s) =>
        isCounting(s) &&
        s.release.gate.reads > 0 &&
        secondsSince(s.now, s.release.gate.at) < READ_SPACING_SECONDS,
      then: (s) => wait(s, `${s.release.to}: ${currentText(s.to, wanted(s))}; read again in a moment`),
    },
    {
      id: `${phase}-read`,
      says: "Healthy, but not often enough in a row.",
      when: (s) => isCounting(s) && s.release.gate.reads + 1 < s.registration.healthyReads,
      then: (s) => {
        const gate = { reads: s.release.gate.reads + 1, at: s.now };
        const reason = `${s.release.to}: ${currentText(s.to, wanted(s))}, read ${gate.reads} of ${s.registration.healthyReads}`;
        return { next: noted(s, { ...watched(s), gate }), actions: [], reason };
      },
    },
  ];
}

/** Whether it was not yet found healthy often enough since it last was not, or grew. */
function isCounting({ release, registration }: Held): boolean {
  return release.gate.reads < registration.healthyReads;
}

export function reject(s: Held, reason: string): Outcome {
  return { next: closed(s, s.state, "rejected", reason), actions: [], reason };
}

export function go(s: Held, phase: Parameters<typeof moved>[1], reason: string): Outcome {
  return { next: moved(s, phase, reason), actions: [], reason };
}

/** The health timeline, where something changed. */
export function watched({ release, to, now }: Held): { health?: Held["release"]["health"] } {
  const { healthy, total: of } = to.targets;
  const last = release.health.at(-1);
  if (last?.healthy === healthy && last.of === of) return {};
  return { health: appended(release.health, { at: now, colour: release.to, healthy, of }) };
}

/** The release, unless nothing changes. */
function recorded(s: Held, change: Partial<Held["release"]>): Held["state"] {
  return Object.keys(change).length === 0 ? s.state : noted(s, change);
}

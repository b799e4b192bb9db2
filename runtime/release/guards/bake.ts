/** Users are on the new colour, and it is watched; or they are to go back. */
import type { Sizes } from "../actions";
import { RETURN_SECONDS } from "../deadlines";
import { secondsSince, wait, type Guard, type Held, type Outcome } from "../guard";
import { healthText, isNoWorse, namesOf } from "../health";
import { isSwitched, overBecause } from "../held";
import { atLeast, EMPTY, productSizes } from "../sizes";
import { afterReturn } from "../switches";
import type { State } from "../state";
import { closed, moved, noted, refused, shift } from "../transitions";
import { pinned } from "./prepare";

const overInBake = (id: string): Guard<Held> => ({
  id,
  says: "The pipeline's execution was stopped or failed, or somebody said no, while users were watched on the new colour: they go back.",
  when: (s) => s.release.plan.canGoBack && noMore(s) !== undefined,
  then: (s) => back(s, noMore(s) ?? ""),
});

const alarmInBake = (id: string): Guard<Held> => ({
  id,
  says: "An alarm of the new colour fires: users go back.",
  when: (s) => s.release.plan.canGoBack && firing(s).length > 0,
  then: (s) => back(s, `${firing(s).join(", ")} fired`),
});

const noWayBack: Guard<Held> = {
  id: "no-way-back",
  says: "The same, but there is nothing to go back to: the first release, or breaking migrations. It is written down for people.",
  when: (s) => !s.release.plan.canGoBack && s.release.note === undefined && trouble(s) !== undefined,
  then: (s) => {
    const note = `${trouble(s) ?? ""}, and users cannot go back: ${whyNoWayBack(s)}`;
    return { next: noted(s, { note }), actions: [], reason: note };
  },
};

/** What serves does not shrink while it is watched, and may grow as is declared. */
const sizedInBake = (id: string): Guard<Held> => ({
  id,
  says: "The new fleet may shrink, or has, below what it took over from, or may not grow as is declared: it gets those sizes.",
  when: (s) => served(s) !== undefined,
  then: (s) => {
    const { to: colour, pinned: size } = s.release;
    const reason = `${colour} stays at ${size} instances until the release is over`;
    return { next: s.state, actions: [{ kind: "resize", colour, sizes: served(s) ?? EMPTY }], reason };
  },
});

function served({ to, release, registration, now }: Held): Sizes | undefined {
  const { min, max } = productSizes(registration, now);
  return atLeast(to.fleet, Math.max(release.pinned, min), max);
}

export const BAKING: readonly Guard<Held>[] = [
  overInBake("baking-over"),
  alarmInBake("baking-alarm"),
  noWayBack,
  {
    id: "confirm-next",
    says: "The bake is over, users could go back, and a person is asked once more whether they shall stay.",
    when: (s) => isBaked(s) && s.release.plan.confirmRequired && s.release.plan.canGoBack && isOfPipeline(s),
    then: (s) => {
      const reason = "the bake was quiet; a person is asked whether users stay";
      return { next: moved(s, "confirming", reason), actions: [], reason };
    },
  },
  {
    id: "bake-over",
    says: "The bake is over: the release is done, and the old fleet kept for a while.",
    when: isBaked,
    then: (s) => done(s, `release ${s.release.toId} serves on ${s.release.to}`),
  },
  pinned("baking-pinned"),
  sizedInBake("baking-size"),
  {
    id: "baking",
    says: "The bake is not over.",
    when: () => true,
    then: (s) => {
      const left = Math.ceil(s.release.plan.bakeSeconds - secondsSince(s.now, s.release.phaseSince));
      return wait(s, `users are on ${s.release.to}, which is watched for ${left} s more`);
    },
  },
];

export const CONFIRMING: readonly Guard<Held>[] = [
  overInBake("confirming-over"),
  alarmInBake("confirming-alarm"),
  {
    id: "confirmed",
    says: "A person confirmed: the release is done; after a yes the old fleet is retired at once.",
    when: ({ execution }) =>
      execution === undefined ||
      execution.status !== "running" ||
      execution.confirmation.state === "approved",
    then: (s) => {
      const { confirmation } = s.execution ?? { confirmation: { state: "none" } as const };
      const by = confirmation.state === "approved" ? `${confirmation.by} confirmed it` : "nobody objected";
      const { next, ...rest } = done(s, `release ${s.release.toId} serves on ${s.release.to}: ${by}`);
      if (confirmation.state !== "approved" || next.idle === undefined) return { next, ...rest };
      return { next: { ...next, idle: { ...next.idle, until: s.now } }, ...rest };
    },
  },
  pinned("confirming-pinned"),
  sizedInBake("confirming-size"),
  {
    id: "confirming",
    says: "The person has not answered yet.",
    when: () => true,
    then: (s) => wait(s, "waiting for a person to confirm"),
  },
];

export const RETURNING: readonly Guard<Held>[] = [
  {
    id: "return",
    says: "The colour that users came from has no fewer healthy targets: they go back, by one call.",
    when: (s) => s.from !== undefined && isNoWorse(s.from, s.to),
    then: (s) => {
      const { from = "blue", to } = s.release;
      const { action, state } = shift(s, from, "multistage");
      const health = s.from === undefined ? "" : `${healthText(from, s.from)}, ${healthText(to, s.to)}`;
      const reason = `users go back to ${from}: ${s.release.returning ?? ""}; ${health}`;
      return {
        next: afterReturn({ ...s, state, release: state.open ?? s.release }, state),
        actions: [action],
        reason,
      };
    },
  },
  {
    id: "return-too-long",
    says: `The colour that users came from was worse off for ${RETURN_SECONDS} s: they stay, and the release says why.`,
    when: (s) => secondsSince(s.now, s.release.phaseSince) >= RETURN_SECONDS,
    then: (s) => {
      const { from = "the other colour", returning = "", kind } = s.release;
      const reason = `users stay: ${returning}, but ${s.from === undefined ? from : healthText(s.release.from ?? "blue", s.from)}`;
      const outcome = kind === "switchBack" ? "rejected" : "done";
      return { next: closed(s, s.state, outcome, reason, "in trouble"), actions: [], reason };
    },
  },
  {
    id: "returning-size",
    says: "The colour that users came from is smaller than the one they are on by now: it grows, to carry as much.",
    when: (s) => s.from !== undefined && atLeast(s.from.fleet, returnSize(s)) !== undefined,
    then: (s) => {
      const colour = s.release.from ?? "blue";
      const sizes = (s.from && atLeast(s.from.fleet, returnSize(s))) ?? EMPTY;
      const reason = `${colour} grows to ${returnSize(s)} instances, so that users can go back`;
      return { next: s.state, actions: [{ kind: "resize", colour, sizes }], reason };
    },
  },
  {
    id: "returning",
    says: "The colour that users came from is worse off than the one they are on: it is waited for.",
    when: () => true,
    then: (s) => {
      const { from = "blue", to } = s.release;
      const health = s.from === undefined ? "" : `${healthText(from, s.from)}, ${healthText(to, s.to)}`;
      return wait(
        s,
        `users are to go back (${s.release.returning ?? ""}), and wait until that is no worse: ${health}`,
      );
    },
  },
];

/** A person has users go back while the release holds the service. */
export const BACK_WHILE_HELD: readonly Guard<Held>[] = [
  {
    id: "back-before-switch",
    says: "A person wants users back, and they have not moved yet: the release ends, so that they never will.",
    when: (s) => !isSwitched(s),
    then: (s) => {
      const reason = `${wish(s)}; users had not moved`;
      const next = closed(s, s.state, "rejected", reason);
      return { next: asked({ ...s, state: next }, "rolledBack", reason), actions: [], reason };
    },
  },
  {
    id: "back-impossible",
    says: "A person wants users back while the release is watched, and there is no way back: first release, or breaking migrations.",
    when: ({ release }) => release.phase !== "returning" && !release.plan.canGoBack,
    then: (s) => {
      const reason = `users cannot go back: ${whyNoWayBack(s)}`;
      return { next: asked(s, "rejected", reason), actions: [], reason };
    },
  },
  {
    id: "back-asked",
    says: "A person wants users back while the release is watched: they go back.",
    when: ({ release }) => release.phase !== "returning",
    then: (s) => {
      const { next, ...rest } = back(s, wish(s));
      return { next: asked({ ...s, state: next }, "rolledBack", rest.reason), ...rest };
    },
  },
];

function wish({ goal }: Held): string {
  return goal.kind === "switchBack" ? `${goal.by} has users go back: ${goal.why}` : "it was asked for";
}

/** The same wish that comes again, perhaps during the next release, is known. */
function asked(s: Held, outcome: "rolledBack" | "rejected", reason: string): State {
  return s.goal.kind === "switchBack" ? refused(s, { id: s.goal.id }, reason, outcome) : s.state;
}

/** What it had, and no fewer than serve now. */
function returnSize({ release, to }: Held): number {
  return Math.max(1, release.pinned, to.fleet.desired);
}

function whyNoWayBack({ release }: Held): string {
  return release.from === undefined ? "nothing served before it" : "its migrations are breaking";
}

function back(s: Held, returning: string): Outcome {
  const reason = `users are to go back to ${s.release.from ?? "the other colour"}: ${returning}`;
  return { next: moved(s, "returning", reason, { returning }), actions: [], reason };
}

function done(s: Held, reason: string): Outcome {
  const { note } = s.release;
  const whole = note === undefined ? reason : `${reason}; ${note}`;
  const trouble = note === undefined ? undefined : "in trouble";
  return { next: closed(s, s.state, "done", whole, trouble), actions: [], reason: whole };
}

/** Why nobody wants the new revision any more; that an execution succeeded is no reason. */
function noMore(s: Held): string | undefined {
  const { execution } = s;
  if (execution === undefined || execution.status === "succeeded") return undefined;
  const { confirmation } = execution;
  if (confirmation.state === "rejected") return `${confirmation.by} did not confirm it`;
  return overBecause(s);
}

function trouble(s: Held): string | undefined {
  const over = noMore(s);
  if (over !== undefined) return over;
  return firing(s).length === 0 ? undefined : `${firing(s).join(", ")} fired`;
}

function isOfPipeline({ release }: Held): boolean {
  return release.executionId !== undefined;
}

/** Whether users are to go back, or the bake is over: everything else can wait. */
export function isUrgent(s: Held): boolean {
  const { phase, plan } = s.release;
  if (phase === "returning" || s.goal.kind === "switchBack") return true;
  return (plan.canGoBack && trouble(s) !== undefined) || (phase === "baking" && isBaked(s));
}

function isBaked({ release, now }: Held): boolean {
  return secondsSince(now, release.phaseSince) >= release.plan.bakeSeconds;
}

function firing({ to }: Held): string[] {
  return namesOf(to.alarms, "ALARM");
}

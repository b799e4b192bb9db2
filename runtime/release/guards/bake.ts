/** Users are on the new colour, and it is watched; or they are to go back. */
import { RETURN_SECONDS } from "../deadlines";
import { secondsSince, wait, type Guard, type Held, type Outcome } from "../guard";
import { healthText, isNoWorse, namesOf } from "../health";
import { overBecause } from "../held";
import { atLeast, EMPTY } from "../sizes";
import { afterReturn } from "../switches";
import { closed, moved, noted, shift } from "../transitions";
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
    const why = s.release.from === undefined ? "nothing served before it" : "its migrations are breaking";
    const note = `${trouble(s) ?? ""}, and users cannot go back: ${why}`;
    return { next: noted(s, { note }), actions: [], reason: note };
  },
};

/** What serves does not shrink while it is watched. */
const sizedInBake: Guard<Held> = {
  id: "bake-size",
  says: "The new fleet may shrink, or has, below what it took over from: it is kept at that size.",
  when: (s) => atLeast(s.to.fleet, s.release.pinned) !== undefined,
  then: (s) => {
    const sizes = atLeast(s.to.fleet, s.release.pinned) ?? EMPTY;
    const { to: colour } = s.release;
    const reason = `${colour} stays at ${s.release.pinned} instances until the release is over`;
    return { next: s.state, actions: [{ kind: "resize", colour, sizes }], reason };
  },
};

export const BAKING: readonly Guard<Held>[] = [
  overInBake("baking-over"),
  alarmInBake("baking-alarm"),
  noWayBack,
  pinned("baking-pinned"),
  sizedInBake,
  {
    id: "baking",
    says: "The bake is not over.",
    when: ({ release, now }) => secondsSince(now, release.phaseSince) < release.plan.bakeSeconds,
    then: (s) => {
      const left = Math.ceil(s.release.plan.bakeSeconds - secondsSince(s.now, s.release.phaseSince));
      return wait(s, `users are on ${s.release.to}, which is watched for ${left} s more`);
    },
  },
  {
    id: "confirm-next",
    says: "The bake is over, and a person is asked once more.",
    when: ({ release }) => release.plan.confirmRequired && release.executionId !== undefined,
    then: (s) => {
      const reason = "the bake was quiet; a person is asked whether users stay";
      return { next: moved(s, "confirming", reason), actions: [], reason };
    },
  },
  {
    id: "bake-over",
    says: "The bake is over: the release is done, and the old fleet kept for a while.",
    when: () => true,
    then: (s) => done(s, `release ${s.release.toId} serves on ${s.release.to}`),
  },
];

export const CONFIRMING: readonly Guard<Held>[] = [
  overInBake("confirming-over"),
  alarmInBake("confirming-alarm"),
  {
    id: "confirmed",
    says: "A person confirmed, or there is nothing to go back to: the release is done; after a yes the old fleet is retired at once.",
    when: ({ execution, release }) =>
      execution === undefined ||
      execution.status !== "running" ||
      execution.confirmation.state === "approved" ||
      !release.plan.canGoBack,
    then: (s) => {
      const { confirmation } = s.execution ?? { confirmation: { state: "none" } as const };
      const by = confirmation.state === "approved" ? `${confirmation.by} confirmed it` : "nobody objected";
      const { next, ...rest } = done(s, `release ${s.release.toId} serves on ${s.release.to}: ${by}`);
      if (confirmation.state !== "approved" || next.idle === undefined) return { next, ...rest };
      return { next: { ...next, idle: { ...next.idle, until: s.now } }, ...rest };
    },
  },
  pinned("confirming-pinned"),
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
      return { next: closed(s, s.state, outcome, reason), actions: [], reason };
    },
  },
  pinned("returning-pinned"),
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
    id: "back-asked",
    says: "A person wants users back while the release is watched: they go back.",
    when: ({ release }) =>
      release.plan.canGoBack && (release.phase === "baking" || release.phase === "confirming"),
    then: (s) => {
      const { goal } = s;
      const why =
        goal.kind === "switchBack" ? `${goal.by} has users go back: ${goal.why}` : "it was asked for";
      return back(s, why);
    },
  },
];

function back(s: Held, returning: string): Outcome {
  const reason = `users are to go back to ${s.release.from ?? "the other colour"}: ${returning}`;
  return { next: moved(s, "returning", reason, { returning }), actions: [], reason };
}

function done(s: Held, reason: string): Outcome {
  const { note } = s.release;
  const whole = note === undefined ? reason : `${reason}; ${note}`;
  return { next: closed(s, s.state, "done", whole), actions: [], reason: whole };
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

function firing({ to }: Held): string[] {
  return namesOf(to.alarms, "ALARM");
}

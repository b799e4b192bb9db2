/** Users are on the new colour, and it is watched. */
import { secondsSince, wait, type Guard, type Held, type Outcome } from "../guard";
import { namesOf } from "../health";
import { overBecause } from "../held";
import { atLeast, productSizes } from "../sizes";
import { closed, moved, noted, soonest } from "../transitions";
import { pinned } from "./prepare";
import { sizing } from "./sizing";

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
const sizedInBake = (id: string): Guard<Held> =>
  sizing(
    id,
    "The new fleet may shrink, or has, below what it took over from, or may not grow as is declared: it gets those sizes.",
    ({ release: { to: colour, pinned: size }, to, registration, now }) => {
      const { min, max } = productSizes(registration, now);
      const reason = `${colour} stays at ${size} instances until the release is over`;
      return { colour, sizes: atLeast(to.fleet, Math.max(size, min), max), reason };
    },
  );

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
      return { next: { ...next, idle: { ...next.idle, until: soonest(next, s.now) } }, ...rest };
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

export function whyNoWayBack({ release }: Held): string {
  return release.from === undefined ? "nothing served before it" : "its migrations are breaking";
}

/** Users are to go back, as soon as that is no worse. */
export function back(s: Held, returning: string): Outcome {
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

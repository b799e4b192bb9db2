/** Users are to go back, as soon as that is no worse for them; and a person may want that while a release is on its way. */
import { RETURN_SECONDS } from "../deadlines";
import { secondsSince, wait, type Guard, type Held } from "../guard";
import { healthText, isNoWorse } from "../health";
import { isSwitched } from "../held";
import { atLeast } from "../sizes";
import type { State } from "../state";
import { afterReturn } from "../switches";
import { closed, refused, shift } from "../transitions";
import { back, whyNoWayBack } from "./bake";
import { sizing } from "./sizing";

export const RETURNING: readonly Guard<Held>[] = [
  {
    id: "return",
    says: "The colour that users came from has no fewer healthy targets: they go back, by one call.",
    when: (s) => s.from !== undefined && isNoWorse(s.from, s.to),
    then: (s) => {
      const { from = "blue" } = s.release;
      const { action, state } = shift(s, from, "multistage");
      const reason = `users go back to ${from}: ${s.release.returning ?? ""}; ${health(s)}`;
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
  sizing(
    "returning-size",
    "The colour that users came from is smaller than the one they are on by now: it grows, to carry as much.",
    ({ release, from, to }) => {
      if (from === undefined || release.from === undefined) return undefined;
      const size = Math.max(1, release.pinned, to.fleet.desired);
      const reason = `${release.from} grows to ${size} instances, so that users can go back`;
      return { colour: release.from, sizes: atLeast(from.fleet, size), reason };
    },
  ),
  {
    id: "returning",
    says: "The colour that users came from is worse off than the one they are on: it is waited for.",
    when: () => true,
    then: (s) =>
      wait(
        s,
        `users are to go back (${s.release.returning ?? ""}), and wait until that is no worse: ${health(s)}`,
      ),
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
    id: "back-on-its-way",
    says: "A person wants users back who are to go back already: that it was asked for is remembered.",
    when: ({ release }) => release.phase === "returning",
    then: (s) => {
      const reason = `${wish(s)}; they are on their way back already`;
      return { next: asked(s, "rolledBack", reason), actions: [], reason };
    },
  },
  {
    id: "back-impossible",
    says: "A person wants users back while the release is watched, and there is no way back: first release, or breaking migrations.",
    when: ({ release }) => !release.plan.canGoBack,
    then: (s) => {
      const reason = `users cannot go back: ${whyNoWayBack(s)}`;
      return { next: asked(s, "rejected", reason), actions: [], reason };
    },
  },
  {
    id: "back-asked",
    says: "A person wants users back while the release is watched: they go back.",
    when: () => true,
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

function health({ release, from, to }: Held): string {
  if (from === undefined || release.from === undefined) return "";
  return `${healthText(release.from, from)}, ${healthText(release.to, to)}`;
}

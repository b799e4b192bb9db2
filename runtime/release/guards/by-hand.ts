/** The weights are not as they were left: a person moved users, or `pulumi up` made the rule anew. */
import { otherThan, type Colour } from "../../../naming/colours";
import type { Guard, Held, Outcome, Situation } from "../guard";
import { healthText, isNoWorse } from "../health";
import { heldOf, isClosed, isSwitched } from "../held";
import type { State } from "../state";
import { closed, moved, shift, withPair } from "../transitions";
import { pairText, type Pair } from "../weights";
import { isKnown } from "./routing";

const HAND = "a person, or pulumi up";

export const BY_HAND: readonly Guard[] = [
  {
    id: "hand-nowhere",
    says: "Requests go to neither colour, or outside a release to one without any instance while the other is healthy: nobody can want that, so users are sent to the better one; before a switch to where they were, and where a release can be taken back, it is.",
    when: (s) => rescue(s) !== undefined,
    then: (s) => {
      const colour = rescue(s) ?? "blue";
      const { action, state } = shift(s, colour, "multistage");
      const health = healthText(colour, s.observed.colours[colour]);
      const reason = `the weights were changed by hand to ${changed(s)}; ${health}: users go there`;
      return { next: state, actions: [action], reason };
    },
  },
  {
    id: "hand-repaired",
    says: "Before the switch users are on both colours, or on the new one while it is worse off: they are sent back to where they were.",
    when: (s) => {
      const held = before(s);
      if (held?.from === undefined || isAsBefore(held) || !isNoWorse(held.from, held.to)) return false;
      return s.on === undefined || !isNoWorse(held.to, held.from);
    },
    then: (s) => {
      const from = heldOf(s)?.release.from ?? "blue";
      const { action, state } = shift(s, from, "multistage");
      const reason = `the weights were changed by hand to ${changed(s)}; users go back to ${from}`;
      return { next: state, actions: [action], reason };
    },
  },
  {
    id: "hand-not-repaired",
    says: "Before the switch a person has sent users to the new colour, or where they were is worse off: the release ends, and users stay where somebody sent them.",
    when: (s) => {
      const held = before(s);
      return held !== undefined && !isAsBefore(held);
    },
    then: (s) => ended(s, "rejected", `the weights were changed by hand to ${changed(s)}`),
  },
  {
    id: "hand-taken-over",
    says: "Before the switch users are where they were, with other weights: they are taken over.",
    when: (s) => before(s) !== undefined,
    then: (s) => adopted(s),
  },
  {
    id: "hand-while-moving",
    says: "The call may have been made, and a person has sent users back, or nobody can go back: the release ends. To move them once more would be against somebody's will.",
    when: (s) => {
      const held = moving(s);
      if (held === undefined || s.on === held.release.to) return false;
      return s.on !== undefined || !held.release.plan.canGoBack;
    },
    then: (s) =>
      ended(s, "rejected", `the weights were changed by hand to ${changed(s)} while users were to move`),
  },
  {
    id: "hand-returned",
    says: "After the switch a person has sent users back: the release ends as rolled back.",
    when: (s) => {
      const held = switched(s);
      return held?.release.from !== undefined && s.on === held.release.from;
    },
    then: (s) => ended(s, "rolledBack", `users were sent back to ${changed(s)} by hand`),
  },
  {
    id: "hand-in-between",
    says: "While users moved, or during the bake, they were sent to both colours or to neither: they are to go back, as nobody has approved that.",
    when: (s) => {
      const held = moving(s) ?? switched(s);
      const isMixed = s.on === undefined;
      return isMixed && held?.release.plan.canGoBack === true && held.release.phase !== "returning";
    },
    then: (s) => {
      const state = withPair(s.state, livePair(s), s.now, HAND);
      const held = heldOf({ ...s, state });
      const returning = `the weights were changed by hand to ${changed(s)} after the switch`;
      const next = held === undefined ? state : moved(held, "returning", returning, { returning });
      return { next, actions: [], reason: returning };
    },
  },
  {
    id: "hand-to-nothing",
    says: "After the first switch users were sent to the colour that has never served (as a rule because the rule was made anew): they are sent on again, as there is nothing else.",
    when: (s) => {
      const held = switched(s);
      return held?.from === undefined && held !== undefined && s.on !== held.release.to;
    },
    then: (s) => {
      const to = heldOf(s)?.release.to ?? "blue";
      const { action, state } = shift(s, to, "multistage");
      const reason = `the weights were changed by hand to ${changed(s)}, where nothing has ever served; users go to ${to}`;
      return { next: state, actions: [action], reason };
    },
  },
  {
    id: "hand-after-switch",
    says: "While users moved or after it, and they are on the new colour, or are to go back already: it is taken over.",
    when: (s) => (moving(s) ?? switched(s)) !== undefined,
    then: (s) => adopted(s),
  },
  {
    id: "hand-mixed",
    says: "Outside a release requests go to both colours: that is left alone, and the next release waits for a person.",
    when: (s) => free(s) && s.on === undefined,
    then: (s) => {
      const drift = `requests go to ${changed(s)}, which no release wrote`;
      const state = withPair(s.state, livePair(s), s.now, HAND);
      return { next: { ...state, drift }, actions: [], reason: drift };
    },
  },
  {
    id: "hand-switched",
    says: "Outside a release users were sent to one colour by hand: it is taken over.",
    when: (s) => free(s),
    then: (s) => adopted(s),
  },
];

function livePair({ live }: Situation): Pair {
  return live ?? { blue: 0, green: 0 };
}

function changed(s: Situation): string {
  return pairText(livePair(s));
}

/** The colour that users are sent to who are nowhere; undefined where they are somewhere. */
function rescue(s: Situation): Colour | undefined {
  const { live, on, observed, state } = s;
  if (live === undefined) return undefined;
  const { colours } = observed;
  if (live.blue + live.green > 0) {
    const isEmpty =
      on !== undefined && !isKnown(s) && state.open === undefined && colours[on].targets.total === 0;
    return isEmpty && colours[otherThan(on)].targets.healthy > 0 ? otherThan(on) : undefined;
  }
  const held = heldOf(s);
  if (held !== undefined) return rescueInRelease(held);
  const serving = state.serving?.colour ?? observed.recordedServing ?? "blue";
  const other = otherThan(serving);
  // Where migrations were breaking, the other colour cannot run any more.
  const isStaying = isClosed(state) || isNoWorse(colours[serving], colours[other]);
  return isStaying ? serving : other;
}

/** Where users can go back they do: other guards see to that. */
function rescueInRelease(held: Held): Colour | undefined {
  const { phase, plan, to } = held.release;
  if (phase === "moving") return undefined;
  if (!isSwitched(held)) return otherThan(to);
  if (!plan.canGoBack) return to;
  const isWaiting = phase === "returning" && held.from !== undefined && !isNoWorse(held.from, held.to);
  return isWaiting ? to : undefined;
}

function free(s: Situation): boolean {
  return !isKnown(s) && s.state.open === undefined;
}

function before(s: Situation): Held | undefined {
  const held = isKnown(s) ? undefined : heldOf(s);
  return held === undefined || isSwitched(held) || held.release.phase === "moving" ? undefined : held;
}

/** Before the first release users are on the colour that it does not get. */
function isAsBefore(held: Held): boolean {
  return held.on === otherThan(held.release.to);
}

function moving(s: Situation): Held | undefined {
  const held = isKnown(s) ? undefined : heldOf(s);
  return held?.release.phase === "moving" ? held : undefined;
}

function switched(s: Situation): Held | undefined {
  const held = isKnown(s) ? undefined : heldOf(s);
  return held !== undefined && isSwitched(held) ? held : undefined;
}

/** The end of the release, with users where they were found. */
function ended(s: Situation, outcome: "rejected" | "rolledBack", reason: string): Outcome {
  const state = withPair(s.state, livePair(s), s.now, HAND);
  const held = heldOf({ ...s, state });
  return { next: held === undefined ? state : closed(held, state, outcome, reason), actions: [], reason };
}

function adopted(s: Situation): { next: State; actions: []; reason: string } {
  const reason = `the weights were changed by hand, and requests go to ${changed(s)}: taken over`;
  return { next: withPair(s.state, livePair(s), s.now, HAND), actions: [], reason };
}

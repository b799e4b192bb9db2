/** The weights are not as they were left: a person moved users, or `pulumi up` made the rule anew. */
import { otherThan } from "../../../naming/colours";
import type { Guard, Held, Outcome, Situation } from "../guard";
import { healthText, isNoWorse } from "../health";
import { heldOf, isSwitched } from "../held";
import type { State } from "../state";
import { closed, moved, shift, withPair } from "../transitions";
import { colourOf, pairText, type Pair } from "../weights";
import { isKnown } from "./routing";

const HAND = "a person, or pulumi up";

export const BY_HAND: readonly Guard[] = [
  {
    id: "hand-repaired",
    says: "Before the switch users are not where they were, and that colour is no worse off: they are sent back there. Nobody has approved anything else.",
    when: (s) => {
      const held = before(s);
      return held?.from !== undefined && !isAsBefore(held) && isNoWorse(held.from, held.to);
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
    says: "The same, and where users were is worse off: the release ends, and users stay where somebody sent them.",
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
      if (held === undefined || colourOf(livePair(s)) === held.release.to) return false;
      return colourOf(livePair(s)) !== undefined || !held.release.plan.canGoBack;
    },
    then: (s) =>
      ended(s, "rejected", `the weights were changed by hand to ${changed(s)} while users were to move`),
  },
  {
    id: "hand-returned",
    says: "After the switch a person has sent users back: the release ends as rolled back.",
    when: (s) => {
      const held = switched(s);
      return held?.release.from !== undefined && colourOf(livePair(s)) === held.release.from;
    },
    then: (s) => ended(s, "rolledBack", `users were sent back to ${changed(s)} by hand`),
  },
  {
    id: "hand-in-between",
    says: "While users moved, or during the bake, they were sent to both colours or to neither: they are to go back, as nobody has approved that.",
    when: (s) => {
      const held = moving(s) ?? switched(s);
      const isMixed = colourOf(livePair(s)) === undefined;
      return isMixed && held?.from !== undefined && held.release.phase !== "returning";
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
    id: "hand-after-switch",
    says: "While users moved or after it, and they are on the new colour, or are to go back already: it is taken over.",
    when: (s) => (moving(s) ?? switched(s)) !== undefined,
    then: (s) => adopted(s),
  },
  {
    id: "hand-nowhere",
    says: "Outside a release requests go to neither colour: users are sent to the serving one, or to the other where that is better off.",
    when: (s) => free(s) && isNowhere(livePair(s)) && s.state.serving !== undefined,
    then: (s) => {
      const serving = s.state.serving?.colour ?? "blue";
      const other = otherThan(serving);
      const { colours } = s.observed;
      const colour = isNoWorse(colours[serving], colours[other]) ? serving : other;
      const { action, state } = shift(s, colour, "multistage");
      const reason = `the weights were changed by hand to ${changed(s)}; ${healthText(colour, colours[colour])}: users go there`;
      return { next: state, actions: [action], reason };
    },
  },
  {
    id: "hand-mixed",
    says: "Outside a release requests go to both colours: that is left alone, and the next release waits for a person.",
    when: (s) => free(s) && colourOf(livePair(s)) === undefined,
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

function isNowhere({ blue, green }: Pair): boolean {
  return blue === 0 && green === 0;
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
  return colourOf(livePair(held)) === otherThan(held.release.to);
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

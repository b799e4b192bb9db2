/** Where users are, compared with where they were sent: looked at before anything else, in every pass. */
import { otherThan, type Colour } from "../../../naming/colours";
import { STALE_SECONDS } from "../deadlines";
import { wait, type Guard, type Situation } from "../guard";
import { heldOf, isSwitched } from "../held";
import type { State } from "../state";
import { isUrgent } from "./bake";
import { afterReturn, afterSwitch } from "../switches";
import { closed, nextPair, shift, withPair } from "../transitions";
import { all, colourOf, isMarked, isSame, pairText, type Pair } from "../weights";

/** The preview has no history to tell: what Pulumi writes, too. */
const PREVIEW_WEIGHT = 100;

export const ROUTING: readonly Guard[] = [
  {
    id: "odd-rule",
    says: "The product rule is none of ours any more (other target groups, another action): it is left alone. A release that holds the service ends, and the next one waits for a person.",
    when: (s) => {
      const odd = oddity(s);
      return odd !== undefined && (s.state.open !== undefined || s.state.drift !== odd);
    },
    then: (s) => {
      const drift = oddity(s) ?? "";
      const drifted: State = { ...s.state, drift };
      const held = heldOf(s);
      if (held === undefined) return { next: drifted, actions: [], reason: drift };
      const { kind, returning } = held.release;
      const reason = returning === undefined ? drift : `${drift}; users were to go back: ${returning}`;
      const outcome = isSwitched(held) && kind !== "switchBack" ? "done" : "rejected";
      return { next: closed(held, drifted, outcome, reason, "in trouble"), actions: [], reason };
    },
  },
  {
    id: "first-look",
    says: "Nothing is recorded of the product rule yet: its weights are taken for known.",
    when: ({ state, live }) => live !== undefined && state.product === undefined,
    then: (s) => {
      const pair = s.live ?? { blue: 0, green: 0 };
      const reason = `requests go to ${pairText(pair)}`;
      const next = withPair(s.state, pair, s.now, "whoever made the rule");
      return { next: { ...next, serving: s.state.serving ?? servedBefore(s, pair) }, actions: [], reason };
    },
  },
  {
    id: "stale-read",
    says: `The rule reads as it was before the last change, which is less than ${STALE_SECONDS} s old: a stale read. Nothing is done on the strength of it.`,
    when: ({ state: { product }, live, now }) =>
      live !== undefined &&
      product?.before !== undefined &&
      isSame(live, product.before) &&
      !isSame(live, product.pair) &&
      // A clock that went backwards makes no read stale for longer.
      Math.abs(now - product.at) < STALE_SECONDS * 1000,
    then: (s) => wait(s, "the load balancer still tells the weights from before the last change"),
  },
  {
    id: "own-write",
    says: "The rule has the very weights that our next call would write: the call was made, and its record got lost. It is recorded now.",
    when: (s) => {
      const { live, on } = s;
      if (live === undefined || on === undefined || isKnown(s)) return false;
      return isSame(live, nextPair(s, on));
    },
    then: (s) => {
      const pair = s.live ?? { blue: 0, green: 0 };
      const reason = `requests go to ${pairText(pair)}: an earlier call took effect before it could be recorded`;
      const state = withPair(s.state, pair, s.now, "multistage");
      const held = heldOf({ ...s, state });
      const phase = held?.release.phase;
      if (held !== undefined && (phase === "moving" || phase === "switching") && s.on === held.release.to)
        return { next: afterSwitch(held, state), actions: [], reason };
      if (held?.release.phase === "returning" && s.on === held.release.from)
        return { next: afterReturn(held, state), actions: [], reason };
      return { next: state, actions: [], reason };
    },
  },
];

/** Once nobody disputes where users are. */
export const REPAIRS: readonly Guard[] = [
  {
    id: "drift-over",
    says: "What a person had to put right is right again.",
    when: ({ state, on }) => state.drift !== undefined && on !== undefined,
    then: (s) => {
      const { drift, ...state } = s.state;
      return { next: state, actions: [], reason: `put right: ${drift ?? ""}` };
    },
  },
  {
    id: "users-elsewhere",
    says: "Outside a release users are on the other colour than recorded: it is the serving one now, and the one they came from is kept.",
    when: (s) => {
      const { on } = s;
      const { open, serving } = s.state;
      return open === undefined && serving !== undefined && on !== undefined && on !== serving.colour;
    },
    then: (s) => {
      const { on = "blue" } = s;
      return { next: turned(s, on), actions: [], reason: `users are on ${on}: it is the serving colour now` };
    },
  },
  {
    id: "unmarked",
    says: "Before the switch the rule's weights are not of our writing: the same colour is written with our mark, so that a later read can tell whether the switch was made.",
    when: (s) => {
      const held = heldOf(s);
      if (held === undefined || isSwitched(held) || s.live === undefined) return false;
      // While users move, a mark of ours would hide that somebody moved them.
      if (held.release.phase === "moving") return false;
      return s.on !== undefined && !isMarked(s.live);
    },
    then: (s) => {
      const { on = "blue" } = s;
      const { action, state } = shift(s, on, "multistage");
      return { next: state, actions: [action], reason: `users stay on ${on}; the rule gets our mark` };
    },
  },
  {
    id: "serving-behind",
    says: "The colour that Pulumi reads as serving is not the one users are on: it is written, unless users are to go back, or the bake is over.",
    when: (s) => served(s) !== undefined && served(s) !== s.observed.recordedServing && !canWait(s),
    then: (s) => {
      const colour = served(s) ?? "blue";
      const reason = `${colour} is written down as the serving colour, for pulumi up`;
      return { next: s.state, actions: [{ kind: "recordServing", colour }], reason };
    },
  },
  {
    id: "preview-behind",
    says: "The preview does not show the colour that users are not on: it is turned, with the same exceptions.",
    when: (s) => {
      const { preview } = s.observed;
      if (s.on === undefined || !("pair" in preview) || canWait(s)) return false;
      return colourOf(preview.pair) !== otherThan(s.on);
    },
    then: (s) => {
      const idle = otherThan(s.on ?? "green");
      const action = { kind: "shiftPreview", pair: all(idle, PREVIEW_WEIGHT) } as const;
      return { next: s.state, actions: [action], reason: `the preview shows ${idle}` };
    },
  },
];

/** The item may have been lost, and a service be there. */
function servedBefore({ observed }: Situation, pair: Pair): State["serving"] {
  const colour = colourOf(pair);
  if (colour === undefined || colour !== observed.recordedServing) return undefined;
  return { colour, releaseId: observed.colours[colour].releaseId ?? "unknown" };
}

function oddity({ observed: { product } }: Situation): string | undefined {
  return "odd" in product ? `the product rule was changed by hand: ${product.odd}` : undefined;
}

/** Whether the rule is as it was last written or taken over. */
export function isKnown({ state, live }: Situation): boolean {
  return live === undefined || state.product === undefined || isSame(live, state.product.pair);
}

function canWait(s: Situation): boolean {
  const held = heldOf(s);
  return held !== undefined && isSwitched(held) && isUrgent(held);
}

/** The colour users are on, once a release has brought them anywhere. */
function served(s: Situation): Colour | undefined {
  const held = heldOf(s);
  const isReleased = s.state.serving !== undefined || (held !== undefined && isSwitched(held));
  return isReleased ? s.on : undefined;
}

/** The state with the colours' parts turned round. */
function turned(s: Situation, on: Colour): State {
  const { colours } = s.observed;
  const { colour: was = otherThan(on), releaseId } = s.state.serving ?? {};
  return {
    ...s.state,
    serving: { colour: on, releaseId: colours[on].releaseId ?? "unknown" },
    idle: {
      why: "kept",
      until: s.now + s.registration.keepSeconds * 1000,
      releaseId,
      canGoBack: s.registration.migrations !== "breaking",
      size: colours[was].fleet.desired,
    },
  };
}

/** Nobody holds the service: what was left is put in order, with the sizes that are declared by now. */
import { otherThan, type Colour } from "../../../naming/colours";
import { wait, type Guard, type Situation } from "../guard";
import type { ColourRead } from "../observed";
import { EMPTY, isEmptied, productSizes, within } from "../sizes";
import { soonest } from "../transitions";

export const HOUSEKEEPING: readonly Guard[] = [
  {
    id: "retire-asked",
    says: "A person wants the other fleet retired now: after that users cannot be switched back.",
    when: ({ goal, state, now }) => goal.kind === "retire" && (state.idle?.until ?? 0) > soonest(state, now),
    then: (s) => {
      const { idle } = s.state;
      const by = s.goal.kind === "retire" ? s.goal.by : "somebody";
      const reason = `${by} has the fleet retired that users are not on`;
      return {
        next:
          idle === undefined ? s.state : { ...s.state, idle: { ...idle, until: soonest(s.state, s.now) } },
        actions: [],
        reason,
      };
    },
  },
  {
    id: "retire",
    says: "The colour that users are not on has room for instances, and nobody keeps it any more: it gets none.",
    when: (s) => {
      const idle = idleOf(s);
      return idle !== undefined && !isKept(s) && !isEmptied(idle.read.fleet);
    },
    then: (s) => {
      const colour = idleOf(s)?.colour ?? "green";
      const action = { kind: "resize", colour, sizes: EMPTY } as const;
      return { next: s.state, actions: [action], reason: `${colour} is retired: nobody needs it any more` };
    },
  },
  {
    id: "retired",
    says: "It is gone: that it was kept is forgotten.",
    when: (s) => s.state.idle !== undefined && !isKept(s) && idleOf(s)?.read.fleet.instances === 0,
    then: (s) => {
      const reason = "the fleet that users are not on is gone";
      return { next: { ...s.state, idle: undefined }, actions: [], reason };
    },
  },
  {
    id: "serving-size",
    says: "The serving fleet has other sizes than declared for this hour: it gets them, its desired number only where it is outside.",
    when: (s) => resized(s) !== undefined,
    then: (s) => {
      const colour = s.state.serving?.colour ?? "blue";
      const sizes = resized(s) ?? EMPTY;
      const reason = `${colour} serves with ${sizes.min} to ${sizes.max} instances, as declared`;
      return { next: s.state, actions: [{ kind: "resize", colour, sizes }], reason };
    },
  },
  {
    id: "nothing",
    says: "Everything is as it should be.",
    when: () => true,
    then: (s) => wait(s, "nothing is to be done"),
  },
];

/** The colour that users are not on; none where they are on both, or not where the record has them. */
function idleOf({ on, state, observed }: Situation): { colour: Colour; read: ColourRead } | undefined {
  const serving = state.serving?.colour ?? observed.recordedServing;
  if (on === undefined || (serving !== undefined && serving !== on)) return undefined;
  const colour = otherThan(on);
  return { colour, read: observed.colours[colour] };
}

function isKept({ state: { idle }, now }: Situation): boolean {
  return idle !== undefined && now < idle.until;
}

function resized(s: Situation): ReturnType<typeof within> {
  const { serving } = s.state;
  if (serving === undefined || idleOf(s) === undefined) return undefined;
  return within(s.observed.colours[serving.colour].fleet, productSizes(s.registration, s.now));
}

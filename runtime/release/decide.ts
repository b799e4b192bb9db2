/**
 * The release engine: from what is asked, what is recorded and what was just read to what is done next. At most one call
 * at a time, so that it may be interrupted anywhere and asked again. Pure: no clock, no network.
 */
import { idsOf, type Beginning } from "./begin";
import { situationOf, type Decision, type Guard, type Held, type Situation } from "./guard";
import { BAKING, CONFIRMING } from "./guards/bake";
import { BY_HAND } from "./guards/by-hand";
import { ASKED_BEFORE, BEGIN, BEGIN_RETURN, BEHIND, NOT_HELD, type Asked } from "./guards/entry";
import { HOUSEKEEPING } from "./guards/housekeeping";
import { DEPLOYING, PREPARED, PREPARING } from "./guards/prepare";
import { BACK_WHILE_HELD, RETURNING } from "./guards/return";
import { REPAIRS, ROUTING } from "./guards/routing";
import { DEPLOYED, MOVING, SWITCHING } from "./guards/switch";
import { heldOf } from "./held";
import type { Goal, Observed } from "./observed";
import type { Phase, State } from "./state";

/** Guards that are looked at together, where they apply. */
export interface Section {
  readonly title: string;
  readonly guards: readonly { readonly id: string; readonly says: string }[];
  readonly look: (situation: Situation, twist: Twist) => Decision | undefined;
}

/** What a mutant does to a guard's verdict; nothing in earnest. */
export type Twist = (id: string, matches: boolean) => boolean;

function section<In extends Situation>(
  title: string,
  applies: (situation: Situation) => In | undefined,
  guards: readonly Guard<In>[],
): Section {
  return {
    title,
    guards,
    look(situation, twist) {
      const input = applies(situation);
      if (input === undefined) return undefined;
      const guard = guards.find(({ id, when }) => twist(id, when(input)));
      return guard === undefined ? undefined : { guard: guard.id, ...guard.then(input) };
    },
  };
}

const always = (s: Situation): Situation => s;
const inPhase =
  (phase: Phase) =>
  (s: Situation): Held | undefined =>
    s.state.open?.phase === phase ? heldOf(s) : undefined;
const isFree = (s: Situation): boolean => s.state.open === undefined;
/** Somebody would begin a release, while another has the service, or while nobody has it. */
const beginning = (s: Situation): Asked<Beginning> | undefined => asked<Beginning>(s, "prepare", "reRelease");
const behind = (s: Situation): Asked<Beginning> | undefined => {
  const input = s.state.open === undefined ? undefined : beginning(s);
  return input === undefined || s.state.open?.id === idsOf(input.goal).id ? undefined : input;
};

/** A situation by its goal. */
function asked<G extends Goal>(s: Situation, ...kinds: readonly G["kind"][]): Asked<G> | undefined {
  return kinds.some((kind) => kind === s.goal.kind) ? (s as Asked<G>) : undefined;
}
type Of<Kind extends Goal["kind"]> = Extract<Goal, { kind: Kind }>;

/** All guards in their order. */
export const SECTIONS: readonly Section[] = [
  section("Where users are", always, ROUTING),
  section("Weights changed by hand", always, BY_HAND),
  section("What follows the weights", always, REPAIRS),
  section(
    "It may have been asked for before",
    (s) => asked<Beginning | Of<"switchBack">>(s, "prepare", "reRelease", "switchBack"),
    ASKED_BEFORE,
  ),
  section("Another release has the service", behind, BEHIND),
  section(
    "A person wants users back",
    (s) => (s.goal.kind === "switchBack" && s.goal.id !== s.state.open?.id ? heldOf(s) : undefined),
    BACK_WHILE_HELD,
  ),
  section("Preparing", inPhase("preparing"), PREPARING),
  section("Prepared", inPhase("prepared"), PREPARED),
  section("Deploying", inPhase("deploying"), DEPLOYING),
  section("Deployed", inPhase("deployed"), DEPLOYED),
  section("Switching", inPhase("switching"), SWITCHING),
  section("Moving", inPhase("moving"), MOVING),
  section("Baking", inPhase("baking"), BAKING),
  section("Confirming", inPhase("confirming"), CONFIRMING),
  section("Returning", inPhase("returning"), RETURNING),
  section("A release is asked for", (s) => (isFree(s) ? beginning(s) : undefined), BEGIN),
  section(
    "A switch back is asked for",
    (s) => (isFree(s) ? asked<Of<"switchBack">>(s, "switchBack") : undefined),
    BEGIN_RETURN,
  ),
  section(
    "A step of a release that is not open",
    (s) => (isFree(s) ? asked<Of<"deploy" | "release">>(s, "deploy", "release") : undefined),
    NOT_HELD,
  ),
  section("Nobody has the service", (s) => (isFree(s) ? s : undefined), HOUSEKEEPING),
];

/** The engine, or with a twist a mutant of it. */
export function decider(
  twist: Twist = (_, matches) => matches,
): (goal: Goal, state: State, observed: Observed, now: number) => Decision {
  return (goal, state, observed, now) => {
    const seen = situationOf(goal, state, observed, now);
    const situation: Situation = { ...seen, held: heldOf(seen) };
    for (const { look } of SECTIONS) {
      const decision = look(situation, twist);
      if (decision !== undefined) return decision;
    }
    return { guard: "none", next: state, actions: [], reason: "no guard knows this case: nothing is done" };
  };
}

/**
 * What is done next. The first guard that matches decides (docs/release.md lists them in this order).
 *
 * The caller carries out the action, if there is one, and then records `next`; where the action failed it records
 * nothing, and asks again. The reason is a sentence for people, never empty.
 *
 * @param goal - what is asked for
 * @param state - what is recorded of the service
 * @param observed - what was read in this very invocation
 * @param now - milliseconds since 1970
 */
export const decide = decider();

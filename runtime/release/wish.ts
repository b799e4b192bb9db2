/** What a person asks a function for, and what is to be said to them. Pure. */
import * as z from "zod/mini";
import { SERVICE, SERVICE_RULE } from "../../naming/identity";
import { Refusal, shown } from "../../refusal/refusal";
import { schemaProblems } from "../../refusal/schema-problems";
import { field } from "./field";
import type { Goal } from "./observed";
import type { EndedRelease } from "./ports";
import type { State } from "./state";

const text = (most: number): z.ZodMiniString =>
  z.string().check(z.minLength(1, "not empty"), z.maxLength(most, `at most ${most} characters`));
const service = z.string().check(z.regex(SERVICE, SERVICE_RULE));
const ID_RULE = "1 to 128 letters, digits, dots, hyphens and underscores";
const id = z.string().check(z.regex(/^[\w.-]{1,128}$/, ID_RULE));
const by = text(256);

/** Who asks again with the same id is told how it goes on. */
const wishes = {
  switchBack: z.strictObject({ goal: z.literal("switchBack"), service, id, by, why: text(1000) }),
  reRelease: z
    .strictObject({ goal: z.literal("reRelease"), service, id, by, release: id })
    .check(z.refine((wish) => wish.id !== wish.release, { path: ["id"], error: "an id of its own" })),
  retire: z.strictObject({ goal: z.literal("retire"), service, by }),
};
type Wishes = typeof wishes;
export type Wish = { [Kind in keyof Wishes]: Readonly<z.infer<Wishes[Kind]>> }[keyof Wishes];
export type WishOf<Kind extends Wish["goal"]> = Extract<Wish, { goal: Kind }>;

/** What the person is told. */
export interface Reply {
  readonly state: "done" | "underway" | "refused";
  readonly reason: string;
  /** The release that does it. */
  readonly releaseId?: string;
}

const REMEDY = "ask as multistage rollback, release and retire do";

/**
 * What is wished for.
 *
 * @param goals - those that the function takes
 * @throws Refusal with everything that is wrong with it
 */
export function wishFrom(event: unknown, goals: readonly Wish["goal"][]): Wish {
  const asked = field(event, "goal");
  const goal = goals.find((one) => one === asked);
  if (goal === undefined)
    throw new Refusal({ property: "goal", rule: goals.join(" or "), got: shown(asked), remedy: REMEDY });
  const { success, data, error } = wishes[goal].safeParse(event);
  if (success) return data;
  throw new Refusal(...schemaProblems(error.issues, event, REMEDY));
}

/** An earlier release, once more; or why not. */
export function reReleaseGoal(
  { id: own, by: who, release }: WishOf<"reRelease">,
  found: EndedRelease | undefined,
  now: number,
): Goal | Reply {
  const only = "only a release that was done can be released again; multistage history lists them";
  if (found === undefined) return refusal(`there is no release ${release}: ${only}`);
  const { artifact, commit } = found.release;
  if (found.outcome !== "done") return refusal(`release ${release} did not last (${found.reason}): ${only}`);
  if (artifact === undefined) return refusal(`release ${release} brought no artifact: ${only}`);
  const known = commit === undefined ? {} : { commit };
  return { kind: "reRelease", id: own, by: who, artifact, ...known, since: now };
}

export function refusal(reason: string): Reply {
  return { state: "refused", reason };
}

/** How it stands with a wish, by what is recorded. */
export function replyTo(wish: Wish, state: State, reason: string): Reply {
  return wish.goal === "retire" ? retireReply(state, reason) : releaseReply(wish, state, reason);
}

function releaseReply(
  { goal, id: own }: WishOf<"switchBack" | "reRelease">,
  { open, last, ended }: State,
  reason: string,
): Reply {
  if (open?.id === own) return { state: "underway", reason, releaseId: own };
  const end = ended.find((one) => one.id === own);
  if (end === undefined) return { state: "underway", reason: `${reason}; ask again with the same id` };
  const wanted = goal === "switchBack" ? "rolledBack" : "done";
  if (end.outcome !== wanted || end.trouble !== undefined) return refusal(end.reason);
  // A release that was watched takes users back by itself, and that may still be on its way, or have come to nothing.
  const carriedBy = (release: typeof open): boolean =>
    release !== undefined && release.phase === "returning" && release.phaseSince <= end.at;
  if (goal === "switchBack" && open !== undefined && carriedBy(open))
    return { state: "underway", reason, releaseId: open.id };
  const carrier = ended.find((one) => one.id === last?.id && one.at >= end.at);
  if (goal === "switchBack" && carriedBy(last) && carrier?.trouble !== undefined)
    return { ...refusal(carrier.reason), releaseId: carrier.id };
  return { state: "done", reason: end.reason, releaseId: own };
}

function retireReply({ open, idle }: State, reason: string): Reply {
  if (open !== undefined)
    return refusal(
      `release ${open.id} has the service; when it has ended, the other fleet can be retired: ${reason}`,
    );
  if (idle === undefined) return { state: "done", reason };
  return { state: "underway", reason: "the fleet that users are not on is retired as soon as that is safe" };
}

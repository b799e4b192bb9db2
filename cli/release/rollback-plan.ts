/** How users get back: at once, by an earlier release anew, or not; and why. Pure. */
import { nearest } from "../../refusal/nearest";
import { Refusal } from "../../refusal/refusal";
import type { EndedRelease } from "../../runtime/release/ports";
import type { State } from "../../runtime/release/state";
import { momentText } from "./times";
import { beginVerdict, switchBackVerdict, type Seen } from "./way-back";

export type RollbackPlan =
  | { readonly kind: "switchBack"; readonly says: string }
  | {
      readonly kind: "reRelease";
      readonly release: EndedRelease;
      readonly says: string;
      readonly whyNotAtOnce: string;
    }
  | { readonly kind: "impossible"; readonly reason: string };

/** Who wants it, and why. */
export interface Wish {
  readonly by: string;
  readonly why: string;
  /** The id of a release that users are to be on again. */
  readonly to?: string;
}

/**
 * What a rollback would do.
 *
 * @param ended - the service's releases that are over, newest first
 * @throws Refusal when users are to go to a release that is not recorded
 */
export function planRollback(seen: Seen, ended: readonly EndedRelease[], wish: Wish): RollbackPlan {
  const { to } = wish;
  const back = switchBackVerdict(seen, wish.by, wish.why);
  const isAtOnce = to === undefined || to === reachedAtOnce(seen.state);
  if (isAtOnce && back.granted)
    return { kind: "switchBack", says: switchBackText(seen, back.guard, back.reason) };
  if (to !== undefined) {
    const why = isAtOnce ? back.reason : whyNot(seen.state, to);
    return reRelease(seen, recorded(ended, to, seen.state), wish, why);
  }
  // Only where nothing was kept is an earlier release the way; else it would meet the same obstacle.
  if (back.guard !== "back-nowhere") return { kind: "impossible", reason: back.reason };
  return earlier(seen, ended, wish);
}

/** The release that users would be on after a switch back. */
function reachedAtOnce({ open, idle }: State): string | undefined {
  return open === undefined ? (idle?.why === "kept" ? idle.releaseId : undefined) : open.fromId;
}

function switchBackText({ state }: Seen, guard: string, reason: string): string {
  const { open, serving, idle } = state;
  switch (guard) {
    case "back-before-switch": {
      const stay =
        serving === undefined
          ? "nothing serves, as before"
          : `users stay on ${serving.colour}, release ${serving.releaseId}`;
      return `release ${open?.id ?? ""}, which users have not moved to, ends; ${stay}`;
    }
    case "back-asked":
      return `users go back to ${open?.from ?? "the other colour"}, release ${open?.fromId ?? "unknown"}, at once, by one call; release ${open?.id ?? ""} ends as rolled back`;
    case "back-begin": {
      const colour = serving?.colour === "blue" ? "green" : "blue";
      return `users go back to ${colour}, release ${idle?.releaseId ?? "unknown"}, at once, by one call`;
    }
    default:
      return reason;
  }
}

function earlier(seen: Seen, ended: readonly EndedRelease[], wish: Wish): RollbackPlan {
  const serving = seen.state.serving?.releaseId;
  const at = ended.findIndex(({ release, outcome }) => release.toId === serving && outcome === "done");
  const now = ended[at]?.release;
  if (now?.from !== undefined && !now.plan.canGoBack) {
    const reason = `the migrations of release ${now.id}, which serves, are breaking: the revision before cannot run any more; mend it forward, or restore the database and name the release: --to <id>`;
    return { kind: "impossible", reason };
  }
  const before = ended
    .slice(at + 1)
    .find(
      ({ release, outcome }) =>
        outcome === "done" && release.artifact !== undefined && release.toId !== serving,
    );
  const why = "no fleet was kept to go back to";
  if (before === undefined)
    return { kind: "impossible", reason: `${why}, and no earlier release is recorded` };
  return reRelease(seen, before, wish, why);
}

function recorded(ended: readonly EndedRelease[], id: string, { open }: State): EndedRelease {
  const found = ended.find(({ release }) => release.id === id);
  if (found !== undefined) return found;
  const ids = ended.filter(({ outcome }) => outcome === "done").map(({ release }) => release.id);
  const close = nearest(id, ids);
  const rule = `a release that is over${close === undefined ? "" : `, as ${close}`}`;
  const remedy = open?.id === id ? "it is open still" : "multistage history lists them";
  throw new Refusal({ property: "--to", rule, got: id, remedy });
}

function reRelease(seen: Seen, release: EndedRelease, wish: Wish, whyNotAtOnce: string): RollbackPlan {
  const { artifact, commit, id } = release.release;
  const impossible = (reason: string): RollbackPlan => ({ kind: "impossible", reason });
  if (artifact === undefined) return impossible(`${id} was a switch back: it has no artifact of its own`);
  if (seen.state.open === undefined && seen.state.serving?.releaseId === release.release.toId)
    return impossible(`release ${id} serves already`);
  if (release.outcome !== "done") return impossible(`release ${id} never was done: ${release.reason}`);
  const goal = {
    kind: "reRelease",
    id: "asked",
    by: wish.by,
    artifact,
    ...(commit === undefined ? {} : { commit }),
    since: seen.now,
  } as const;
  // Whether the artifact is still there is found out when it begins.
  const observed = { ...seen.observed, artifact: { state: "found" } } as const;
  const { granted, reason, guard } = beginVerdict({ ...seen, observed }, goal);
  if (!granted) return impossible(reason);
  const first = guard === "alarm-firing" ? ` (first ${reason})` : "";
  const says = `release ${id} of ${momentText(release.endedAt)} is released again, on the idle fleet, which takes as long as any release, without an approval${first}`;
  return { kind: "reRelease", release, says, whyNotAtOnce };
}

function whyNot({ open }: State, to: string): string {
  return open === undefined
    ? `the fleet of release ${to} is not there any more`
    : `release ${open.id} has the service`;
}

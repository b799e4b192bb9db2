/** Nobody holds the service, and somebody asks for it. */
import { otherThan } from "../../../naming/colours";
import { ACTION_SECONDS, SETTLE_SECONDS } from "../deadlines";
import { begun, begunReturn, idsOf, target, type Beginning } from "../begin";
import { secondsSince, wait, type Guard, type Outcome, type Situation } from "../guard";
import { healthText, isNoWorse, namesOf } from "../health";
import { isClosed } from "../held";
import type { ArtifactRead, Goal } from "../observed";
import type { Ended } from "../state";
import { refused, shift } from "../transitions";

/** In a situation whose goal is known. */
export interface Asked<G extends Goal> extends Situation {
  readonly goal: G;
}

type Asking = Asked<Beginning>;
type SwitchBack = Extract<Goal, { kind: "switchBack" }>;

/** Before anything is begun: the same may have been asked for before, or nobody may want it any more. */
export const ASKED_BEFORE: readonly Guard<Asked<Beginning | SwitchBack>>[] = [
  {
    id: "known-already",
    says: "What is asked for has ended before: the event came again. The answer is the same.",
    when: (s) => endOf(s) !== undefined,
    then: (s) => wait(s, endOf(s)?.reason ?? "it has ended"),
  },
  {
    id: "nobody-asks",
    says: "The pipeline's execution has ended before its release began: nothing is begun for it.",
    when: ({ goal, state, observed }) =>
      goal.kind === "prepare" &&
      state.open?.id !== goal.executionId &&
      observed.executions[goal.executionId]?.status !== "running",
    then: (s) => ({
      next: refused(s, askedIds(s.goal), NOBODY),
      actions: [],
      reason: NOBODY,
    }),
  },
];

const NOBODY = "the pipeline's execution had ended before its release began";

/** For a release of the pipeline, and one of an earlier record. */
export const BEGIN: readonly Guard<Asking>[] = [
  {
    id: "drifted",
    says: "Something is not as any release left it, and only a person knows why: no release before that is put right.",
    when: ({ state, on }) => state.drift !== undefined || on === undefined,
    then: (s) => {
      const what = s.state.drift ?? "requests do not go to one colour";
      return refuse(s, `${what}; put the weights right with multistage rollback, and release again`);
    },
  },
  {
    id: "no-artifact",
    says: "What is to be released is not there, is no zip file, or is tagged for another service or stage.",
    when: ({ observed }) => observed.artifact.state !== "found",
    then: (s) => refuse(s, `${artifactText(s.goal)} ${ARTIFACT[s.observed.artifact.state]}`),
  },
  {
    id: "no-alarm",
    says: "An alarm that is to watch the bake does not exist.",
    when: (s) => alarms(s, "missing").length > 0,
    then: (s) =>
      refuse(s, `there is no alarm ${alarms(s, "missing").join(", ")}; run pulumi up, which makes it`),
  },
  {
    id: "too-large",
    says: "More instances serve than the declared maximum: a new fleet as large would break it, a smaller one would not carry the load.",
    when: (s) => size(s) > s.registration.sizes.max,
    then: (s) => {
      const { max } = s.registration.sizes;
      return refuse(s, `${size(s)} instances serve, and sizes.max is ${max}; raise it, or wait for fewer`);
    },
  },
  {
    id: "alarm-never-quiet",
    says: `An alarm of the new colour was firing for ${SETTLE_SECONDS} s before the release began: the bake could not watch it.`,
    when: (s) => firing(s).length > 0 && secondsSince(s.now, freeSince(s)) >= SETTLE_SECONDS,
    then: (s) => refuse(s, `before the release began, these alarms were not quiet: ${firing(s).join(", ")}`),
  },
  {
    id: "alarm-firing",
    says: "An alarm of the new colour is firing, or does not know yet, before the release began: it is waited for.",
    when: (s) => firing(s).length > 0,
    then: (s) => wait(s, `waiting for these alarms to be quiet: ${firing(s).join(", ")}`),
  },
  {
    id: "begin",
    says: "The release takes the service. What was kept of the one before is gone with the colour it needs.",
    when: () => true,
    then: (s) => {
      const { idle } = s.state;
      const gone =
        idle?.why === "kept" ? `; users cannot be switched back to ${idle.releaseId ?? "it"} any more` : "";
      const reason = `release ${idsOf(s.goal).id} has the service, and gets ${target(s)}${gone}`;
      return { next: begun(s, s.goal, reason), actions: [], reason };
    },
  },
];

/** For users to go back, where no release is on its way. */
export const BEGIN_RETURN: readonly Guard<Asked<SwitchBack>>[] = [
  {
    id: "back-odd",
    says: "The product rule is none of ours any more: its weights are not changed.",
    when: ({ live }) => live === undefined,
    then: (s) =>
      refuseBack(s, `${s.state.drift ?? "the product rule was changed by hand"}; put it right first`),
  },
  {
    id: "back-from-between",
    says: "Requests go to both colours or to neither: users go to the one that serves, or to the other where that is better off.",
    when: ({ live, on }) => live !== undefined && on === undefined,
    then: (s) => {
      const serving = s.state.serving?.colour ?? s.observed.recordedServing ?? "blue";
      const { colours } = s.observed;
      const other = otherThan(serving);
      const isStaying = isClosed(s.state) || isNoWorse(colours[serving], colours[other]);
      const colour = isStaying ? serving : other;
      const { action, state } = shift(s, colour, s.goal.by);
      const reason = `users go to ${colour}: ${healthText(colour, colours[colour])}`;
      return {
        next: refused({ ...s, state }, { id: s.goal.id }, reason, "rolledBack"),
        actions: [action],
        reason,
      };
    },
  },
  {
    id: "back-nowhere",
    says: "There is no fleet to go back to: none was kept, or it was retired, or is the one that was refused.",
    when: ({ state }) => state.serving === undefined || state.idle?.why !== "kept",
    then: (s) => refuseBack(s, "no fleet was kept to go back to; release the earlier revision again instead"),
  },
  {
    id: "back-breaking",
    says: "The revision before cannot run any more: its database was migrated away.",
    when: ({ state }) => state.idle?.canGoBack !== true,
    then: (s) =>
      refuseBack(
        s,
        "the migrations of this release are breaking; mend it forward, or restore the database first",
      ),
  },
  {
    id: "back-begin",
    says: "Users are to go back to the fleet that was kept.",
    when: () => true,
    then: (s) => {
      const reason = `${s.goal.by} has users go back: ${s.goal.why}`;
      return { next: begunReturn(s, s.goal, reason), actions: [], reason };
    },
  },
];

/** Steps of a pipeline whose release does not hold the service. */
export const NOT_HELD: readonly Guard<Asked<Extract<Goal, { kind: "deploy" | "release" }>>>[] = [
  {
    id: "not-begun",
    says: "A step of a release that never began, or whose end is so long ago that it is forgotten: it is refused.",
    when: ({ state, goal }) => !state.ended.some(({ executionId }) => executionId === goal.executionId),
    then: (s) => {
      const { executionId } = s.goal;
      const reason = `no release of execution ${executionId} holds the service; start the pipeline again`;
      return { next: refused(s, { id: executionId, executionId }, reason), actions: [], reason };
    },
  },
];

/** Another release has the service, and this one would like to. */
export const BEHIND: readonly Guard<Asking>[] = [
  {
    id: "behind-too-long",
    says: `Another release has had the service for ${ACTION_SECONDS} s since this one asked: it gives up before its pipeline does.`,
    when: (s) => secondsSince(s.now, s.goal.since) >= ACTION_SECONDS,
    then: (s) => refuse(s, `release ${s.state.open?.id ?? ""} had the service all the time`),
  },
  {
    id: "behind-a-person",
    says: "A person asks for an earlier release while another has the service: that one goes first, or is rejected.",
    when: ({ goal }) => goal.kind === "reRelease",
    then: (s) =>
      refuse(s, `release ${s.state.open?.id ?? ""} has the service; reject it, or wait for its end`),
  },
];

function askedIds(goal: Beginning | SwitchBack): { id: string; executionId?: string } {
  return goal.kind === "switchBack" ? { id: goal.id } : idsOf(goal);
}

function endOf({ state, goal }: Asked<Beginning | SwitchBack>): Ended | undefined {
  const { id } = askedIds(goal);
  return state.ended.find((one) => one.id === id);
}

function refuse(s: Asking, reason: string): Outcome {
  return { next: refused(s, idsOf(s.goal), reason), actions: [], reason };
}

function refuseBack(s: Asked<SwitchBack>, reason: string): Outcome {
  return { next: refused(s, { id: s.goal.id }, reason), actions: [], reason };
}

/** Since when it has waited for nothing but itself. */
function freeSince({ goal, state }: Asking): number {
  return Math.max(goal.since, ...state.ended.map(({ at }) => at));
}

function size(s: Asking): number {
  const { serving } = s.state;
  return serving === undefined
    ? s.registration.sizes.initial
    : s.observed.colours[serving.colour].fleet.desired;
}

function alarms(s: Asking, ...states: Parameters<typeof namesOf>[1][]): string[] {
  return namesOf(s.observed.colours[target(s)].alarms, ...states);
}

function firing(s: Asking): string[] {
  return alarms(s, "ALARM", "INSUFFICIENT_DATA");
}

function artifactText({ artifact: { bucket, key, versionId } }: Beginning): string {
  return `s3://${bucket}/${key}, version ${versionId},`;
}

export const ARTIFACT: Readonly<Record<ArtifactRead["state"], string>> = {
  found: "is there",
  gone: "is not there; upload it again",
  replaced: "is not what it was: its digest is another; upload it again",
  notZip: "is no zip file; upload what multistage package makes",
  wrongTags: "is not tagged for this service and stage; upload it with multistage upload",
};

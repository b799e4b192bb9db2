/** What of a release is new since it was looked at last, and whether that is its end. Pure. */
import type { Ended, Release, State } from "../../runtime/release/state";
import type { OpenQuestion } from "./service-read";

/** Which release is followed: by its own id. */
export interface Look {
  readonly state: State;
  readonly questions: readonly OpenQuestion[];
  /** Of the pipeline that is to begin it, where it has ended already: how. */
  readonly pipelineEnd?: string | undefined;
}

export type Stop =
  | { readonly kind: "over"; readonly end: Ended }
  | { readonly kind: "asks"; readonly question: OpenQuestion }
  | { readonly kind: "neverBegan"; readonly reason: string };

export interface Progress {
  /** What came since; each a sentence with its time in milliseconds since 1970. */
  readonly news: readonly { readonly at: number; readonly text: string }[];
  /** How many entries of the timeline are told now. */
  readonly told: number;
  readonly stop: Stop | undefined;
}

/**
 * @param told - how many entries of the release's timeline were told before
 */
export function progressOf(id: string, { state, questions, pipelineEnd }: Look, told: number): Progress {
  const release = [state.open, state.last].find((one) => one?.id === id);
  const phases = release?.phases ?? [];
  const news = phases.slice(told).map(({ at, phase, reason }) => ({ at, text: `${phase}: ${reason}` }));
  return { news, told: phases.length, stop: stopOf(id, state, release, questions, pipelineEnd) };
}

function stopOf(
  id: string,
  { open, ended }: State,
  release: Release | undefined,
  questions: readonly OpenQuestion[],
  pipelineEnd: string | undefined,
): Stop | undefined {
  if (open?.id !== id) {
    const end = ended.find((one) => one.id === id);
    if (end !== undefined) return { kind: "over", end };
  }
  const question = questions.find((one) => one.executionId === id);
  // A person is asked before the switch, and perhaps again after the bake; an answer may not be seen yet.
  const isAsking = open?.id === id && (open.phase === "deployed" || open.phase === "confirming");
  if (question !== undefined && isAsking) return { kind: "asks", question };
  if (release === undefined && pipelineEnd !== undefined)
    return { kind: "neverBegan", reason: `the pipeline's execution is over: ${pipelineEnd}` };
  return undefined;
}

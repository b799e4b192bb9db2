/** What reasoning ends in: whether something holds, as far as it can be known, and why in words. */
import { UNKNOWN, type Truth } from "../../value";

export interface Verdict {
  readonly truth: Truth;
  /** Completes "because". */
  readonly because: string;
}

export const yes = (because: string): Verdict => ({ truth: true, because });
export const no = (because: string): Verdict => ({ truth: false, because });
export const open = (because: string): Verdict => ({ truth: UNKNOWN, because });

/** The one that decides an "all of these"; `otherwise` where all hold. */
export function allOf(verdicts: readonly Verdict[], otherwise: string): Verdict {
  const against = verdicts.find(({ truth }) => truth === false);
  return against ?? verdicts.find(({ truth }) => truth === UNKNOWN) ?? yes(otherwise);
}

/** The one that decides a "one of these"; `otherwise` where none holds. */
export function oneOf(verdicts: readonly Verdict[], otherwise: string): Verdict {
  const speaking = verdicts.find(({ truth }) => truth === true);
  return speaking ?? verdicts.find(({ truth }) => truth === UNKNOWN) ?? no(otherwise);
}

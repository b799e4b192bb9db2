/** What a step of the pipeline is told, from what is recorded. Pure. */
import type { Phase, State } from "./state";

export type Answer =
  { readonly kind: "continue" | "failed"; readonly reason: string } | { readonly kind: "succeeded" };

/** For each step the phases in which it still is at work; later ones mean that it has succeeded. */
const AT_WORK: Readonly<Record<"prepare" | "deploy" | "release", readonly Phase[]>> = {
  prepare: ["preparing"],
  deploy: ["preparing", "prepared", "deploying"],
  release: ["preparing", "prepared", "deploying", "deployed", "switching", "moving", "baking", "returning"],
};

/**
 * Whether the step goes on, has succeeded or has failed.
 *
 * @param reason - of the decision that was just taken, told while it goes on
 */
export function answerTo(
  step: keyof typeof AT_WORK,
  executionId: string,
  state: State,
  reason: string,
): Answer {
  const { open, ended } = state;
  if (open?.executionId === executionId)
    return AT_WORK[step].includes(open.phase) ? { kind: "continue", reason } : { kind: "succeeded" };
  const end = ended.find((one) => one.executionId === executionId);
  if (end === undefined) return { kind: "continue", reason };
  if (end.outcome === "done" && end.trouble === undefined) return { kind: "succeeded" };
  return { kind: "failed", reason: end.reason };
}

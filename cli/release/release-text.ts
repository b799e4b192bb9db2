/** A release's parts in words, wherever they are shown. Pure, but for the colours that are handed in. */
import type { Output } from "../output";
import type { Outcome } from "../../runtime/release/state";
import { momentText } from "./times";

/** What an outcome is called. */
export const OUTCOME: Readonly<Record<Outcome, string>> = {
  done: "done",
  rolledBack: "rolled back",
  rejected: "rejected",
};

export function outcomeText(outcome: Outcome, colours: Output["colours"]): string {
  const colour = { done: colours.green, rolledBack: colours.yellow, rejected: colours.red }[outcome];
  return colour(OUTCOME[outcome]);
}

/** `r2 rolled back 2026-11-21 12:00:00 UTC: green-errors fired`. */
export function endText(
  {
    id,
    outcome,
    reason,
    at,
  }: { readonly id: string; readonly outcome: Outcome; readonly reason: string; readonly at: number },
  colours: Output["colours"],
): string {
  return `${id} ${outcomeText(outcome, colours)} ${momentText(at)}: ${reason}`;
}

/** As git shows it. */
export function shortCommit(commit: string): string {
  return /^[0-9a-f]{40,}$/.test(commit) ? commit.slice(0, 12) : commit;
}

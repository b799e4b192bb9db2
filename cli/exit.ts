/** How the command ends: exit codes, and the texts of refusals and failures. */
import { problemText, Refusal } from "../refusal/refusal";
import type { Output } from "./output";

/** The codes scripts can rely on. */
export const ExitCode = {
  Ok: 0,
  /** It was tried and did not succeed. */
  Failed: 1,
  /** It was refused before anything happened: the input or the machine does not allow it. */
  Refused: 2,
  /** Ctrl-C: 128 + SIGINT. */
  Interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Thrown when what was tried did not succeed, with a text for people. */
export class Failure extends Error {}

/** Tells what went wrong, and which code that is. */
export function explain(error: unknown, output: Output, interrupted: boolean): ExitCode {
  const { red } = output.colours;
  if (interrupted) {
    output.note(red("interrupted") + whatNow(error));
    output.result({ ok: false, interrupted: true });
    return ExitCode.Interrupted;
  }
  if (error instanceof Refusal) {
    const count = error.problems.length;
    output.note(red(count === 1 ? "refused" : `refused: ${count} problems`));
    for (const problem of error.problems) output.note(`  ${problemText(problem)}`);
    output.result({ ok: false, refused: error.problems });
    return ExitCode.Refused;
  }
  const text = error instanceof Failure ? error.message : unexpected(error);
  output.note(`${red("failed")}: ${text}`);
  output.result({ ok: false, failed: text });
  return ExitCode.Failed;
}

function whatNow(error: unknown): string {
  return error instanceof Failure && error.message !== ""
    ? `; ${error.message}`
    : "; run the same command again";
}

/** A defect of ours: the trace is what helps to mend it. */
function unexpected(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Waits for a release: until it is over, or until a person is asked. */
import { setTimeout as sleep } from "node:timers/promises";
import { ACTION_SECONDS } from "../../runtime/release/deadlines";
import type { Session } from "../command";
import { Failure } from "../exit";
import { progressOf, type Look, type Stop } from "./progress";
import { momentText, spanText } from "./times";

/** Between two looks. */
const EVERY_MS = 3_000;

/** So many looks in a row may fail: AWS asks for patience now and then. */
const FAILURES = 10;

/** An execution of the pipeline lives no longer. */
const LONGEST_MS = ACTION_SECONDS * 1000;

/**
 * Tells what becomes of the release, until that.
 *
 * @param look - reads it anew; it may also drive it on
 * @throws Failure when it cannot be looked at any more, or never ends; the release goes on by itself even so
 */
export async function follow(
  { output, signal }: Session,
  id: string,
  look: () => Promise<Look>,
  afterwards: string,
): Promise<Stop> {
  const since = Date.now();
  let told = 0;
  for (let failures = 0; Date.now() - since < LONGEST_MS;) {
    try {
      const progress = progressOf(id, await look(), told);
      failures = 0;
      told = progress.told;
      for (const { at, text } of progress.news)
        output.note(`  ${output.colours.dim(momentText(at))}  ${text}`);
      if (progress.stop !== undefined) return progress.stop;
      output.progress(`… release ${id}, followed for ${spanText(Date.now() - since)}`);
    } catch (error) {
      if (signal.aborted || ++failures >= FAILURES) throw error;
      output.progress(`… ${error instanceof Error ? error.message : String(error)}; looking again`);
    }
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw new Failure(`release ${id} goes on by itself: ${afterwards}`);
  }
  throw new Failure(`release ${id} did not end within ${spanText(LONGEST_MS)}: ${afterwards}`);
}

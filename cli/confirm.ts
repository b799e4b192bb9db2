/** Asks a person before something is done that users notice; nobody who can be asked means no. */
import { createInterface } from "node:readline/promises";
import { Refusal } from "../refusal/refusal";
import type { Session } from "./command";
import { Failure } from "./exit";

/**
 * Returns once the word was typed, or at once with --yes.
 *
 * @param deed - what is about to be done, completing "to": `release storefront`
 * @throws Refusal without a terminal and without --yes; Failure when something else was typed
 */
export async function confirmed(
  { signal, output }: Session,
  deed: string,
  word: string,
  yes: boolean | undefined,
): Promise<void> {
  if (yes === true) return;
  const { stdin: input, stderr } = process;
  if (!input.isTTY || !stderr.isTTY)
    throw new Refusal({
      property: "--yes",
      rule: `given to ${deed} where nobody can be asked`,
      got: "nothing",
      remedy: "add it, or run this on a terminal",
    });
  // Questions go where progress goes: with --json standard output is for the answer alone.
  const terminal = createInterface({ input, output: stderr, terminal: true });
  // The terminal takes Ctrl-C for itself; it means the same as ever.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  const closed = new Promise<string>((settle) =>
    terminal.once("close", () => {
      settle("");
    }),
  );
  try {
    const asked = terminal.question(`Type ${output.colours.bold(word)} to ${deed}: `, { signal });
    const typed = (await Promise.race([asked, closed])).trim();
    if (typed !== word) throw new Failure("it was not confirmed; nothing was done");
  } catch (error) {
    throw signal.aborted ? new Failure("nothing was done") : error;
  } finally {
    terminal.close();
  }
}

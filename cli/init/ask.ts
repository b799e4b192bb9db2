/** Asks on a terminal what was not given, one question after the other; a wrong answer is explained and asked again. */
import { createInterface } from "node:readline/promises";
import { problemText } from "../../refusal/refusal";
import { Failure } from "../exit";
import { answerProblems, type Given } from "./answers";
import { questions } from "./questions";

interface Options {
  readonly suggested: Given;
  readonly regions: readonly string[];
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/**
 * What was given and what was answered.
 *
 * @throws Failure when the terminal is closed before the last answer
 */
export async function ask(given: Given, options: Options): Promise<Required<Given>> {
  const { suggested, regions, input, output, signal } = options;
  const terminal = createInterface({ input, output, terminal: true });
  const closed = new Promise<never>((_, reject) => {
    terminal.once("close", () => {
      reject(new Failure("not every question was answered; nothing was written"));
    });
  });
  // The terminal takes Ctrl-C for itself; it means the same as ever.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  const question = (text: string): Promise<string> =>
    Promise.race([terminal.question(text, { signal }), closed]);
  let answers = given;
  try {
    for (const { key, text } of questions) {
      while (answers[key] === undefined) {
        const hint = suggested[key] === undefined ? "" : ` [${suggested[key]}]`;
        const said = (await question(`${text}${hint}: `)).trim();
        const answer = said === "" ? (suggested[key] ?? "") : said;
        // Beside the suggestions for what comes later: a project's name must leave room for its stages.
        const problems = answerProblems({ ...suggested, ...answers, [key]: answer }, regions);
        for (const problem of problems) output.write(`  ${problemText(problem)}\n`);
        if (problems.length === 0) answers = { ...answers, [key]: answer };
      }
    }
  } finally {
    closed.catch(() => undefined);
    terminal.close();
  }
  return answers as Required<Given>; // every question was asked
}

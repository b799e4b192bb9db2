/** `multistage init`: looks at the folder, takes flags or asks, writes the project, says what is next. */
import { basename, relative, resolve } from "node:path";
import { Refusal } from "../../refusal/refusal";
import type { Session } from "../command";
import { answerProblems, checked, type Given } from "./answers";
import { ask } from "./ask";
import { projectFiles } from "./project-files";
import { missingProblems, questions, suggestions } from "./questions";
import { regions } from "./regions";
import { lookAt, refuseReplaced, unusable, type Target } from "./target";
import { movePrepared, preparedPaths, writeProject } from "./write-project";

export interface InitOptions extends Given {
  /** Whether to take the suggestions for what is not given, and ask nothing. */
  readonly yes?: boolean;
  /** Whether to write beside what is in the folder already. */
  readonly force?: boolean;
}

export async function initProject(
  session: Session,
  folder: string | undefined,
  options: InitOptions,
): Promise<void> {
  const target = resolve(session.project, folder ?? ".");
  const prepared = preparedPaths(target);
  if (prepared.length > 0) {
    refuseReplaced(target, prepared);
    written(target, () => {
      movePrepared(target);
    });
    session.output.line("An init was interrupted here; what it had prepared is in its place now.");
    sayNext(session, target, prepared);
    return;
  }
  const looked = lookAt(target, options.force === true);
  const answers = checked(await answered(session, looked, options), regions);
  const files = projectFiles(answers, looked.manifest);
  const paths = files.map(({ path }) => path);
  refuseReplaced(target, paths);
  session.signal.throwIfAborted();
  written(target, () => {
    writeProject(target, files);
  });
  sayNext(session, target, paths);
}

/** Everything that can be refused before the first question is; then what is not given is asked. */
async function answered(
  { output, signal }: Session,
  { folder, problems }: Target,
  options: InitOptions,
): Promise<Required<Given>> {
  const suggested = suggestions({ folder: basename(folder), env: process.env }, regions);
  const flags = Object.fromEntries(
    questions.flatMap(({ key }) => (options[key] === undefined ? [] : [[key, options[key]]])),
  ) as Given;
  const given = options.yes === true ? { ...suggested, ...flags } : flags;
  const asks = options.yes !== true && !output.json && process.stdin.isTTY && process.stderr.isTTY;
  const wrong = [...problems, ...answerProblems(given, regions), ...(asks ? [] : missingProblems(given))];
  if (wrong.length > 0) throw new Refusal(...wrong);
  const terminal = { input: process.stdin, output: process.stderr };
  return asks ? await ask(given, { suggested, regions, signal, ...terminal }) : (given as Required<Given>);
}

function written(folder: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw unusable(folder, code);
  }
}

function sayNext({ output, project }: Session, folder: string, paths: readonly string[]): void {
  const away = relative(project, folder);
  output.line(`${output.colours.green("✓")} ${paths.length} files in ${folder}`);
  output.line();
  output.line("Next:");
  if (away !== "") output.line(`  cd '${away.replaceAll("'", `'\\''`)}'`);
  output.line("  npm install");
  output.line("  npx multistage rehearse");
  output.result({ ok: true, folder, files: paths });
}

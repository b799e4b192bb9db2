/** Which names are asked for, and where what they are derived from stands. */
import type { Identity } from "../../naming/identity";
import { Refusal, type Problem } from "../../refusal/refusal";
import type { Session } from "../command";
import { DEFAULT_STACK, stageOptionProblems, type StageOptions } from "../stage-options";
import { namesLines, namesWarnings } from "./lines";
import { namesOfIdentity, namesOfServices, type NamesReport } from "./report";
import { namingSettings } from "./settings";

/** The command's options. */
export interface NamesOptions extends StageOptions {
  readonly service?: string;
  readonly role?: string;
  readonly colour?: string;
}

/**
 * Prints the names; warns of those that are cut.
 *
 * @throws Refusal when the options do not fit each other, or something cannot be called so
 */
export function tellNames({ output, project: folder }: Session, options: NamesOptions): void {
  const problems = optionProblems(options);
  if (problems.length > 0) throw new Refusal(...problems);
  const report = reportOf(folder, options);
  for (const line of namesLines(report)) output.line(line);
  for (const warning of namesWarnings(report)) output.note(output.colours.yellow(warning));
  output.result({ ok: true, ...report });
}

function reportOf(folder: string, options: NamesOptions): NamesReport {
  const { project, stage, service, role, colour } = options;
  const wanted = Object.entries({ service, role, colour }).filter(([, value]) => value !== undefined);
  const parts = Object.fromEntries(wanted) as Pick<Identity, "service" | "role" | "colour">;
  if (project !== undefined && stage !== undefined) {
    const unknown = { ownership: undefined, zone: undefined, region: undefined };
    return namesOfIdentity({ project, stage, ...parts }, unknown);
  }
  const settings = namingSettings(folder, options.stack ?? DEFAULT_STACK);
  if (wanted.length === 0) return namesOfServices(settings, settings.services, settings);
  return namesOfIdentity({ project: settings.project, stage: settings.stage, ...parts }, settings);
}

function optionProblems(options: NamesOptions): Problem[] {
  const problems = stageOptionProblems(options);
  const { role, colour } = options;
  if (colour !== undefined && role === undefined) {
    const remedy = "add the role: --role fleet";
    problems.push({ property: "--colour", rule: "left out without --role", got: colour, remedy });
  }
  return problems;
}

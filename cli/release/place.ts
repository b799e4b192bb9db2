/** Which stage a command is about, from its options; the account is the one of the shell's credentials. */
import type { Command } from "commander";
import { identityProblems } from "../../naming/identity";
import { Refusal } from "../../refusal/refusal";
import { namingSettings } from "../names/settings";
import { DEFAULT_STACK, stageOptionProblems, type StageOptions } from "../stage-options";

export interface PlaceOptions extends StageOptions {
  readonly region?: string;
}

/** A stage, and what its settings say of it where they were looked at. */
export interface Place {
  readonly project: string;
  readonly stage: string;
  /** The one of the shell (AWS_REGION, the profile) where nothing says it. */
  readonly region?: string;
  /** The services in two fleets that the settings declare, and the others. */
  readonly declared?: { readonly released: readonly string[]; readonly others: readonly string[] };
  /** The domain of the private names. */
  readonly zone?: string;
  /** How the same stage is named in another command: `--stack dev`. */
  readonly asTold: string;
}

/** Adds the options that say which stage. */
export function withPlace(command: Command): Command {
  return command
    .option(
      "--stack <name>",
      `the stack whose settings name project, stage and region (${DEFAULT_STACK}, unless given)`,
    )
    .option("--project <name>", "the project, with --stage and without any settings")
    .option("--stage <name>", "the stage")
    .option("--region <name>", "its region, instead of the one in the settings or of this shell");
}

/**
 * The stage that is meant.
 *
 * @throws Refusal when the options do not fit each other, the project has no settings for the stack, or a name is not valid
 */
export function placeOf(folder: string, options: PlaceOptions): Place {
  const { project, stage, stack = DEFAULT_STACK, region: given } = options;
  const problems = stageOptionProblems(options);
  if (problems.length > 0) throw new Refusal(...problems);
  const asRegion = given === undefined ? "" : ` --region ${given}`;
  if (project !== undefined && stage !== undefined) {
    const wrong = identityProblems({ project, stage });
    if (wrong.length > 0)
      throw new Refusal(...wrong.map((one) => ({ ...one, property: `--${one.property}` })));
    const asTold = `--project ${project} --stage ${stage}${asRegion}`;
    return { project, stage, asTold, ...(given === undefined ? {} : { region: given }) };
  }
  const { services, zone, ...settings } = namingSettings(folder, stack);
  const named = (isReleased: boolean): string[] => {
    return services.filter(({ kind }) => (kind === "blueGreen") === isReleased).map(({ name }) => name);
  };
  const region = given ?? settings.region;
  return {
    project: settings.project,
    stage: settings.stage,
    declared: { released: named(true), others: named(false) },
    asTold: `--stack ${stack}${asRegion}`,
    ...(region === undefined ? {} : { region }),
    ...(zone === undefined ? {} : { zone }),
  };
}

/** The options by which a command is told which stage is meant. Pure. */
import type { Problem } from "../refusal/refusal";

/** A stack whose settings say project and stage, or both by themselves. */
export interface StageOptions {
  readonly stack?: string;
  readonly project?: string;
  readonly stage?: string;
}

/** The stack whose settings are meant when nothing says where to look. */
export const DEFAULT_STACK = "dev";

/** Options that do not fit each other. */
export function stageOptionProblems({ stack, project, stage }: StageOptions): Problem[] {
  const problems: Problem[] = [];
  const both = { "--project": project, "--stage": stage };
  for (const [property, got] of Object.entries(both)) {
    if (stack !== undefined && got !== undefined)
      problems.push({
        property,
        rule: "left out with --stack, whose settings say it",
        got,
        remedy: "leave one out",
      });
  }
  if (stack === undefined && (project === undefined) !== (stage === undefined)) {
    const [missing, given] = project === undefined ? ["--project", "--stage"] : ["--stage", "--project"];
    const remedy = "give both, or --stack alone";
    problems.push({ property: missing, rule: `given with ${given}`, got: "nothing", remedy });
  }
  return problems;
}

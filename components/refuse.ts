/** How components refuse their arguments: Pulumi's own error, which carries every property's path. */
import * as pulumi from "@pulumi/pulumi";
import { problemText, type Problem } from "../refusal/refusal";

/** Throws `InputPropertiesError` with all the problems; does nothing where there are none. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new pulumi.InputPropertiesError({
    message: problems.map(problemText).join("\n"),
    errors: problems.map((problem) => ({ propertyPath: problem.property, reason: problemText(problem) })),
  });
}

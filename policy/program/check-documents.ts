/** The rules on policy documents, inside the program: there a document is read before its unknown parts take all of it. */
import { log, Output, runtime } from "@pulumi/pulumi";
import { problemText, Refusal, type Problem } from "../../refusal/refusal";
import { unconfigured, type Configuration } from "../configuration/configuration";
import { toldOf } from "../evaluate";
import { rules } from "../registry";
import { isValues, UNKNOWN, type Value, type Values } from "../value";

/**
 * Holds every policy document that the program gives as an object to the rules, with holes for what is not known yet:
 * a document that names one ARN of something not made yet reaches a policy pack as one unknown text. To be called
 * before the first resource is made, once in a program.
 *
 * A violation of a mandatory rule ends the program with a Refusal; of an advisory rule it is a warning. What cannot be
 * evaluated is not said here: the pack says it.
 *
 * @param configuration As the pack has it; every rule as it is where it is not given.
 *
 * @example
 * ```typescript
 * import { checkDocuments } from "multistage/policy";
 *
 * checkDocuments();
 * ```
 */
export function checkDocuments(configuration: Configuration = unconfigured(rules)): void {
  runtime.registerStackTransformation(({ type, name, props }) => {
    const inputs = withHoles(props);
    if (isValues(inputs)) judge(type, name, inputs);
    return undefined;
  });

  function judge(type: string, name: string, inputs: Values): void {
    const here = { project: runtime.getProject(), stack: runtime.getStack() };
    const today = new Date().toISOString().slice(0, 10);
    const resource = { type, name, inputs, provider: {}, isProtected: false };
    const refused: Problem[] = [];
    for (const rule of rules) {
      if (!("check" in rule) || rule.ofDocuments !== true || !rule.types.has(type)) continue;
      const { level, context } = toldOf(rule, configuration, here, today);
      if (level === "disabled") continue;
      for (const finding of rule.check(resource, context)) {
        if (!("problem" in finding)) continue;
        const problem = { ...finding.problem, property: `${name}: ${finding.problem.property}` };
        if (level === "mandatory") refused.push(problem);
        else void log.warn(`${rule.id}: ${problemText(problem)}`);
      }
    }
    if (refused.length > 0) throw new Refusal(...refused);
  }
}

/** Inputs as a program gives them; what it does not know yet is UNKNOWN. */
function withHoles(given: unknown, depth = 0): Value {
  if (Output.isInstance(given) || given instanceof Promise || depth > 200) return UNKNOWN;
  if (Array.isArray(given)) return given.map((entry: unknown) => withHoles(entry, depth + 1));
  if (typeof given !== "object" || given === null) return given as Value;
  if (Object.getPrototypeOf(given) !== Object.prototype) return null; // an asset, a resource: nothing a rule reads
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, withHoles(value, depth + 1)]));
}

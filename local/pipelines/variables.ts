/**
 * Variables in an action's configuration. Pure.
 * Source: https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
 */
import type { Execution } from "./execution";

const VARIABLE = /#\{([^.{}]+)\.([^{}]+)\}/g;

/** The configuration with what its variables stand for, or the first that stands for nothing. */
export function resolved(
  configuration: Readonly<Record<string, string>>,
  execution: Execution,
): { readonly configuration: Record<string, string> } | { readonly unknown: string } {
  const known = valuesOf(execution);
  const unknown: string[] = [];
  const entries = Object.entries(configuration).map(([name, text]) => {
    const filled = text.replaceAll(VARIABLE, (variable, namespace: string, key: string) => {
      const value = known.get(namespace)?.[key];
      if (value === undefined) unknown.push(variable);
      return value ?? variable;
    });
    return [name, filled];
  });
  const [first] = unknown;
  return first === undefined
    ? { configuration: Object.fromEntries(entries) as Record<string, string> }
    : { unknown: first };
}

/** By namespace: the execution's own, the pipeline's, and those of actions that have succeeded. */
function valuesOf(execution: Execution): ReadonlyMap<string, Readonly<Record<string, string | undefined>>> {
  const { id, pipeline, variables, runs } = execution;
  return new Map<string, Readonly<Record<string, string | undefined>>>([
    ["codepipeline", { PipelineExecutionId: id }],
    ["variables", { ...pipeline.variables, ...variables }],
    ...runs.flatMap(({ action: { namespace }, variables: given }) =>
      namespace === undefined || given === undefined ? [] : [[namespace, given] as const],
    ),
  ]);
}

/** What a function could not process, with nobody waiting for its answer, is kept. */
import { callsOf, qualified } from "../aws/function-calls";
import { byUrn, FUNCTION, keysOf, meant, shareOne, type Meant, type Stack } from "../aws/functions";
import { stackRule, type Finding, type StackResource } from "../rule";
import { all, isValues, some, UNKNOWN, type Truth, type Value } from "../value";

const CONFIGURATION = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";

/** What is called: the function itself, or by a version or an alias; UNKNOWN where the call does not say yet. */
type Qualifier = string | undefined | typeof UNKNOWN;

export const asyncFailureDestination = stackRule({
  id: "async-failure-destination",
  description: "A function that is called asynchronously has a place for what it could not process.",
  reason:
    "Lambda tries an event of SNS, S3, EventBridge or a schedule three times and then discards it (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html): nobody knows what was lost, and nobody can do it again.",
  remedy:
    "Give a FunctionEventInvokeConfig with destinationConfig.onFailure for what is called, the alias or the function, or deadLetterConfig of the function.",
  level: "advisory",
  severity: "medium",
  settings: {},
  checkStack: (resources) => {
    const stack = byUrn(resources);
    const calls = resources.flatMap((resource) =>
      callsOf(resource, stack).flatMap(({ callee, place }) =>
        place.isAsynchronous === true ? [{ callee, caller: resource.name }] : [],
      ),
    );
    const configurations = resources.filter(({ type }) => type === CONFIGURATION);
    return resources
      .filter(({ type }) => type === FUNCTION)
      .flatMap((fn) => {
        const keys = new Set(keysOf(fn));
        const callers = new Map<Qualifier, string>();
        for (const { callee, caller } of calls.filter((call) => shareOne(keys, call.callee.keys)))
          if (!callers.has(qualifierOf(callee))) callers.set(qualifierOf(callee), caller);
        const kept = configurations.flatMap((one) => failuresKept(one, keys, stack));
        return [...callers].flatMap(([qualifier, caller]) =>
          findings(fn, qualifier, caller, kept).map((finding) => ({ ...finding, urn: fn.urn })),
        );
      });
  },
});

/** An alias whose ARN is not known yet is known by name. */
function qualifierOf({ qualifier, aliases }: Meant): Qualifier {
  const [alias, ...others] = aliases;
  const name = others.length === 0 ? alias?.inputs["name"] : undefined;
  return qualifier === UNKNOWN && typeof name === "string" ? name : qualifier;
}

interface Kept {
  readonly qualifier: Qualifier;
  readonly isKept: Truth;
}

/** What a configuration says of a function; nothing where it is of another. */
function failuresKept(one: StackResource, keys: ReadonlySet<string>, stack: Stack): readonly Kept[] {
  const { functionName, destinationConfig } = one.inputs;
  const whose = meant(one, "functionName", functionName, stack);
  if (!shareOne(keys, whose.keys)) return [];
  const qualifier = qualifierOf(qualified(one, whose, "qualifier", stack));
  return [{ qualifier, isKept: has(destinationConfig, "onFailure", "destination") }];
}

/** Whether there is something at such a path. */
function has(value: Value, step?: string, ...steps: readonly string[]): Truth {
  if (step === undefined) return value !== undefined && value !== null && value !== "";
  if (value === UNKNOWN) return UNKNOWN;
  return isValues(value) && has(value[step], ...steps);
}

function findings(
  { inputs }: StackResource,
  qualifier: Qualifier,
  caller: string,
  kept: readonly Kept[],
): readonly Finding[] {
  const isKept = some([
    has(inputs["deadLetterConfig"], "targetArn"),
    ...kept.map((one) => all([isSame(one.qualifier, qualifier), one.isKept])),
  ]);
  if (isKept === true) return [];
  const property = "deadLetterConfig";
  if (isKept === UNKNOWN) return [{ notEvaluated: property }];
  const what = typeof qualifier === "string" ? `for ${qualifier}, which` : "for the function, which";
  const rule = `given, or a FunctionEventInvokeConfig with onFailure ${what} ${caller} calls asynchronously`;
  const remedy = "add the configuration, with a queue as destination";
  return [{ problem: { property, rule, got: "neither", remedy } }];
}

function isSame(qualifier: Qualifier, other: Qualifier): Truth {
  return qualifier === UNKNOWN || other === UNKNOWN ? UNKNOWN : qualifier === other;
}

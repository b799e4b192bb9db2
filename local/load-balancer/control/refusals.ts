/** Calls that AWS refuses and the store would take. Pure. */
import type { Call, CallError } from "./call";

const LISTS: Readonly<Record<string, string>> = {
  CreateRule: "Actions",
  ModifyRule: "Actions",
  CreateListener: "DefaultActions",
  ModifyListener: "DefaultActions",
};
const WEIGHT = /^ForwardConfig\.TargetGroups\.member\.\d+\.Weight$/;
const GROUP = /^ForwardConfig\.TargetGroups\.member\.\d+\.TargetGroupArn$/;

/** Undefined when there is nothing to refuse. */
export function refusalOf(call: Call): CallError | undefined {
  const list = LISTS[call.action];
  const actions = list === undefined ? [] : call.list(list);
  return actions.map(weightsRefusal).find((error) => error !== undefined);
}

function weightsRefusal(action: ReadonlyMap<string, string>): CallError | undefined {
  const valuesOf = (pattern: RegExp): string[] =>
    [...action].filter(([key]) => pattern.test(key)).map(([, value]) => value);
  const groups = valuesOf(GROUP);
  const weights = valuesOf(WEIGHT);
  const fits = weights.every((weight) => /^\d{1,3}$/.test(weight));
  // AWS says the same of a weight that is missing among several (aws/aws-cdk issue 24805).
  if (!fits || (groups.length > 1 && weights.length < groups.length))
    return invalid("The weight for each target group must be between 0 and 999, inclusive");
  if (
    groups.length > 0 &&
    weights.length === groups.length &&
    weights.every((weight) => Number(weight) === 0)
  )
    return invalid("The weight of at least one target group must be greater than 0");
  return undefined;
}

function invalid(message: string): CallError {
  return { status: 400, code: "ValidationError", message };
}

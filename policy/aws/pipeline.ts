/**
 * What a CodePipeline pipeline does and in which order: stage by stage, within a stage by runOrder, those of the same
 * runOrder at once (https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html). Pure.
 */
import { isList, isValues, UNKNOWN, type Truth, type Value, type Values } from "../value";

export const PIPELINE = "aws:codepipeline/pipeline:Pipeline";

export interface Action {
  /** `stages[1].actions[3]`; what holds it, where that is all that is known. */
  readonly property: string;
  /** The stage's place in the pipeline. */
  readonly stage: number | typeof UNKNOWN;
  /** UNKNOWN stands for any number of actions. */
  readonly values: Values | typeof UNKNOWN;
}

/** All actions; what is none is left out. */
export function actionsOf({ stages }: Values): readonly Action[] {
  if (stages === UNKNOWN) return [{ property: "stages", stage: UNKNOWN, values: UNKNOWN }];
  return entries("stages", stages).flatMap(({ property, value }, stage): readonly Action[] => {
    if (value === UNKNOWN) return [{ property, stage, values: UNKNOWN }];
    const actions = isValues(value) ? value["actions"] : undefined;
    const path = `${property}.actions`;
    if (actions === UNKNOWN) return [{ property: path, stage, values: UNKNOWN }];
    return entries(path, actions).flatMap((entry) =>
      entry.value === UNKNOWN || isValues(entry.value)
        ? [{ property: entry.property, stage, values: entry.value }]
        : [],
    );
  });
}

function entries(path: string, list: Value): readonly { property: string; value: Value }[] {
  if (!isList(list)) return [];
  return list.map((value, index) => ({ property: `${path}[${index}]`, value }));
}

/** Whether the action has ended before the other one starts. */
export function isBefore(action: Action, other: Action): Truth {
  if (action.stage === UNKNOWN || other.stage === UNKNOWN) return UNKNOWN;
  if (action.stage !== other.stage) return action.stage < other.stage;
  if (action.values === UNKNOWN || other.values === UNKNOWN) return UNKNOWN;
  if (action === other) return false;
  const first = runOrder(action.values);
  const second = runOrder(other.values);
  return first === UNKNOWN || second === UNKNOWN ? UNKNOWN : first < second;
}

/** 1 where nothing is given. */
function runOrder({ runOrder: given }: Values): number | typeof UNKNOWN {
  if (given === UNKNOWN) return UNKNOWN;
  return typeof given === "number" ? given : 1;
}

/** Whether a person is asked. */
export function isApproval(action: Action): Truth {
  return isOf(action, "Approval");
}

export function isOf({ values }: Action, category: string): Truth {
  if (values === UNKNOWN || values["category"] === UNKNOWN) return UNKNOWN;
  return values["category"] === category;
}

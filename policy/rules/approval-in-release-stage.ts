/** What a person has approved is what is released, and an answer that nobody gives does not wait for a week. */
import { actionsOf, isApproval, isBefore, PIPELINE, type Action } from "../aws/pipeline";
import type { Problem } from "../../refusal/refusal";
import { resourceRule, type Finding } from "../rule";
import { all, not, some, UNKNOWN, type Truth } from "../value";

export const approvalInReleaseStage = resourceRule({
  id: "approval-in-release-stage",
  description: "A manual approval stands in the stage that it releases, and has a time-out.",
  reason:
    "A stage takes one execution at a time. An approval in a stage of its own lets the next execution change what is being looked at before the answer takes effect; and without a time-out of its own it waits seven days (https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html).",
  remedy:
    "Move the approval into the stage of what it releases, with a lower runOrder, and give timeoutInMinutes.",
  level: "advisory",
  severity: "medium",
  types: new Set([PIPELINE]),
  settings: {},
  check: ({ inputs }) => {
    const actions = actionsOf(inputs);
    return actions.flatMap((action) => findings(action, actions));
  },
});

function findings(action: Action, actions: readonly Action[]): readonly Finding[] {
  const { property } = action;
  const asks = isApproval(action);
  const apart = all([asks, isApart(action, actions)]);
  const endless = all([asks, hasNoTimeout(action)]);
  return [
    ...(apart === true ? [violation(property, STAGE)] : []),
    ...(endless === true ? [violation(`${property}.timeoutInMinutes`, TIMEOUT)] : []),
    ...(apart === UNKNOWN || endless === UNKNOWN ? [{ notEvaluated: property }] : []),
  ];
}

const STAGE = {
  rule: "in the stage of what it releases, which it then holds until that is done",
  got: "nothing after it in its stage",
  remedy: "move it into the stage of what it releases, with a runOrder lower than that",
};

const TIMEOUT = {
  rule: "given, so that nobody's answer soon means no",
  got: "nothing: 7 days",
  remedy: "give it, 5 to 86400: for instance 1440, a day",
};

function violation(property: string, what: Omit<Problem, "property">): Finding {
  return { problem: { property, ...what } };
}

/** Whether it stands last in its stage, before a later stage: at the pipeline's end it releases nothing. */
function isApart(approval: Action, actions: readonly Action[]): Truth {
  const isReleased = (action: Action): Truth => all([not(isApproval(action)), isBefore(approval, action)]);
  const isInStage = (action: Action): Truth => isSame(approval.stage, action.stage);
  return all([
    not(some(actions.map((action) => all([isReleased(action), isInStage(action)])))),
    some(actions.map((action) => all([isReleased(action), not(isInStage(action))]))),
  ]);
}

function isSame(stage: Action["stage"], other: Action["stage"]): Truth {
  return stage === UNKNOWN || other === UNKNOWN ? UNKNOWN : stage === other;
}

function hasNoTimeout({ values }: Action): Truth {
  if (values === UNKNOWN) return UNKNOWN;
  return values["timeoutInMinutes"] === undefined || values["timeoutInMinutes"] === null;
}

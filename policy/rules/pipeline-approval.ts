/** Nothing reaches production through a pipeline before a person has said yes. */
import { standsFor } from "../../naming/wildcard";
import { actionsOf, isApproval, isBefore, isOf, PIPELINE, type Action } from "../aws/pipeline";
import { texts } from "../configuration/setting";
import { resourceRule, type Finding } from "../rule";
import { all, isValues, not, some, UNKNOWN, type Truth, type Values } from "../value";

export const pipelineApproval = resourceRule({
  id: "pipeline-approval",
  description: "A pipeline of production asks a person before it deploys or releases.",
  reason:
    "Without a manual approval whatever is merged or uploaded is in production minutes later, and no one answers for when.",
  remedy: "Add an action of the category Approval, provider Manual, before the one that deploys or releases.",
  level: "advisory",
  severity: "high",
  types: new Set([PIPELINE]),
  settings: {
    productionTags: texts(
      "Values of the tag Stage that say production, whatever the stack is called; * stands for any characters.",
      ["prod", "production"],
    ),
  },
  check: ({ inputs }, { isProduction, settings }) => {
    const production = isProduction || isTagged(inputs, settings.productionTags);
    if (production === false) return [];
    const actions = actionsOf(inputs);
    const fault = isUnapproved(actions);
    if (fault === false) return [];
    if (production === UNKNOWN) return [{ notEvaluated: "tags.Stage" }];
    return fault === UNKNOWN ? [{ notEvaluated: "stages" }] : [violation(actions)];
  },
});

/** The provider's sum of tags, where it is known. */
function isTagged({ tagsAll, tags }: Values, production: readonly string[]): Truth {
  const carried = isValues(tagsAll) ? tagsAll : tags;
  const stage = isValues(carried) ? carried["Stage"] : carried;
  if (stage === UNKNOWN) return UNKNOWN;
  return typeof stage === "string" && production.some((pattern) => standsFor(pattern, stage));
}

/**
 * What deploys to production is the last that deploys: what comes before may be for a test. Where nothing is of the
 * category Deploy, functions and state machines do it.
 */
function isUnapproved(actions: readonly Action[]): Truth {
  const hasDeploy = some(actions.map((action) => isOf(action, "Deploy")));
  if (hasDeploy !== UNKNOWN) return isAnyUnapproved(actions, hasDeploy ? deploys : invokes);
  const either = isAnyUnapproved(actions, deploys);
  const other = isAnyUnapproved(actions, invokes);
  return either === other ? either : UNKNOWN;
}

/** One approval before one of them is before the last, too. */
function isAnyUnapproved(actions: readonly Action[], isOne: (action: Action) => Truth): Truth {
  const approved = actions.flatMap((approval) =>
    actions.map((action) => all([isApproval(approval), isOne(action), isBefore(approval, action)])),
  );
  return all([some(actions.map(isOne)), not(some(approved))]);
}

/** A change set that is only made, to be looked at, deploys nothing. */
function deploys(action: Action): Truth {
  return all([isOf(action, "Deploy"), not(isChangeSet(action))]);
}

function isChangeSet({ values }: Action): Truth {
  if (values === UNKNOWN || values["configuration"] === UNKNOWN) return UNKNOWN;
  const mode = isValues(values["configuration"]) ? values["configuration"]["ActionMode"] : undefined;
  return mode === UNKNOWN ? UNKNOWN : mode === "CHANGE_SET_REPLACE";
}

function invokes(action: Action): Truth {
  return isOf(action, "Invoke");
}

function violation(actions: readonly Action[]): Finding {
  const known = (isOne: (action: Action) => Truth): readonly Action[] =>
    actions.filter((action) => isOne(action) === true);
  const [deploying, invoking] = [known(deploys), known(invokes)];
  const last = (deploying.length > 0 ? deploying : invoking).reduce((one, other) =>
    isBefore(one, other) === false ? one : other,
  );
  const remedy = "add an action of the category Approval, owner AWS, provider Manual, of a lower runOrder";
  const rule = "preceded by a manual approval";
  return { problem: { property: last.property, rule, got: "none in the pipeline before it", remedy } };
}

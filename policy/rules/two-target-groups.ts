/** A rule that is to be shifted from one fleet to another names both. */
import { textByName } from "../configuration/setting";
import { resourceRule, type Finding } from "../rule";
import { all, isList, isValues, some, UNKNOWN, type Truth, type Value, type Values } from "../value";

/** By type the input that holds its actions. */
const ACTIONS: Readonly<Record<string, string>> = {
  "aws:alb/listener:Listener": "defaultActions",
  "aws:alb/listenerRule:ListenerRule": "actions",
  "aws:lb/listener:Listener": "defaultActions",
  "aws:lb/listenerRule:ListenerRule": "actions",
};

export const twoTargetGroups = resourceRule({
  id: "two-target-groups",
  description: "A listener's action that is shifted by weights names the target groups of both fleets.",
  reason:
    "With one target group there is nothing to shift to: a release would have to change what the rule names, and going back is no longer one change of weights. A target group that no rule names is not health-checked either.",
  remedy: "Name both target groups under forward, the idle one with weight 0.",
  level: "advisory",
  severity: "low",
  types: new Set(Object.keys(ACTIONS)),
  settings: {
    shiftedTags: textByName(
      "Tags of listeners and rules that releases shift, whichever way they forward; one of them is enough.",
      { Role: "product" },
    ),
  },
  check: ({ type, inputs }, { settings }) => {
    const path = ACTIONS[type] ?? "";
    const actions = inputs[path];
    if (actions === UNKNOWN) return [{ notEvaluated: path }];
    const tagged = isTagged(inputs, settings.shiftedTags);
    return isList(actions)
      ? actions.flatMap((action, index) => findings(`${path}[${index}]`, action, tagged))
      : [];
  },
});

function isTagged({ tagsAll, tags }: Values, shifted: Readonly<Record<string, string>>): Truth {
  const carried = isValues(tagsAll) ? tagsAll : tags;
  if (carried === UNKNOWN) return UNKNOWN;
  if (!isValues(carried)) return false;
  return some(
    Object.entries(shifted).map(([name, value]) =>
      carried[name] === UNKNOWN ? UNKNOWN : carried[name] === value,
    ),
  );
}

function findings(property: string, action: Value, tagged: Truth): readonly Finding[] {
  if (action === UNKNOWN) return [{ notEvaluated: property }];
  if (!isValues(action)) return [];
  const fault = all([some([tagged, isWeighted(action)]), isOnlyOne(action)]);
  if (fault === false) return [];
  if (fault === UNKNOWN) return [{ notEvaluated: property }];
  const remedy = "name both under forward.targetGroups, the idle one with weight 0";
  const rule = "a forward to two target groups, so that a release can shift it";
  return [{ problem: { property, rule, got: "one", remedy } }];
}

/**
 * Whether its author thought of shares: a weight of one's own, which the provider's default of 1 is not, or sessions
 * that stay with their group. What forwards by targetGroupArn, or says the same twice as an import does, is static.
 */
function isWeighted({ targetGroupArn, forward }: Values): Truth {
  if (targetGroupArn !== undefined && targetGroupArn !== null) return false;
  if (forward === UNKNOWN) return UNKNOWN;
  if (!isValues(forward)) return false;
  const { targetGroups, stickiness } = forward;
  const weights: readonly Truth[] = isList(targetGroups)
    ? targetGroups.map(hasOwnWeight)
    : [is(targetGroups, true)];
  return some([is(isValues(stickiness) ? stickiness["enabled"] : stickiness, true), ...weights]);
}

function hasOwnWeight(group: Value): Truth {
  if (group === UNKNOWN) return UNKNOWN;
  if (!isValues(group) || group["weight"] === undefined || group["weight"] === null) return false;
  const defaults = group["__defaults"];
  return !(isList(defaults) && defaults.includes("weight"));
}

function isOnlyOne({ targetGroupArn, forward }: Values): Truth {
  if (forward === UNKNOWN) return UNKNOWN;
  const groups = isValues(forward) ? forward["targetGroups"] : undefined;
  if (groups === UNKNOWN) return UNKNOWN;
  if (isList(groups)) return groups.length === 1;
  return targetGroupArn !== undefined && targetGroupArn !== null;
}

function is(value: Value, wanted: Value): Truth {
  return value === UNKNOWN ? UNKNOWN : value === wanted;
}

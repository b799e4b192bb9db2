/** What a team names itself, it names after the stage: whose a thing is can be told by its name alone. */
import { shown } from "../../refusal/refusal";
import { follows, named, nameOf, patternsOf, stageNames } from "../names/given";
import { resourceRule } from "../rule";
import { UNKNOWN } from "../value";

export const derivedNames = resourceRule({
  id: "derived-names",
  description: "A name that is given begins with the project and the stage.",
  reason:
    "Permissions go by the beginning of names where a service of AWS has no condition on tags, and two stages in one account cannot both have the same name.",
  remedy: "Derive the name from project and stage.",
  level: "advisory",
  severity: "low",
  types: named,
  settings: { names: stageNames },
  check: (resource, context) => {
    const { property, name, isAutomatic } = nameOf(resource) ?? NONE;
    if (isAutomatic || name === undefined) return [];
    if (name === UNKNOWN) return [{ notEvaluated: property }];
    const patterns = patternsOf(context.settings.names, context);
    if (follows(name, patterns)) return [];
    const rule = `called as names here are derived, ${patterns.join(" or ")}`;
    return [{ problem: { property, rule, got: shown(name), remedy: "begin it so" } }];
  },
});

const NONE = { property: "", name: undefined, isAutomatic: false };

/** A name is chosen, not drawn: people, permissions and runbooks go by it. */
import { texts } from "../configuration/setting";
import { follows, named, nameOf, patternsOf, stageNames } from "../names/given";
import { resourceRule } from "../rule";

export const automaticNames = resourceRule({
  id: "automatic-names",
  description: "What can be named has a name that somebody chose.",
  reason:
    "A name that the provider makes up ends in other digits each time the resource is replaced: nobody finds it by its name, and no permission can go by it.",
  remedy: "Give a name that begins with project and stage, or set pulumi:autonaming to such names.",
  level: "advisory",
  severity: "low",
  types: named,
  settings: {
    types: texts("Types whose names may be made up, as tokens: none where it is not given.", []),
    names: stageNames,
  },
  check: (resource, context) => {
    const { settings } = context;
    const given = nameOf(resource);
    if (given?.isAutomatic !== true || settings.types.includes(resource.type)) return [];
    // By pulumi:autonaming the provider can make up names that follow the pattern.
    const { property, name } = given;
    if (typeof name === "string" && follows(name, patternsOf(settings.names, context))) return [];
    const remedy = "give one that begins with project and stage";
    return [{ problem: { property, rule: "given", got: "a name that is made up", remedy } }];
  },
});

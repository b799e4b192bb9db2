/** Everything on AWS that takes tags says whose it is: costs, look-ups and permissions go by these tags. */
import { taggableTypes } from "../aws/taggable-types";
import { resourceRule, type Finding, type Resource } from "../rule";
import { isList, isValues, parsedJson, UNKNOWN, type Value } from "../value";

export const REQUIRED_TAGS = ["Project", "Stage", "Owner", "CostCenter", "ManagedBy"] as const;

/** Its tags are a list, and the default tags of the provider do not reach them. */
const GROUP = "aws:autoscaling/group:Group";

export const requiredTags = resourceRule({
  id: "required-tags",
  description: `Everything that takes tags has the tags ${REQUIRED_TAGS.join(", ")}.`,
  reason:
    "Costs, look-ups and permissions go by tags: what has none is nobody's, and nobody finds or pays for it.",
  remedy: "Add the tags to the resource, or to defaultTags of its provider.",
  level: "mandatory",
  severity: "medium",
  types: new Set([...taggableTypes, GROUP]),
  settings: {},
  check: (resource) => (resource.type === GROUP ? inList(resource) : inMap(resource)),
});

/** What is wrong with a tag: nothing, something, or it cannot be known yet. */
type Fault = string | undefined | typeof UNKNOWN;

function inMap({ inputs: { tags, tagsAll }, provider }: Resource): readonly Finding[] {
  // The provider's own sum where there is one; as a whole it is unknown when one value is.
  const layers: readonly Value[] = isValues(tagsAll) ? [tagsAll] : [defaultTags(provider), tags];
  const carried = new Map<string, Value>(
    layers.flatMap((layer) => (isValues(layer) ? Object.entries(layer) : [])),
  );
  const missing = (name: string): Fault => (layers.includes(UNKNOWN) ? UNKNOWN : `no ${name}`);
  return findings("none of them empty", "add them here, or to defaultTags of the provider", (name) =>
    carried.has(name) ? emptiness(name, carried.get(name)) : missing(name),
  );
}

/** They reach us as JSON text. */
function defaultTags({ defaultTags: given }: Resource["provider"]): Value {
  const read = typeof given === "string" ? parsedJson(given) : given;
  return isValues(read) ? read["tags"] : read;
}

function inList({ inputs: { tags } }: Resource): readonly Finding[] {
  const entries: readonly Value[] = isList(tags) ? tags : [tags];
  const known = entries.filter(isValues);
  const undecided = entries.includes(UNKNOWN) || known.some(({ key }) => key === UNKNOWN);
  const remedy = "add them to the group's own list: default tags do not reach it";
  return findings("none of them empty, each with propagateAtLaunch", remedy, (name) => {
    const tag = known.find(({ key }) => key === name);
    if (tag === undefined) return undecided ? UNKNOWN : `no ${name}`;
    const { value, propagateAtLaunch } = tag;
    if (propagateAtLaunch === UNKNOWN) return UNKNOWN;
    return propagateAtLaunch === true ? emptiness(name, value) : `${name} without propagateAtLaunch`;
  });
}

/** A value that is not known yet will hardly be empty. */
function emptiness(name: string, value: Value): Fault {
  const isEmpty = value === undefined || value === null || (typeof value === "string" && value.trim() === "");
  return isEmpty ? `an empty ${name}` : undefined;
}

function findings(how: string, remedy: string, faultOf: (name: string) => Fault): readonly Finding[] {
  const faults = REQUIRED_TAGS.map(faultOf);
  const wrong = faults.filter((fault) => typeof fault === "string");
  const rule = `given with ${REQUIRED_TAGS.join(", ")}, ${how}`;
  return [
    ...(wrong.length > 0 ? [{ problem: { property: "tags", rule, got: wrong.join(", "), remedy } }] : []),
    ...(faults.includes(UNKNOWN) ? [{ notEvaluated: "tags" }] : []),
  ];
}

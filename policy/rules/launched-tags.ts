/** Instances and volumes that are launched by another resource say whose they are, too. */
import { resourceRule, type Finding, type Resource } from "../rule";
import { carried, noTags, TEMPLATE, withDefaults, type TagSet } from "../tags/carried";
import { requiredIn, requiredKeys } from "../tags/required";
import { UNKNOWN } from "../value";

const VOLUME = "volume";

export const launchedTags = resourceRule({
  id: "launched-tags",
  description:
    "Instances and volumes made from a launch template or with an instance have the required tags.",
  reason:
    "The tags of a launch template or an instance are not those of what it launches: volumes cost, and stay, without a name on them. Default tags do not reach launch templates' specifications (registry.terraform.io, aws_launch_template, tag_specifications).",
  remedy: "Give tagSpecifications for instance and volume; at an instance, volumeTags.",
  level: "advisory",
  severity: "low",
  types: new Set([TEMPLATE, "aws:ec2/instance:Instance", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"]),
  settings: { keys: requiredKeys },
  check: (resource, { settings: { keys } }) => {
    const launched = carried(resource).slice(1);
    return resource.type === TEMPLATE
      ? ["instance", VOLUME].flatMap((of) => ofTemplate(launched, of, keys))
      : ofInstance(resource, launched).flatMap((set) => requiredIn(set, keys, AT_VOLUMES));
  },
});

const AT_TEMPLATE = "add them there: default tags and the template's own do not reach what is made from it";
const AT_VOLUMES = "add volumeTags, or tags of the device";

function ofTemplate(sets: readonly TagSet[], of: string, keys: readonly string[]): readonly Finding[] {
  const specified = sets.filter((set) => set.of === of);
  if (specified.length > 0) return specified.flatMap((set) => requiredIn(set, keys, AT_TEMPLATE));
  const open = sets.filter((set) => set.of === UNKNOWN);
  if (open.length > 0) return open.map(({ property }) => ({ notEvaluated: property }));
  const rule = `given with an entry for ${of} that has ${keys.join(", ")}`;
  return [{ problem: { property: "tagSpecifications", rule, got: "none", remedy: "add it" } }];
}

/** What stands at the devices counts where nothing is said of all volumes; default tags reach it. */
function ofInstance({ inputs, provider }: Resource, sets: readonly TagSet[]): readonly TagSet[] {
  // A template may say what this resource does not.
  if ((inputs["launchTemplate"] ?? undefined) !== undefined) return [];
  const all = sets.filter(({ property }) => property === "volumeTags");
  if (all.length > 0) return all;
  const root = sets.some(({ property }) => property.startsWith("rootBlockDevice"))
    ? []
    : [noTags("rootBlockDevice.tags", VOLUME)];
  return [...root, ...sets].map((set) => withDefaults(set, provider));
}

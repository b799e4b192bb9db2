/** Everything on AWS that takes tags says whose it is: costs, look-ups and permissions go by these tags. */
import { resourceRule } from "../rule";
import { carried, GROUP, taggable } from "../tags/carried";
import { derivable, withDerivedTags } from "../tags/remediate";
import { requiredIn, requiredKeys } from "../tags/required";

export const requiredTags = resourceRule({
  id: "required-tags",
  description: "Everything that takes tags has the tags everything must have.",
  reason:
    "Costs, look-ups and permissions go by tags: what has none is nobody's, and nobody finds or pays for it.",
  remedy: "Add the tags to the resource, or to defaultTags of its provider.",
  level: "mandatory",
  severity: "medium",
  types: taggable,
  settings: { keys: requiredKeys, derive: derivable },
  check: (resource, { settings: { keys } }) => {
    const isGroup = resource.type === GROUP;
    const own = carried(resource).slice(0, 1);
    return own.flatMap((set) => requiredIn(set, keys, isGroup ? TO_LIST : TO_MAP, isGroup));
  },
  remediate: (resource, { settings: { derive }, ...names }) => withDerivedTags(resource, derive, names),
});

const TO_MAP = "add them here, or to defaultTags of the provider";
const TO_LIST = "add them to the group's own list: default tags do not reach it";

/** Whether a set of tags has those that everything must have. Pure. */
import { texts, type Setting } from "../configuration/setting";
import type { Finding } from "../rule";
import { UNKNOWN, type Value } from "../value";
import type { Tag, TagSet } from "./carried";

export const REQUIRED_TAGS = ["Project", "Stage", "Owner", "CostCenter", "ManagedBy"] as const;

/** The setting of which tags these are. */
export const requiredKeys: Setting<readonly string[]> = texts(
  `The keys of the tags, as they are written: ${REQUIRED_TAGS.join(", ")} where it is not given.`,
  REQUIRED_TAGS,
);

/** What is wrong with a tag: nothing, something, or it cannot be known yet. */
type Fault = string | undefined | typeof UNKNOWN;

/**
 * At most one violation with everything that is missing or empty, and one finding of what cannot be known.
 *
 * @param propagated - whether the instances of a group must get them, too
 */
export function requiredIn(
  { property, tags, isOpen }: TagSet,
  keys: readonly string[],
  remedy: string,
  propagated = false,
): readonly Finding[] {
  const faults = keys.map((key): Fault => {
    const tag = tags.find((one) => one.key === key);
    return tag === undefined ? (isOpen ? UNKNOWN : `no ${key}`) : fault(tag, propagated);
  });
  const wrong = faults.filter((one) => typeof one === "string");
  const rule = `given with ${keys.join(", ")}, none of them empty${propagated ? ", each with propagateAtLaunch" : ""}`;
  return [
    ...(wrong.length > 0 ? [{ problem: { property, rule, got: wrong.join(", "), remedy } }] : []),
    ...(faults.includes(UNKNOWN) ? [{ notEvaluated: property }] : []),
  ];
}

function fault({ key, value, propagateAtLaunch }: Tag, propagated: boolean): Fault {
  if (propagated && propagateAtLaunch === UNKNOWN) return UNKNOWN;
  if (propagated && propagateAtLaunch !== true) return `${key} without propagateAtLaunch`;
  return isEmpty(value) ? `an empty ${key}` : undefined;
}

/** A value that is not known yet will hardly be empty. */
function isEmpty(value: Value): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

/** What a provider gives to everything is not silently something else at one resource. */
import { resourceRule, type Finding } from "../rule";
import { defaultTags, taggable } from "../tags/carried";
import { isValues, UNKNOWN, type Value } from "../value";

export const overriddenDefaultTags = resourceRule({
  id: "overridden-default-tags",
  description: "No resource has another value for a tag than the provider gives to everything.",
  reason:
    "The resource's own value counts: reports by this tag leave the resource out, and whoever reads the provider does not see why.",
  remedy: "Give the tag once: at the provider, or at the resource under another key.",
  level: "advisory",
  severity: "low",
  types: taggable,
  settings: {},
  check: ({ inputs: { tags }, provider }) => {
    const defaults = defaultTags(provider);
    // A group's list is none; default tags do not reach it.
    if (!isValues(tags)) return tags === UNKNOWN && hasSome(defaults) ? [{ notEvaluated: "tags" }] : [];
    if (defaults === UNKNOWN) return Object.keys(tags).length > 0 ? [{ notEvaluated: "tags" }] : [];
    if (!isValues(defaults)) return [];
    return Object.entries(tags).flatMap(([key, value]) =>
      Object.hasOwn(defaults, key) ? between(key, value, defaults[key]) : [],
    );
  },
});

function hasSome(defaults: Value): boolean {
  return defaults === UNKNOWN || (isValues(defaults) && Object.keys(defaults).length > 0);
}

function between(key: string, own: Value, theirs: Value): readonly Finding[] {
  const property = `tags.${key}`;
  if (own === UNKNOWN || theirs === UNKNOWN) return [{ notEvaluated: property }];
  if (typeof own !== "string" || typeof theirs !== "string" || own === theirs) return [];
  const rule = "as the provider's default tags say";
  const remedy = "leave it out here, or keep it under another key";
  return [{ problem: { property, rule, got: "another value", remedy } }];
}

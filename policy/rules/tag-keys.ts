/** One key of a tag is written in one way: AWS takes `Owner` and `owner` for two. */
import { OWN_KEYS } from "../../naming/tag-rules";
import { shown } from "../../refusal/refusal";
import { texts } from "../configuration/setting";
import { resourceRule, type Finding } from "../rule";
import { carried, tagging, type Tag, type TagSet } from "../tags/carried";

export const tagKeys = resourceRule({
  id: "tag-keys",
  description: "No two keys of tags differ in nothing but case.",
  reason:
    "Costs and look-ups take Owner and owner for two tags, conditions of IAM for one: each finds half of what there is (docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html).",
  remedy: "Write the key as everywhere else.",
  level: "advisory",
  severity: "low",
  types: tagging,
  settings: {
    keys: texts(`Keys as they are to be written: ${OWN_KEYS.join(", ")} where it is not given.`, OWN_KEYS),
  },
  check: (resource, { settings: { keys } }) => carried(resource).flatMap((set) => inSet(set, keys)),
});

function inSet({ property, tags, isOpen }: TagSet, known: readonly string[]): readonly Finding[] {
  const found = tags.flatMap((tag, index): readonly Finding[] => {
    if (tag.isDefault) return [];
    const wanted = known.find((key) => isTwin(key, tag.key));
    if (wanted !== undefined) return [problem(tag, `spelled ${wanted}`, `rename it to ${wanted}`)];
    // Of two, the later is told of; a default tag is there before them all.
    const others = tags.filter((other, at) => at !== index && (other.isDefault || at < index));
    const same = others.find(({ key }) => key === tag.key);
    if (same !== undefined) return [problem(tag, "there once", "remove one of them")];
    const twin = known.includes(tag.key) ? undefined : others.find(({ key }) => isTwin(key, tag.key));
    if (twin === undefined) return [];
    const where = twin.isDefault ? "a default tag" : "another tag";
    return [
      problem(tag, `different in more than case from ${where}, ${shown(twin.key)}`, "remove one of them"),
    ];
  });
  return isOpen ? [...found, { notEvaluated: property }] : found;
}

function isTwin(one: string, other: string): boolean {
  return one !== other && one.toLowerCase() === other.toLowerCase();
}

function problem({ key, keyAt }: Tag, rule: string, remedy: string): Finding {
  return { problem: { property: keyAt, rule, got: `the key ${shown(key)}`, remedy } };
}

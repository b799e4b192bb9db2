/** Tags are written with what every service takes, so that one tag can stand on everything. */
import { shown } from "../../refusal/refusal";
import { resourceRule, type Finding } from "../rule";
import { carried, tagging, type Tag } from "../tags/carried";

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const EVERYWHERE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const RULE = "written with letters, digits, spaces and _ . : / = + - @";

export const tagCharacters = resourceRule({
  id: "tag-characters",
  description: "Tags have no characters that some service of AWS refuses.",
  reason:
    "Only some services, as EC2, take other characters: the same tag is refused elsewhere, and by IAM's conditions and session tags (docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html).",
  remedy: "Write the tag with letters, digits, spaces and _ . : / = + - @.",
  level: "advisory",
  severity: "low",
  types: tagging,
  settings: {},
  check: (resource) =>
    carried(resource).flatMap(({ property, tags, isOpen }) => [
      ...tags.filter(({ isDefault }) => !isDefault).flatMap(inTag),
      ...(isOpen ? [{ notEvaluated: property }] : []),
    ]),
});

function inTag({ key, value, keyAt, valueAt }: Tag): readonly Finding[] {
  return [
    ...(EVERYWHERE.test(key) ? [] : [problem(keyAt, `the key ${shown(key)}`)]),
    ...(typeof value !== "string" || EVERYWHERE.test(value) ? [] : [problem(valueAt, "a value with others")]),
  ];
}

function problem(property: string, got: string): Finding {
  return { problem: { property, rule: RULE, got, remedy: "write it otherwise" } };
}

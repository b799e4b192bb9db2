/** Tags are as AWS takes them at all: what it would refuse half-way through an update is said before. */
import { shown } from "../../refusal/refusal";
import { resourceRule, type Finding } from "../rule";
import { carried, tagging, type Tag, type TagSet } from "../tags/carried";

/** The same for nearly all services: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const KEY = 128;
const VALUE = 256;
const MOST = 50;

/** Objects take fewer: https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-managing.html */
const FEWER: ReadonlyMap<string, number> = new Map([
  ["aws:s3/bucketObject:BucketObject", 10],
  ["aws:s3/bucketObjectv2:BucketObjectv2", 10],
  ["aws:s3/objectCopy:ObjectCopy", 10],
]);

/** Tags of AWS's own count for nothing. */
const RESERVED = /^aws:/i;

export const tagLimits = resourceRule({
  id: "tag-limits",
  description: "No tag is longer, and no resource has more, than AWS takes.",
  reason: `AWS refuses keys of more than ${KEY} and values of more than ${VALUE} characters, keys that begin with aws: in any case, and more than ${MOST} tags, when the update has begun.`,
  remedy: "Shorten, rename or remove tags.",
  level: "mandatory",
  severity: "medium",
  types: tagging,
  settings: {},
  check: (resource) =>
    carried(resource).flatMap((set) => [
      ...set.tags.filter(({ isDefault }) => !isDefault).flatMap(inTag),
      ...number(set, FEWER.get(resource.type) ?? MOST),
    ]),
});

function inTag({ key, value, keyAt, valueAt }: Tag): readonly Finding[] {
  const found: Finding[] = [];
  const problem = (property: string, rule: string, got: string, remedy: string): void => {
    found.push({ problem: { property, rule, got, remedy } });
  };
  const [keyLength, valueLength] = [characters(key), typeof value === "string" ? characters(value) : 0];
  if (RESERVED.test(key))
    problem(
      keyAt,
      "a key that does not begin with aws:, which AWS keeps for itself",
      `the key ${shown(key)}`,
      "rename it",
    );
  if (keyLength < 1 || keyLength > KEY)
    problem(keyAt, `a key of 1 to ${KEY} characters`, `${keyLength} characters`, "rename it");
  if (valueLength > VALUE)
    problem(valueAt, `a value of at most ${VALUE} characters`, `${valueLength} characters`, "shorten it");
  return found;
}

function number({ property, tags, isOpen }: TagSet, most: number): readonly Finding[] {
  const keys = new Set(tags.flatMap(({ key }) => (RESERVED.test(key) ? [] : [key])));
  if (keys.size > most) {
    const rule = `at most ${most} tags, with the provider's default tags`;
    return [{ problem: { property, rule, got: `${keys.size} tags`, remedy: "remove some" } }];
  }
  return isOpen ? [{ notEvaluated: property }] : [];
}

/** As AWS counts them. */
function characters(text: string): number {
  return Array.from(text).length;
}

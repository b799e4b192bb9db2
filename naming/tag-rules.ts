/** What a team may add to the tags this package gives, and what their values may be. Pure. */
import { shown, type Problem } from "../refusal/refusal";
import type { Ownership } from "./identity";

/**
 * What a tag may say, by the service that takes least
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html).
 */
export const LABEL = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;
export const LABEL_RULE = "1 to 256 letters, digits, spaces and _ . : / = + - @";
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** The keys of our own tags; a resource has at most these. */
export const OWN_KEYS = [
  "Project",
  "Stage",
  "Service",
  "Role",
  "Colour",
  "Owner",
  "CostCenter",
  "ManagedBy",
  "Name",
] as const;

/** On one resource (https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html). */
const MOST = 50;

/** Everything wrong with an ownership; empty when it is right. */
export function ownershipProblems({ owner, costCenter, tags = {} }: Ownership): Problem[] {
  const wrong = Object.entries({ owner, costCenter }).filter(([, value]) => !LABEL.test(value));
  return [
    ...wrong.map(([property, value]) => {
      return { property, rule: LABEL_RULE, got: shown(value), remedy: "choose another" };
    }),
    ...furtherTagProblems(tags, "tags"),
  ];
}

/** Everything wrong with further tags; `path` is where they stand. */
export function furtherTagProblems(tags: Readonly<Record<string, string>>, path: string): Problem[] {
  const keys = Object.keys(tags);
  const room = MOST - OWN_KEYS.length;
  const problems = keys.flatMap((key, index) => [
    ...keyProblems(key, keys.slice(0, index), path),
    ...(VALUE.test(tags[key] ?? "")
      ? []
      : [
          {
            property: `${path}.${key}`,
            rule: "up to 256 letters, digits, spaces and _ . : / = + - @",
            got: shown(tags[key]),
            remedy: "change it",
          },
        ]),
  ]);
  if (keys.length <= room) return problems;
  const rule = `at most ${room}, as AWS takes ${MOST} and ${OWN_KEYS.length} are ours`;
  return [...problems, { property: path, rule, got: String(keys.length), remedy: "remove some" }];
}

function keyProblems(key: string, before: readonly string[], path: string): Problem[] {
  const problem = (rule: string, remedy: string): Problem[] => {
    return [{ property: path, rule, got: `the key ${shown(key)}`, remedy }];
  };
  if (!KEY.test(key))
    return problem("keys of 1 to 128 letters, digits, spaces and _ . : / = + - @", "rename it");
  if (/^aws:/i.test(key))
    return problem("keys that do not begin with aws:, which AWS keeps for itself", "rename it");
  const same = (other: string): boolean => other.toLowerCase() === key.toLowerCase();
  const own = OWN_KEYS.find(same);
  if (own !== undefined) return problem(`other keys than our own (${own}), in any case`, "remove it");
  const twin = before.find(same);
  // IAM takes both for one; cost reports and look-ups take them for two.
  if (twin !== undefined) return problem(`keys that differ by more than case (${shown(twin)})`, "remove one");
  return [];
}

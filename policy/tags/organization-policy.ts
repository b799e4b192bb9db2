/**
 * A tag policy of AWS Organizations: which keys are written how, with which values, and where they are required.
 * Read in both forms: as it is attached, with operators, and as describe-effective-policy gives it, without
 * (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html). Pure.
 */
import { Refusal, shown, type Problem } from "../../refusal/refusal";
import { isList, isValues, parsedJson, type Value, type Values } from "../value";

/** What it says of one tag. */
export interface TagPolicyEntry {
  /** Where it stands: `tags.costcenter`. */
  readonly property: string;
  /** As it must be written. */
  readonly key: string;
  /** Each with at most one `*`, which stands for any characters; any value where there is none. */
  readonly values: readonly string[];
  /** Types as `ec2:instance`, `ec2:ALL_SUPPORTED`, for which AWS refuses other spellings and values. */
  readonly enforcedFor: readonly string[];
  /** Types that must carry the tag. */
  readonly requiredFor: readonly string[];
}

export type TagPolicy = readonly TagPolicyEntry[];

/**
 * What a document says, JSON text or what it parses to; its operators are applied as if nothing was inherited.
 *
 * @param path - where it stands, before the properties in what is refused: a file's name
 * @throws Refusal with everything that is wrong
 */
export function organizationPolicy(document: unknown, path: string): TagPolicy {
  const { entries, problems } = read(document, path);
  if (problems.length > 0) throw new Refusal(...problems);
  return entries;
}

/** Everything that is wrong with a document; an empty one, which says nothing, is right. */
export function organizationPolicyProblems(document: unknown, path: string): readonly Problem[] {
  return read(document, path).problems;
}

interface Reading {
  readonly entries: readonly TagPolicyEntry[];
  readonly problems: readonly Problem[];
}

function read(document: unknown, path: string): Reading {
  const problems: Problem[] = [];
  const refuse = (property: string, rule: string, got: string): void => {
    const where = property === "" ? path : `${path}: ${property}`;
    problems.push({ property: where, rule, got, remedy: "mend it" });
  };
  const given = typeof document === "string" ? parsedJson(document) : (document as Value);
  if (!isValues(given)) {
    refuse("", "a tag policy of AWS Organizations, as a JSON object", shown(document));
    return { entries: [], problems };
  }
  const names = Object.keys(given).filter((name) => name !== "tags" && name !== CHILDREN);
  for (const name of names) refuse(name, "tags, which is all a tag policy has", "another property");
  const tags = given["tags"];
  if (tags === undefined) return { entries: [], problems };
  if (!isValues(tags)) {
    refuse("tags", "an object with the tags' keys", shown(tags));
    return { entries: [], problems };
  }
  const entries = Object.entries(tags).flatMap(([name, entry]) =>
    name === CHILDREN ? [] : entryOf(name, entry, refuse),
  );
  return { entries, problems };
}

type Refuse = (property: string, rule: string, got: string) => void;

/** What policies below may change; nothing to us. */
const CHILDREN = "@@operators_allowed_for_child_policies";
const PARTS = ["tag_key", "tag_value", "enforced_for", "report_required_tag_for"] as const;
const TYPE = /^(?:\*|[a-z][a-z0-9-]*:(?:\*|[\w/-]+))$/i;

function entryOf(name: string, entry: Value, refuse: Refuse): readonly TagPolicyEntry[] {
  const property = `tags.${name}`;
  if (!isValues(entry)) {
    refuse(property, `an object with ${PARTS.join(", ")}`, shown(entry));
    return [];
  }
  for (const part of Object.keys(entry))
    if (part !== CHILDREN && !PARTS.some((known) => known === part))
      refuse(`${property}.${part}`, `one of ${PARTS.join(", ")}`, "another property");
  return [
    {
      property,
      key: keyOf(name, entry, property, refuse),
      values: listOf(entry, property, "tag_value", refuse, {
        rule: "a text of at most 256 characters with at most one *",
        test: (text) => text.length <= 256 && text.split("*").length <= 2,
      }),
      enforcedFor: listOf(entry, property, "enforced_for", refuse, TYPE_RULE),
      requiredFor: listOf(entry, property, "report_required_tag_for", refuse, TYPE_RULE),
    },
  ];
}

const TYPE_RULE = {
  rule: "a type as ec2:instance or ec2:ALL_SUPPORTED",
  test: (text: string): boolean => TYPE.test(text),
};

/** Small letters where nothing says how it is written. */
function keyOf(name: string, entry: Values, property: string, refuse: Refuse): string {
  const where = `${property}.tag_key`;
  const given = entry["tag_key"];
  if (given === undefined) return name.toLowerCase();
  const key = isValues(given) ? operated(given, where, ["@@assign"], refuse)["@@assign"] : given;
  if (key === undefined) return name.toLowerCase();
  if (typeof key === "string" && key.toLowerCase() === name.toLowerCase()) return key;
  refuse(where, `${shown(name)} in some case, as its entry is called`, shown(key));
  return name;
}

interface Rule {
  readonly rule: string;
  readonly test: (text: string) => boolean;
}

const OPERATORS = ["@@assign", "@@append", "@@remove"] as const;

function listOf(
  entry: Values,
  property: string,
  part: (typeof PARTS)[number],
  refuse: Refuse,
  { rule, test }: Rule,
): readonly string[] {
  const where = `${property}.${part}`;
  const texts = (given: Value, at: string): readonly string[] => {
    if (given === undefined) return [];
    const entries: readonly Value[] = isList(given) ? given : [given];
    return entries.flatMap((one, index): readonly string[] => {
      if (typeof one === "string" && test(one)) return [one];
      refuse(isList(given) ? `${at}[${index}]` : at, rule, shown(one));
      return [];
    });
  };
  const given = entry[part];
  if (!isValues(given)) return texts(given, where);
  const operators = operated(given, where, OPERATORS, refuse);
  const [assigned = [], appended = [], removed = []] = OPERATORS.map((name) =>
    texts(operators[name], `${where}.${name}`),
  );
  return [...new Set([...assigned, ...appended])].filter((one) => !removed.includes(one));
}

function operated(given: Values, where: string, known: readonly string[], refuse: Refuse): Values {
  for (const name of Object.keys(given))
    if (name !== CHILDREN && !known.includes(name))
      refuse(`${where}.${name}`, `one of ${known.join(", ")}`, "another operator");
  return given;
}

/** Tags are as the organization's tag policy says, before AWS refuses or reports them. */
import type { Problem } from "../../refusal/refusal";
import { tokensOf } from "../aws/tag-policy-types";
import { oneOf, type Setting } from "../configuration/setting";
import { resourceRule, type Finding } from "../rule";
import { carried, PROVIDER, tagging, type Tag, type TagSet } from "../tags/carried";
import {
  organizationPolicy,
  organizationPolicyProblems,
  type TagPolicyEntry,
} from "../tags/organization-policy";
import { UNKNOWN } from "../value";

const policySetting: Setting<unknown> = {
  schema: {
    type: ["object", "string"],
    description:
      "The tag policy of AWS Organizations: the path of its file, relative to the configuration's, or the document itself; none where it is not given.",
  },
  fallback: {},
  isFile: true,
  problems: organizationPolicyProblems,
};

export const organizationTagPolicy = resourceRule({
  id: "organization-tag-policy",
  description: "Tags are as the organization's tag policy says.",
  reason:
    "AWS refuses the tags that a policy enforces when the update has begun, and reports the others (docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies.html).",
  remedy: "Write the tag as the policy says.",
  level: "mandatory",
  severity: "medium",
  types: tagging,
  settings: {
    policy: policySetting,
    types: oneOf(
      "Where spelling and values are judged: at the types for which the policy enforces them, or at all, as AWS reports them.",
      ["all", "enforced"],
      "all",
    ),
  },
  check: (resource, { settings }) => {
    const { problems, entries, unknownTypes } = understood(settings.policy);
    if (problems.length > 0) return problems.map((problem) => ({ problem }));
    if (resource.type === PROVIDER) return unknownTypes.map(notKnown);
    return carried(resource).flatMap((set) => {
      const type = set.of === "resource" ? resource.type : MADE.get(set.of);
      return entries.flatMap((entry) => inSet(set, entry, type, settings.types === "all"));
    });
  },
});

/** What a resource makes, as the type it would be by itself. */
const MADE: ReadonlyMap<TagSet["of"], string> = new Map([
  ["instance", "aws:ec2/instance:Instance"],
  ["volume", "aws:ebs/volume:Volume"],
]);

interface Understood {
  /** None where the configuration was checked. */
  readonly problems: readonly Problem[];
  readonly entries: readonly Entry[];
  readonly unknownTypes: readonly (readonly [property: string, type: string])[];
}

interface Entry extends TagPolicyEntry {
  /** As tokens. */
  readonly enforced: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
}

/** The same document for every resource is read once. */
let last: { readonly document: unknown; readonly understood: Understood } | undefined;

function understood(document: unknown): Understood {
  if (last !== undefined && last.document === document) return last.understood;
  last = { document, understood: understand(document) };
  return last.understood;
}

function understand(document: unknown): Understood {
  const problems = organizationPolicyProblems(document, "policy");
  const policy = problems.length > 0 ? [] : organizationPolicy(document, "policy");
  const tokens = (types: readonly string[]): ReadonlySet<string> => new Set(types.flatMap(tokensOf));
  return {
    problems,
    entries: policy.map((entry) => {
      return { ...entry, enforced: tokens(entry.enforcedFor), required: tokens(entry.requiredFor) };
    }),
    unknownTypes: policy.flatMap(({ property, enforcedFor, requiredFor }) =>
      [
        ...enforcedFor.map((type) => [`policy.${property}.enforced_for`, type] as const),
        ...requiredFor.map((type) => [`policy.${property}.report_required_tag_for`, type] as const),
      ].filter(([, type]) => tokensOf(type).length === 0),
    ),
  };
}

/** Once for a provider, so that nobody takes it for held to. */
function notKnown([property, type]: readonly [string, string]): Finding {
  return { notEvaluated: property, because: `no type of Pulumi is known for ${type}` };
}

function inSet(set: TagSet, entry: Entry, type: string | undefined, everywhere: boolean): readonly Finding[] {
  const isJudged = everywhere || (type !== undefined && entry.enforced.has(type));
  const same = set.tags.filter(({ key }) => key.toLowerCase() === entry.key.toLowerCase());
  const found = isJudged ? same.flatMap((tag) => inTag(tag, entry)) : [];
  const isHere = isJudged ? same.length > 0 : same.some(({ key }) => key === entry.key);
  if (type === undefined || !entry.required.has(type) || isHere) {
    return isJudged && set.isOpen && !isHere ? [...found, { notEvaluated: set.property }] : found;
  }
  if (set.isOpen) return [...found, { notEvaluated: set.property }];
  const rule = `given with ${entry.key}, as the organization's tag policy requires it`;
  return [...found, { problem: { property: set.property, rule, got: `no ${entry.key}`, remedy: "add it" } }];
}

function inTag({ key, value, keyAt, valueAt }: Tag, entry: Entry): readonly Finding[] {
  const spelling = `spelled ${entry.key}, as the organization's tag policy says`;
  const misspelt: Finding = {
    problem: { property: keyAt, rule: spelling, got: `the key ${key}`, remedy: `rename it to ${entry.key}` },
  };
  return [...(key === entry.key ? [] : [misspelt]), ...ofValue(value, valueAt, entry)];
}

function ofValue(value: Tag["value"], property: string, { values }: Entry): readonly Finding[] {
  if (values.length === 0 || value === undefined || value === null || typeof value === "object") return [];
  if (value === UNKNOWN) return [{ notEvaluated: property }];
  const text = String(value);
  if (values.some((pattern) => fits(pattern, text))) return [];
  const rule = `one of ${values.join(", ")}, as the organization's tag policy says`;
  return [{ problem: { property, rule, got: "another value", remedy: "choose one of them" } }];
}

function fits(pattern: string, text: string): boolean {
  const [before = "", after] = pattern.split("*");
  if (after === undefined) return text === pattern;
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}

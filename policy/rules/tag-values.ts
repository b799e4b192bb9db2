/** Tags have values that mean something: one of a list, or of a form, as the team says for each key. */
import { textByName, textsByName } from "../configuration/setting";
import { resourceRule, type Finding } from "../rule";
import { carried, tagging, type Tag } from "../tags/carried";
import { expressionProblems, matches } from "../tags/pattern";
import { UNKNOWN } from "../value";

type Allowed = Readonly<Record<string, readonly string[]>>;
type Patterns = Readonly<Record<string, string>>;

export const tagValues = resourceRule({
  id: "tag-values",
  description: "Tags have the values that are allowed for their keys.",
  reason: "A cost centre that does not exist pays nothing, and a stage by another name is found by nobody.",
  remedy: "Give one of the allowed values, or have the rule's settings changed.",
  level: "mandatory",
  severity: "medium",
  types: tagging,
  settings: {
    allowed: textsByName("By key, the values it may have: any where it is not named.", {}),
    patterns: {
      ...textByName("By key, a regular expression that its value must match.", {}),
      problems: expressionProblems,
    },
  },
  check: (resource, { settings: { allowed, patterns } }) => {
    const keys = new Set([...Object.keys(allowed), ...Object.keys(patterns)]);
    return carried(resource).flatMap(({ property, tags, isOpen }) => [
      ...tags.filter(({ key, isDefault }) => !isDefault && keys.has(key)).flatMap(inTag(allowed, patterns)),
      ...(isOpen && keys.size > 0 ? [{ notEvaluated: property }] : []),
    ]);
  },
});

/** The value itself is not told: Pulumi may keep it secret. What is missing is required-tags' business. */
const inTag =
  (allowed: Allowed, patterns: Patterns) =>
  ({ key, value, valueAt: property }: Tag): readonly Finding[] => {
    if (value === UNKNOWN) return [{ notEvaluated: property }];
    if (value === undefined || value === null || typeof value === "object") return [];
    const text = String(value);
    const problem = (rule: string, remedy: string): readonly Finding[] => [
      { problem: { property, rule, got: text === "" ? "an empty value" : "another value", remedy } },
    ];
    const values = Object.hasOwn(allowed, key) ? allowed[key] : undefined;
    if (values !== undefined && !values.includes(text))
      return problem(`one of ${values.join(", ")}`, "choose one of them");
    const pattern = Object.hasOwn(patterns, key) ? patterns[key] : undefined;
    if (pattern === undefined) return [];
    const isMatch = matches(pattern, text);
    if (isMatch === undefined)
      return [{ notEvaluated: property, because: `${pattern} cannot be tried on it in time` }];
    return isMatch ? [] : problem(`a text that matches ${pattern}`, "write it so");
  };

/** The keys of a condition are in requests for the actions of its statement. */
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { changed } from "../iam/changed";
import { KINDS, type Condition, type Document, type Statement } from "../iam/model";
import { holdsWithoutKey, missingKey, type Missing } from "../iam/reasoning/action-conditions";
import { shown } from "../../refusal/refusal";
import type { Values } from "../value";

export const conditionKeyOfAction = documentRule({
  id: "condition-key-of-action",
  description: "Requests for the actions of a statement have the keys of its conditions.",
  reason:
    "Where a request never has the key, an Allow under it is never given and a Deny never holds; negated, or with IfExists, the condition restricts nothing (https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html has the keys of each action).",
  remedy: "Put the actions that do not have the key into a statement of their own, without the condition.",
  level: "advisory",
  severity: "medium",
  kinds: KINDS,
  finds: "form",
  settings: {},
  check: (document) =>
    document.statements.flatMap((statement) =>
      statement.conditions.flatMap((condition) => judged(document, statement, condition)),
    ),
});

function judged(document: Document, statement: Statement, condition: Condition): readonly DocumentFinding[] {
  const missing = missingKey(statement, condition);
  if (missing === undefined || !counts(statement, condition, missing)) return [];
  const { key, actions, isInNone } = missing;
  const [first = "", ...others] = actions;
  const who = others.length === 0 ? shown(first) : `${shown(first)} and ${others.length} more`;
  const fix = isInNone ? undefined : without(document, statement, missing);
  return [
    {
      place: condition.place,
      statement,
      rule: "a key that requests for the actions of its statement have",
      got: `${key}, which ${who} never ${others.length === 0 ? "has" : "have"}`,
      remedy: `${consequence(statement, condition)}: ${
        isInNone
          ? "take a key that they have, or remove it"
          : "put what has no such key into a statement of its own"
      }`,
      actions,
      ...(fix === undefined ? {} : { fix }),
    },
  ];
}

/**
 * A condition that some of the actions know is there for these. That the others are never allowed, or never denied, is
 * told; that they are not restricted by it is often meant, as with IfExists.
 */
function counts({ effect }: Statement, condition: Condition, { isInNone }: Missing): boolean {
  return isInNone || ((effect === "Allow" || effect === "Deny") && !holdsWithoutKey(condition));
}

function consequence({ effect }: Statement, condition: Condition): string {
  if (holdsWithoutKey(condition)) return "the condition restricts nothing there";
  return effect === "Deny" ? "they are never denied" : "they are never allowed";
}

/** The statement with the actions that have the key. */
function without(document: Document, statement: Statement, { actions }: Missing): Values | undefined {
  const left = statement.actions.filter(({ value }) => typeof value !== "string" || !actions.includes(value));
  return changed(document, statement, { actions: left });
}

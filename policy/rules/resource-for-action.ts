/** The resources of a statement can be what its actions are about. */
import { actionsMatching } from "../iam/data/matching";
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import type { Document, Statement, Text } from "../iam/model";
import { comparable, formatsOf, mayMeet } from "../iam/reasoning/action-resources";
import { splitUp } from "../iam/split-up";
import { shown } from "../../refusal/refusal";
import { UNKNOWN, type Values } from "../value";

/** Formats are named, but not a page of them. */
const NAMED = 3;

export const resourceForAction = documentRule({
  id: "resource-for-action",
  description: "Each action of a statement can be about one of its resources.",
  reason:
    "IAM compares the ARN that a request is about with those of the statement. Where they can never be the same, as a bucket's ARN and an object's, the action is not allowed, or not denied; what AWS checks against no resource needs * (https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html has the ARNs of each action).",
  remedy: "Name resources of the types that the action is about, or give it a statement of its own.",
  level: "advisory",
  severity: "high",
  kinds: ["identity", "resource", "boundary", "scp"],
  finds: "form",
  settings: {},
  check: (document) => document.statements.flatMap((statement) => judged(document, statement)),
});

function judged(document: Document, statement: Statement): readonly DocumentFinding[] {
  const resources = comparable(statement);
  if (resources === undefined) return [];
  const lost = statement.actions.filter((text) => isLost(text, resources));
  if (lost.length === 0) return [];
  const fix = splitUp(document, statement, lost, resources);
  return lost.map((text) => told(statement, text, resources, fix));
}

/** None of what it stands for is ever about one of them. */
function isLost({ value }: Text, resources: readonly string[]): boolean {
  if (value === UNKNOWN) return false;
  const match = actionsMatching(value);
  return match.actions.length > 0 && !mayMeet(match, resources);
}

function told(
  statement: Statement,
  { value, place }: Text,
  resources: readonly string[],
  fix: readonly Values[] | undefined,
): DocumentFinding {
  const action = value === UNKNOWN ? "" : value;
  const formats = formatsOf(actionsMatching(action)).filter((format) => !format.endsWith(":${Part}"));
  const rest = resources.length > 1 ? ` and ${resources.length - 1} more` : "";
  return {
    place,
    statement,
    rule: "an action that is about one of the resources of its statement",
    got: `${shown(action)} on ${shown(resources[0])}${rest}`,
    remedy:
      formats.length === 0
        ? 'give it a statement of its own with "Resource": "*": AWS supports no ARN for it'
        : `name a resource as ${formats.slice(0, NAMED).join(" or ")}`,
    actions: [action],
    ...(fix === undefined ? {} : { fix }),
  };
}

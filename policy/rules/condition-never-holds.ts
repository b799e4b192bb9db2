/** A statement's conditions can be met: else it says something and does nothing. */
import { documentRule } from "../iam/document-rule";
import { KINDS } from "../iam/model";
import { findingsOf } from "../iam/odd-conditions";
import { neverHold } from "../iam/reasoning/holds";

export const conditionNeverHolds = documentRule({
  id: "condition-never-holds",
  description: "Some request can meet the conditions of a statement.",
  reason:
    "A statement whose conditions never hold has no effect: an Allow is missed when it is needed, and a Deny that was to guard something guards nothing (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html).",
  remedy: "Write values that requests have, or remove the statement.",
  level: "advisory",
  severity: "high",
  kinds: KINDS,
  finds: "form",
  settings: {},
  check: (document, context) =>
    document.statements.flatMap((statement) =>
      findingsOf(document, statement, context, neverHold, {
        rule: "a condition that some request meets",
        consequence: statement.effect === "Deny" ? "nothing is ever denied" : "nothing is ever allowed",
      }),
    ),
});

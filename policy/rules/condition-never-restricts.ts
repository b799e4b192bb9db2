/** A condition restricts something: it is not met by whatever request, nor by those that it is to keep out. */
import { documentRule } from "../iam/document-rule";
import { KINDS } from "../iam/model";
import { findingsOf } from "../iam/odd-conditions";
import { neverRestrict } from "../iam/reasoning/vacuous";

export const conditionNeverRestricts = documentRule({
  id: "condition-never-restricts",
  description: "A condition keeps out what it is written for.",
  reason:
    "A condition that every request meets, or that is met by leaving its key out, reads like a restriction, and is none: who relies on it allows more, or denies less, than the document seems to say (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html).",
  remedy: "Name the values that are meant, and see to it that the key has to be there.",
  level: "advisory",
  severity: "high",
  kinds: KINDS,
  finds: "form",
  settings: {},
  check: (document, context) =>
    document.statements.flatMap((statement) =>
      findingsOf(document, statement, context, neverRestrict, {
        rule: "a condition that keeps something out",
        consequence:
          statement.effect === "Deny"
            ? "the Deny is not for those it is meant for"
            : "the Allow is as wide as without it",
      }),
    ),
});

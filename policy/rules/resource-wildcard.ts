/** What AWS lets one name is named: `*` is for actions that know nothing else. */
import { hasWildcard } from "../../naming/wildcard";
import { shown } from "../../refusal/refusal";
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { documentFrom, type Document, type Statement } from "../iam/model";
import { onNamedResources } from "../iam/named-resources";
import { onEverything, type OnEverything } from "../iam/reasoning/on-everything";
import type { Own } from "../rule";
import { UNKNOWN, type Values } from "../value";

export const resourceWildcard = documentRule({
  id: "resource-wildcard",
  description: "An Allow names its resources wherever AWS lets one name them.",
  reason:
    "Who has the policy reaches everything of that kind in the account, made today or later, and what other accounts share with it: every bucket, every key, every role (https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege).",
  remedy:
    "Name the resources by their ARNs; leave on * what AWS lets nobody name, in a statement of its own.",
  level: "advisory",
  severity: "medium",
  kinds: ["identity"],
  finds: "access",
  settings: {},
  check: (document, { own }) =>
    document.statements.flatMap((statement): readonly DocumentFinding[] => {
      const { place } = statement;
      const { truth, found } = onEverything(statement, document);
      if (truth === UNKNOWN) return [{ notEvaluated: place }];
      const [first] = truth ? found : [];
      if (first === undefined) return [];
      const fix = fixOf(document, statement, own);
      const actions = found.map(({ word }) => word);
      return [
        {
          place: first.place,
          statement,
          rule: "the ARNs of the resources that are needed",
          got: `${shown(first.resource)} for ${wordOf(first)}${others(actions)}`,
          remedy:
            fix === undefined
              ? "name them: AWS supports it for this action"
              : "name them as in the fix, with the names that belong in <…>",
          actions,
          ...(fix === undefined ? {} : { fix }),
        },
      ];
    }),
});

/** Only one that passes. */
function fixOf(document: Document, statement: Statement, own: Own): readonly Values[] | undefined {
  const fix = onNamedResources(document, statement, own);
  if (fix === undefined) return undefined;
  const version = document.version === undefined ? {} : { Version: document.version };
  const read = documentFrom({ ...version, Statement: fix }, document.kind);
  if (read === UNKNOWN) return undefined;
  return read.statements.every((one) => onEverything(one, read).truth === false) ? fix : undefined;
}

/** A pattern with one of the actions that it stands for. */
function wordOf({ word, action }: OnEverything): string {
  return hasWildcard(word) ? `${shown(word)}, as ${action}` : shown(word);
}

function others(actions: readonly string[]): string {
  return actions.length > 1 ? ` and ${actions.length - 1} more` : "";
}

/** An Allow says what, and not everything but a few. */
import { shown } from "../../refusal/refusal";
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { documentFrom, type Document, type Statement } from "../iam/model";
import { assumingActions, readingActions, servicesOf } from "../iam/reading-actions";
import { allowsAllBut } from "../iam/reasoning/except";
import { isOwners } from "../iam/reasoning/owner";
import { onEverything } from "../iam/reasoning/on-everything";
import { isAction } from "../iam/reasoning/resources";
import { all, not, UNKNOWN, type Value, type Values } from "../value";
import { keyOf, withNames, writtenStatement } from "../iam/written";

export const allowNotAction = documentRule({
  id: "allow-not-action",
  description: "An Allow names the actions that it is for; NotAction is for a Deny.",
  reason:
    "With NotAction an Allow gives every action of every service but those that it names, and each new one on the day AWS adds it (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html).",
  remedy: "Name with Action what is needed; to forbid a few, deny these in a statement of their own.",
  level: "advisory",
  severity: "high",
  kinds: ["identity", "resource", "trust"],
  finds: "access",
  settings: {},
  check: (document, { own }) =>
    document.statements.flatMap((statement): readonly DocumentFinding[] => {
      const truth = all([allowsAllBut("Action", statement, document), not(isOwners(statement, own))]);
      if (truth === UNKNOWN) return [{ notEvaluated: statement.place }];
      if (!truth) return [];
      const { place, notActions } = statement;
      const named = notActions.flatMap(({ value }) => (value === UNKNOWN ? [] : [value]));
      const fix = fixOf(document, statement, named);
      return [
        {
          place: { ...place, ...notActions[0]?.place },
          statement,
          rule: "the actions that are needed",
          got: `every action of every service but ${shown(named)}`,
          remedy:
            fix === undefined
              ? "name them with Action"
              : "name them with Action: the fix has what only reads, to which belongs by name whatever else is needed",
          actions: named,
          ...(fix === undefined ? {} : { fix }),
        },
      ];
    }),
});

/** What only reads of the services whose resources it names, without what it excepts; of a role, to assume it. */
function fixOf(document: Document, statement: Statement, excepted: readonly string[]): Values | undefined {
  const written = writtenStatement(document, statement.index);
  if (written === undefined || !statement.isComplete) return undefined;
  const actions: readonly Value[] = meant(document, statement).filter(
    (one) => !excepted.some((but) => isAction(but, one) || isAction(one, but)),
  );
  if (actions.length === 0) return undefined;
  const key = keyOf(written, "NotAction");
  const renamed = withNames(written, (name) => (name === key ? "Action" : name));
  const fix: Values = { ...renamed, Action: actions.length === 1 ? actions[0] : actions };
  if (document.kind !== "identity") return fix;
  // To name no resource is no way out.
  const read = documentFrom({ Version: "2012-10-17", Statement: fix }, document.kind);
  const isNarrow =
    read !== UNKNOWN && read.statements.every((one) => onEverything(one, read).truth === false);
  return isNarrow ? fix : undefined;
}

function meant(document: Document, statement: Statement): readonly string[] {
  if (document.kind === "trust") return assumingActions(statement);
  return servicesOf(statement).flatMap((prefix) => readingActions(prefix, statement, document));
}

/** An Allow says on what, and not on everything but a few. */
import { shown } from "../../refusal/refusal";
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { onNamedResources } from "../iam/named-resources";
import { allowsAllBut } from "../iam/reasoning/except";
import { UNKNOWN } from "../value";

export const allowNotResource = documentRule({
  id: "allow-not-resource",
  description: "An Allow names the resources that it is for; NotResource is for a Deny.",
  reason:
    "With NotResource an Allow is for every resource but those that it names, of every service of its actions, and for each that is made later (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html).",
  remedy: "Name with Resource what is needed; to keep a few apart, deny these in a statement of their own.",
  level: "advisory",
  severity: "high",
  kinds: ["identity", "resource"],
  finds: "access",
  settings: {},
  check: (document, { own }) =>
    document.statements.flatMap((statement): readonly DocumentFinding[] => {
      const truth = allowsAllBut("Resource", statement, document);
      if (truth === UNKNOWN) return [{ notEvaluated: statement.place }];
      if (!truth) return [];
      const { place, notResources, actions } = statement;
      const named = notResources.flatMap(({ value }) => (value === UNKNOWN ? [] : [value]));
      const fix = onNamedResources(document, statement, own);
      return [
        {
          place: { ...place, ...notResources[0]?.place },
          statement,
          rule: "the ARNs of the resources that are needed",
          got: `every resource but ${shown(named)}`,
          remedy:
            fix === undefined
              ? "name them with Resource"
              : "name them with Resource as in the fix, with the names that belong in <…>",
          actions: actions.flatMap(({ value }) => (value === UNKNOWN ? [] : [value])),
          ...(fix === undefined ? {} : { fix }),
        },
      ];
    }),
});

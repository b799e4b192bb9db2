/** An Allow says for whom, and not for the whole world but a few. */
import { shown } from "../../refusal/refusal";
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import type { Document, Statement } from "../iam/model";
import { allowsAllBut } from "../iam/reasoning/except";
import { keyOf, withNames, writtenStatement } from "../iam/written";
import type { Own } from "../rule";
import { UNKNOWN, type Values } from "../value";

export const allowNotPrincipal = documentRule({
  id: "allow-not-principal",
  description: "An Allow names those that it is for; NotPrincipal is for a Deny.",
  reason:
    "With NotPrincipal an Allow is for everybody in the world but those that it names, without signing in, too (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html).",
  remedy:
    "Name with Principal those that are meant; to keep a few out, deny these in a statement of their own.",
  level: "mandatory",
  severity: "high",
  kinds: ["resource", "trust"],
  finds: "access",
  settings: {},
  check: (document, { own }) =>
    document.statements.flatMap((statement): readonly DocumentFinding[] => {
      const truth = allowsAllBut("Principal", statement, document);
      if (truth === UNKNOWN) return [{ notEvaluated: statement.place }];
      if (!truth) return [];
      const { place, notPrincipals, actions } = statement;
      const named = notPrincipals.flatMap(({ text: { value } }) => (value === UNKNOWN ? [] : [value]));
      const fix = fixOf(document, statement, own);
      return [
        {
          place: { ...place, ...notPrincipals[0]?.text.place },
          statement,
          rule: "the principals that are meant",
          got: `everybody but ${shown(named)}`,
          remedy:
            fix === undefined
              ? "name them with Principal"
              : "name them with Principal: the fix has the own account, which can then allow it to whom it wants",
          actions: actions.flatMap(({ value }) => (value === UNKNOWN ? [] : [value])),
          ...(fix === undefined ? {} : { fix }),
        },
      ];
    }),
});

/** Only the account is known. */
function fixOf(
  document: Document,
  { index }: Statement,
  { account, partition = "aws" }: Own,
): Values | undefined {
  const written = writtenStatement(document, index);
  if (written === undefined || account === undefined) return undefined;
  const key = keyOf(written, "NotPrincipal");
  const renamed = withNames(written, (name) => (name === key ? "Principal" : name));
  return { ...renamed, Principal: { AWS: `arn:${partition}:iam::${account}:root` } };
}

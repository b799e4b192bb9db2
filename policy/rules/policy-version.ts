/** Variables stand in documents of the Version that has them. */
import { shown } from "../../refusal/refusal";
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { KINDS, type Statement, type Text } from "../iam/model";
import { soundFixes } from "../sound-fix";
import { UNKNOWN } from "../value";

const CURRENT = "2012-10-17";
/** `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and `${*}` for a star that is no pattern. */
const VARIABLE = /\$\{(?:[*?$]|[\w.-]+:[^:}][^}]*)\}/g;
/** Only these compare with variables. */
const COMPARES_TEXT = /^(String|Arn)/;

export const policyVersion = documentRule({
  id: "policy-version",
  description: "A policy document with variables is of the Version that knows them, 2012-10-17.",
  reason:
    "Without it, or under 2008-10-17, a variable is plain text: the statement is about a folder or a tag that is named so, and a Deny denies nothing that there is (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html).",
  remedy: 'Write "Version": "2012-10-17" as the first element of the document.',
  level: "advisory",
  severity: "medium",
  kinds: KINDS,
  finds: "form",
  settings: {},
  check: (document, context) => {
    const { version, hasVersion, statements } = document;
    // What is not known yet may be the current one; what is none is told by policy-grammar.
    if (hasVersion && version !== "2008-10-17") return [];
    const under = hasVersion ? "under Version 2008-10-17" : "without a Version, which is 2008-10-17";
    const fix = { Version: CURRENT };
    let isOffered: boolean | undefined;
    return statements.flatMap((statement): readonly DocumentFinding[] => {
      const found = variablesIn(statement);
      const [first] = found;
      if (first === undefined) return [];
      isOffered ??= soundFixes(document, context)(fix, undefined);
      const words = [...new Set(found.flatMap(({ variables }) => variables))];
      return [
        {
          place: first.place,
          statement,
          rule: `in a document of Version ${CURRENT}, where it is a variable`,
          got: `${shown(words.slice(0, 3).join(", "))} ${under}`,
          remedy: `write "Version": "${CURRENT}"`,
          because: consequence(statement),
          ...(isOffered ? { fix } : {}),
        },
      ];
    });
  },
});

function variablesIn({ resources, notResources, conditions }: Statement): readonly {
  readonly place: Text["place"];
  readonly variables: readonly string[];
}[] {
  const compared = conditions.filter(({ base }) => COMPARES_TEXT.test(base)).flatMap(({ values }) => values);
  return [...resources, ...notResources, ...compared].flatMap(({ value, place }) => {
    const variables = value === UNKNOWN || !value.includes("${") ? null : value.match(VARIABLE);
    return variables === null ? [] : [{ place, variables }];
  });
}

function consequence({ effect }: Statement): string {
  const alone = "as plain text it stands for what is named so, letter by letter";
  return effect === "Deny" ? `${alone}: nothing is denied` : alone;
}

/** Resources are named by ARNs. */
import { shown } from "../../refusal/refusal";
import { arnProblem, mendedArn } from "../iam/arn";
import { isBeyondIam, strangeIn } from "../iam/characters";
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { KINDS, type Document, type Kind, type Statement } from "../iam/model";
import { withoutRepeated } from "../iam/repeated";
import { passes } from "../iam/passes";
import { withTexts, writtenStatement } from "../iam/written";
import { UNKNOWN, type Values } from "../value";

/** A statement with more tells nothing new. */
const MOST = 20;

export const malformedArn = documentRule({
  id: "malformed-arn",
  description: "What a statement is about is named by ARNs, or by *.",
  reason:
    "IAM refuses what is no ARN; what only looks like one names nothing that there is: an Allow gives nothing, a Deny protects nothing (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).",
  remedy: "Write arn:partition:service:region:account:resource, as the reference of the service has it.",
  level: "mandatory",
  severity: "high",
  kinds: KINDS,
  finds: "form",
  settings: {},
  check: (document) => document.statements.flatMap((statement) => ofStatement(document, statement)),
});

function ofStatement(document: Document, statement: Statement): readonly DocumentFinding[] {
  const wrong = [...statement.resources, ...statement.notResources].flatMap(({ value, place }) => {
    const problem = value === UNKNOWN ? undefined : problemOf(value, document.kind);
    return problem === undefined || value === UNKNOWN ? [] : [{ value, place, ...problem }];
  });
  if (wrong.length === 0) return [];
  const fix = fixOf(document, statement.index);
  return wrong.slice(0, MOST).map(({ value, place, rule, remedy }) => {
    const strange = strangeIn(value);
    const got = `${shown(value)}${strange === undefined ? "" : ` (${strange})`}`;
    return { place, statement, rule, got, remedy, ...(fix === undefined ? {} : { fix }) };
  });
}

function problemOf(text: string, kind: Kind): ReturnType<typeof arnProblem> {
  // An API's own policy may leave out what is the same for all of its methods.
  if (kind === "resource" && /^execute-api:\//.test(text)) return undefined;
  const problem = arnProblem(text);
  if (problem !== undefined || kind === "resource" || kind === "scp" || !isBeyondIam(text)) return problem;
  return {
    rule: "an ARN of characters up to U+00FF: IAM takes no others in its documents",
    remedy: "write it without them, or with * in their place",
  };
}

/** With every ARN as it was meant, where that can be told of all. */
function fixOf(document: Document, index: number): Values | undefined {
  const { kind } = document;
  const written = writtenStatement(document, index);
  if (written === undefined) return undefined;
  const lost: string[] = [];
  const mend = (text: string): string => {
    if (problemOf(text, kind) === undefined) return text;
    const mended = mendedArn(text);
    if (mended === undefined || problemOf(mended, kind) !== undefined) lost.push(text);
    return mended ?? text;
  };
  const fix = withTexts(withTexts(written, "Resource", mend) ?? written, "NotResource", mend);
  if (fix === undefined || lost.length > 0) return undefined;
  const once = withoutRepeated(fix);
  return passes(once, document, index) ? once : undefined;
}

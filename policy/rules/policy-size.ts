/** A document is no longer than AWS takes. */
import { wholeNumber } from "../configuration/setting";
import { documentsIn } from "../iam/document-places";
import { documentRule, type DocumentContext, type DocumentFinding } from "../iam/document-rule";
import { documentFrom, KINDS, type Document } from "../iam/model";
import { IN_ROLE, limitIn, limitOf, LONGEST_TRUST, MANAGED, TRUST, type SizeLimit } from "../iam/sizes";
import { UNKNOWN } from "../value";

export const policySize = documentRule({
  id: "policy-size",
  description: "No policy document is longer than AWS takes for what holds it.",
  reason:
    "AWS refuses it when it is deployed, which is after other resources were changed; each service has a limit of its own, and most cannot be raised (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).",
  remedy: "Join statements, remove what is repeated, or spread the permissions over several policies.",
  level: "mandatory",
  severity: "high",
  kinds: KINDS,
  finds: "form",
  settings: {
    trustPolicyLength: wholeNumber(
      "How many characters a role's trust policy may have: the quota of the account, which AWS raises when asked.",
      { minimum: TRUST.most, maximum: LONGEST_TRUST },
      TRUST.most,
    ),
  },
  check: (document, { settings, holder }) => {
    const limit = holder === undefined ? limitOf(document) : limitIn(holder.resource.type, document.kind);
    if (limit === undefined) return [];
    const isSum = limit === IN_ROLE && holder?.resource.type === "aws:iam/role:Role";
    const size = isSum ? inlineSize(document, holder) : counted(document, limit, holder);
    const most = limit === TRUST ? settings.trustPolicyLength : limit.most;
    if (size <= most) return [];
    const finding: DocumentFinding = {
      place: { path: "" },
      rule: `at most ${inThousands(most)} characters long, as ${limit.what} (${limit.source})`,
      got: `${inThousands(size)}${isSum ? " together" : ""}`,
      remedy: remedyOf(document, limit, most),
    };
    // How a document is attached stands in no file.
    const mayBeInline = holder === undefined && limit === MANAGED && document.kind === "identity";
    if (!mayBeInline || size > IN_ROLE.most) return [finding];
    const because = `only in a role itself it may be longer: ${inThousands(IN_ROLE.most)} characters with its other inline policies`;
    return [{ ...finding, severity: "medium", because }];
  },
});

type Holder = DocumentContext["holder"];

/** A file may be laid out for reading and sent without its white space; what a resource has is sent as it is. */
function counted({ size, length, source }: Document, { countsSpace }: SizeLimit, holder: Holder): number {
  return countsSpace && holder !== undefined && typeof source === "string" ? length : size;
}

/** All inline policies of a role that are known, told of the first of them; 0 for the others. */
function inlineSize(document: Document, holder: NonNullable<Holder>): number {
  const { type, inputs } = holder.resource;
  const known = documentsIn(type, inputs)
    .filter(({ kind }) => kind === document.kind)
    .flatMap(({ property, value, kind }) => {
      const read = documentFrom(value, kind);
      return read === UNKNOWN ? [] : [{ property, size: read.size }];
    });
  if (known[0]?.property !== holder.property) return 0;
  return known.reduce((sum, { size }) => sum + size, 0);
}

function remedyOf({ size }: Document, limit: SizeLimit, most: number): string {
  if (size <= most && limit !== IN_ROLE) return "leave out the white space: it counts here";
  if (limit === TRUST)
    return `name fewer principals, or ask AWS to raise the quota, up to ${inThousands(LONGEST_TRUST)}, and set trustPolicyLength`;
  if (limit === IN_ROLE) return "move statements to managed policies and attach these";
  if (limit === MANAGED) return "split it into several policies";
  return "join statements, or use patterns for what begins alike";
}

/** `6,144` */
function inThousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

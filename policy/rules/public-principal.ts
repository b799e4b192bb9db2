/** Nobody in particular gets in: what a resource or a role lets do, it lets somebody do who is named. */
import { documentRule, type DocumentContext, type DocumentFinding } from "../iam/document-rule";
import type { Condition, Document, Statement } from "../iam/model";
import { addsOdd, rereadStatement } from "../iam/odd-conditions";
import type { Users } from "../iam/reasoning/federation";
import { isAbout } from "../iam/reasoning/keys";
import { isEverybody, isEveryUser, isPublic } from "../iam/reasoning/public-access";
import { restrictsAlone } from "../iam/reasoning/restricts";
import { withCondition } from "../iam/condition-change";
import { keyOf, writtenStatement } from "../iam/written";
import { isValues, UNKNOWN, type Values } from "../value";

const WORDS: Readonly<Record<Users, Pick<DocumentFinding & { rule: string }, "rule"> & { remedy: string }>> =
  {
    everybody: {
      rule: "for principals that are named, or under a condition that says who or from where",
      remedy:
        "name the principals, or add a condition such as StringEquals aws:PrincipalOrgID, aws:SourceArn or aws:SourceVpce",
    },
    "its own": {
      rule: "for users of the provider that a condition names",
      remedy:
        "add StringEquals on the subject of the token (of SAML, on saml:aud, too): which account of a cluster, which application it is",
    },
  };

export const publicPrincipal = documentRule({
  id: "public-principal",
  description: "No resource and no role is for everybody.",
  reason:
    "Everybody is every account of AWS, and where requests need no signature everybody on the Internet; a role that trusts a provider without a condition on whose token it is can be assumed by every user of that provider (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html, https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html).",
  remedy: "Name who it is for, or add a condition that says who, or from which network.",
  level: "mandatory",
  severity: "critical",
  kinds: ["resource", "trust"],
  finds: "access",
  settings: {},
  check: (document, context) =>
    document.statements.flatMap((statement): readonly DocumentFinding[] => {
      // NotPrincipal is allow-not-principal's.
      if (statement.has.has("NotPrincipal") && !statement.has.has("Principal")) return [];
      const all = isPublic(statement, document);
      if (all.truth === true) return [findingOf("everybody", statement, document, context)];
      const own = isPublic(statement, document, "its own");
      if (own.truth === true) return [findingOf("its own", statement, document, context)];
      const [unknown] = [all, own].filter(({ truth }) => truth === UNKNOWN);
      return unknown === undefined
        ? []
        : [{ notEvaluated: placeOf("everybody", statement), because: unknown.because }];
    }),
});

function findingOf(
  users: Users,
  statement: Statement,
  document: Document,
  context: DocumentContext,
): DocumentFinding {
  const who = principalOf(users, statement);
  const isUser = who !== undefined && isEverybody(who) === false;
  const because = seeming(statement.conditions);
  const fix = users === "everybody" ? fixOf(statement, document, context) : undefined;
  return {
    place: placeOf(users, statement),
    statement,
    ...WORDS[users],
    got: isUser ? `Allow for every user of ${String(who.text.value)}` : "Allow for everybody",
    actions: statement.actions.flatMap(({ value }) => (value === UNKNOWN ? [] : [value])),
    ...(users === "everybody" ? {} : { severity: "medium" }),
    ...(because === undefined ? {} : { because }),
    ...(fix === undefined ? {} : { fix }),
  };
}

function principalOf(
  users: Users,
  { principals, conditions }: Statement,
): Statement["principals"][number] | undefined {
  const everybody = users === "everybody" ? principals.find((one) => isEverybody(one) !== false) : undefined;
  return everybody ?? principals.find((one) => isEveryUser(one, conditions, users) !== false);
}

function placeOf(users: Users, statement: Statement): Statement["place"] {
  return principalOf(users, statement)?.text.place ?? statement.place;
}

/** Why a condition that seems to say who does not. */
function seeming(conditions: readonly Condition[]): string | undefined {
  for (const one of conditions)
    for (const subject of ["principal", "network"] as const)
      if (one.key.value !== UNKNOWN && isAbout(one.key.value, subject)) {
        const { truth, because } = restrictsAlone(one, conditions, subject, { mayBeAnonymous: true });
        if (truth === false) return because;
      }
  return undefined;
}

/** For the own organization or account, where that is known; or with a condition that means what it says. */
function fixOf(statement: Statement, document: Document, context: DocumentContext): Values | undefined {
  const { own } = context;
  const written = writtenStatement(document, statement.index);
  if (written === undefined) return undefined;
  const strict = statement.conditions.flatMap((one) => {
    const operator = one.operator.value;
    if (!one.ifExists || operator === UNKNOWN) return [];
    const fix = withCondition(document, statement, one, { operator: operator.replace(/IfExists$/i, "") });
    return fix === undefined ? [] : [fix];
  });
  const candidates = [
    ...strict.slice(0, 8),
    ...(own.organization === undefined ? [] : ofOrganization(written, own.organization)),
    ...(own.account === undefined ? [] : [ofAccount(written, own.account, own.partition)]),
  ];
  return candidates.find((fix) => {
    const again = rereadStatement(document, fix);
    if (again === undefined || addsOdd(again, { document, statement }, context)) return false;
    return isPublic(again.statement, again.document).truth === false;
  });
}

function ofOrganization(written: Values, organization: string): readonly Values[] {
  const name = keyOf(written, "Condition");
  const blocks = written[name] ?? {};
  if (!isValues(blocks)) return [];
  const operator = keyOf(blocks, "StringEquals");
  const block = blocks[operator] ?? {};
  if (!isValues(block) || keyOf(block, "aws:PrincipalOrgID") in block) return [];
  return [
    { ...written, [name]: { ...blocks, [operator]: { ...block, "aws:PrincipalOrgID": organization } } },
  ];
}

function ofAccount(written: Values, account: string, partition = "aws"): Values {
  return { ...written, [keyOf(written, "Principal")]: { AWS: `arn:${partition}:iam::${account}:root` } };
}

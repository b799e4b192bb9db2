/** Whom a resource or a role lets in is of one's own accounts, or of those one trusts. */
import { shown } from "../../refusal/refusal";
import { isOfAws } from "../iam/accounts-of-aws";
import { arnOf } from "../iam/arn";
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import type { Condition, Document, Statement, Text } from "../iam/model";
import { isCancelled } from "../iam/reasoning/cancelled";
import { passes } from "../iam/passes";
import { changedTexts, keyOf, withMembers, writtenStatement } from "../iam/written";
import type { Own } from "../rule";
import { UNKNOWN, type Values } from "../value";

/** A statement with more tells nothing new. */
const MOST = 20;
/** Operators that ask for one of the values. */
const ASKING = /^(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/;

export const foreignAccount = documentRule({
  id: "foreign-account",
  description: "No resource and no role is for an account that is neither one's own nor a trusted one.",
  reason:
    "Whoever administers that account decides who of it gets in; an account that was mistyped, or was given up since, is a stranger's (https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html).",
  remedy: "Remove the account, or declare it among the trusted accounts of the configuration.",
  level: "advisory",
  severity: "medium",
  kinds: ["resource", "trust"],
  finds: "access",
  settings: {},
  check: (document, { own }) => {
    if (own.account === undefined) return [];
    return document.statements.flatMap((statement) => ofStatement(document, statement, own));
  },
});

function ofStatement(document: Document, statement: Statement, own: Own): readonly DocumentFinding[] {
  const { effect, actions, principals } = statement;
  if (effect !== "Allow" && effect !== UNKNOWN) return [];
  const given = letIn(statement);
  const foreign = given.filter(({ value }) => value !== UNKNOWN && isForeign(value, own));
  const isUnknown = principals.some(({ text }) => text.value === UNKNOWN);
  if (foreign.length === 0 && !isUnknown) return [];
  if (isOfOwnOrganization(statement.conditions, own)) return [];
  const cancelled = isCancelled(statement, document).truth;
  if (cancelled === true) return [];
  const [first] = foreign;
  if (first === undefined || effect === UNKNOWN || cancelled === UNKNOWN)
    return [{ notEvaluated: statement.place }];
  const fix = fixOf(document, statement, own);
  return foreign.slice(0, MOST).map(({ value, place }) => ({
    place,
    statement,
    rule: `of the account ${own.account ?? ""}, or of one that is trusted`,
    got: shown(value),
    remedy: "remove it, or add its account to the trusted accounts",
    actions: actions.flatMap((action) => (action.value === UNKNOWN ? [] : [action.value])),
    ...(fix === undefined || !principals.some(({ text }) => text.place === place) ? {} : { fix }),
  }));
}

/** Those who are named; and of everybody, those who are named by a condition. */
function letIn({ principals, conditions }: Statement): readonly Text[] {
  const isForAll = principals.some(({ text }) => text.value === "*");
  const asked = conditions.filter(({ key, base, ifExists, set }) => {
    if (key.value === UNKNOWN || ifExists || set === "ForAllValues") return false;
    return ASKING.test(base) && /^aws:principal(account|arn)$/i.test(key.value);
  });
  return [...principals.map(({ text }) => text), ...(isForAll ? asked.flatMap(({ values }) => values) : [])];
}

function isForeign(text: string, own: Own): boolean {
  const account = accountOf(text);
  return (
    account !== undefined &&
    account !== own.account &&
    !own.trustedAccounts.includes(account) &&
    !isOfAws(account)
  );
}

/** Of an account's number or an ARN; undefined for a service, a pattern and everybody. */
function accountOf(text: string): string | undefined {
  const account = /^\d{12}$/.test(text) ? text : arnOf(text)?.account;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

/** Whether nobody outside of it passes, whichever account is named. */
function isOfOwnOrganization(conditions: readonly Condition[], { organization }: Own): boolean {
  if (organization === undefined) return false;
  return conditions.some(({ key, base, ifExists, set, values }) => {
    if (key.value === UNKNOWN || ifExists || set === "ForAllValues" || values.length === 0) return false;
    if (!ASKING.test(base) || !/^aws:principalorg(id|paths)$/i.test(key.value)) return false;
    return values.every(
      ({ value }) => value !== UNKNOWN && (value === organization || value.startsWith(`${organization}/`)),
    );
  });
}

/** Without them, where somebody is left. */
function fixOf(document: Document, { index }: Statement, own: Own): Values | undefined {
  const written = writtenStatement(document, index);
  if (written === undefined) return undefined;
  const key = keyOf(written, "Principal");
  const left = withMembers(written[key], (who) =>
    changedTexts(who, (text) => (isForeign(text, own) ? undefined : text)),
  );
  if (left === undefined) return undefined;
  const fix: Values = { ...written, [key]: left };
  return passes(fix, document, index) ? fix : undefined;
}

/** Condition keys are ones that AWS, or an identity provider, has. */
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { conditionKey } from "../iam/data/condition-keys";
import { nearestConditionKey } from "../iam/data/nearest";
import { isUnlistedKey } from "../iam/data/unlisted";
import { changed, withCondition } from "../iam/changed";
import { KINDS, type Condition, type Document, type Statement } from "../iam/model";
import { eachMisnamed } from "../iam/misnamed";
import { oddCharacters, plainly } from "../iam/odd-characters";
import { withNoneOdd } from "../iam/odd-conditions";
import { missingKey } from "../iam/reasoning/action-conditions";
import { misuseOf } from "../iam/reasoning/operators";
import { shown } from "../../refusal/refusal";
import { UNKNOWN, type Values } from "../value";

export const unknownConditionKey = documentRule({
  id: "unknown-condition-key",
  description: "The keys in Condition are ones that AWS or an identity provider has.",
  reason:
    "No request has a key that does not exist. An Allow under it is never given; under a negated operator, or one with IfExists, the condition restricts nothing, and a Deny hits everybody or nobody (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).",
  remedy: "Write the key as AWS has it.",
  level: "advisory",
  severity: "high",
  kinds: KINDS,
  finds: "form",
  settings: {},
  check: (document) =>
    eachMisnamed(
      document.statements.flatMap(misnamed),
      ({ given }) => meantBy(given),
      (one, right) => judged(document, one, right),
    ),
});

interface Misnamed {
  readonly statement: Statement;
  readonly condition: Condition;
  readonly given: string;
}

function misnamed(statement: Statement): readonly Misnamed[] {
  return statement.conditions.flatMap((condition) => {
    const { value } = condition.key;
    const isKnown = value === UNKNOWN || conditionKey(value) !== undefined || isUnlistedKey(value);
    return isKnown ? [] : [{ statement, condition, given: value }];
  });
}

function judged(
  document: Document,
  { statement, condition, given }: Misnamed,
  right: string | undefined,
): DocumentFinding {
  const odd = oddCharacters(given.replaceAll(" ", "") === given.trim() ? given : given.replace(/\/.*$/s, ""));
  const fix = right === undefined ? undefined : renamed(document, statement, condition, right);
  return {
    place: condition.place,
    statement,
    rule: "a condition key that AWS or an identity provider has",
    got: `${shown(given)}${odd === undefined ? "" : ` with ${odd}`}`,
    remedy: right === undefined ? "look up the key that is meant" : remedyOf(right),
    ...(fix === undefined ? {} : { fix }),
  };
}

function remedyOf(right: string): string {
  return right.includes("${")
    ? `write ${shown(right)} with the name that is meant in the place of ${right.slice(right.indexOf("${"))}`
    : `write ${shown(right)}`;
}

function meantBy(given: string): string | undefined {
  const plain = plainly(given);
  return plain !== given && conditionKey(plain) !== undefined ? plain : nearestConditionKey(plain);
}

/** The statement with the right key, where nothing else is wrong with it then. */
function renamed(
  document: Document,
  statement: Statement,
  condition: Condition,
  right: string,
): Values | undefined {
  const isThere = statement.conditions.some(
    ({ operator, key }) => operator.value === condition.operator.value && key.value === right,
  );
  if (conditionKey(right) === undefined || right.includes("${") || isThere) return undefined;
  const by: Condition = { ...condition, key: { ...condition.key, value: right } };
  if (misuseOf(by) !== undefined || missingKey(statement, by) !== undefined) return undefined;
  const conditions = withCondition(statement.conditions, condition, [by]);
  return withNoneOdd(changed(document, statement, { conditions }), { document, statement });
}

/**
 * What IAM would answer, as far as our documents go: an explicit Deny wins, then an Allow, else it is refused. Only the
 * operators that our documents use are known; another one is an error, not a guess. Pure.
 */
import type { Condition, DenialBut, PolicyDocument, Statement } from "../../../components/policy-document";
import { standsFor } from "../../../naming/wildcard";

/** What is asked: may this be done to that, in such a request? */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  /** What the request says, by condition key. */
  readonly context?: Readonly<Record<string, string>>;
}

export function allows({ Statement: statements }: PolicyDocument, asked: Asked): boolean {
  const meant = statements.filter((statement) => applies(statement, asked));
  return meant.some(({ Effect }) => Effect === "Allow") && !meant.some(({ Effect }) => Effect === "Deny");
}

/** What a role with a boundary may do: only what both allow. */
export function allowsWithin(boundary: PolicyDocument, document: PolicyDocument, asked: Asked): boolean {
  return allows(document, asked) && allows(boundary, asked);
}

function applies(
  { Action, NotAction = [], Resource, Condition = {} }: Statement | DenialBut,
  asked: Asked,
): boolean {
  const names = (pattern: string): boolean => standsFor(pattern.toLowerCase(), asked.action.toLowerCase());
  return (
    (Action === undefined ? !NotAction.some(names) : Action.some(names)) &&
    [Resource].flat().some((pattern) => standsFor(pattern, asked.resource)) &&
    holds(Condition, asked.context ?? {})
  );
}

/** Whether every key of every operator holds. */
export function holds(condition: Condition, context: Readonly<Record<string, string>>): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holdsFor(operator, [wanted].flat(), context[key])),
  );
}

function holdsFor(operator: string, wanted: readonly string[], got: string | undefined): boolean {
  switch (operator) {
    case "Null":
      return wanted.includes(String(got === undefined));
    case "Bool":
    case "StringEquals":
    case "ArnEquals":
      return got !== undefined && wanted.includes(got);
    // A negation holds, too, where the key is not there.
    case "StringNotEquals":
      return got === undefined || !wanted.includes(got);
    case "StringLike":
    case "ArnLike":
      return got !== undefined && wanted.some((pattern) => standsFor(pattern, got));
    // Requests are asked with one value here; with none it holds.
    case "ForAllValues:StringLike":
      return got === undefined || wanted.some((pattern) => standsFor(pattern, got));
    case "ForAllValues:StringEquals":
      return got === undefined || wanted.includes(got);
    case "NumericLessThan":
      return got !== undefined && wanted.some((limit) => Number(got) < Number(limit));
    default:
      throw new Error(`nobody has taught this evaluator ${operator}`);
  }
}

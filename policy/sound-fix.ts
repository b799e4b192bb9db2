/** A fix of a document's form is offered where it brings nothing to light that another rule would find. Pure. */
import { fallbacks } from "./configuration/setting";
import type { DocumentContext, DocumentRule } from "./iam/document-rule";
import { documentFrom, type Document, type Kind } from "./iam/model";
import { keyOf, listed } from "./iam/written";
import { allowNotAction } from "./rules/allow-not-action";
import { allowNotPrincipal } from "./rules/allow-not-principal";
import { allowNotResource } from "./rules/allow-not-resource";
import { conditionKeyOfAction } from "./rules/condition-key-of-action";
import { conditionNeverHolds } from "./rules/condition-never-holds";
import { conditionNeverRestricts } from "./rules/condition-never-restricts";
import { conditionOperator } from "./rules/condition-operator";
import { foreignAccount } from "./rules/foreign-account";
import { noAdministratorWildcard } from "./rules/no-administrator-wildcard";
import { publicPrincipal } from "./rules/public-principal";
import { resourceForAction } from "./rules/resource-for-action";
import { resourceWildcard } from "./rules/resource-wildcard";
import { serviceWildcard } from "./rules/service-wildcard";
import { isValues, parsedJson, UNKNOWN, type Value, type Values } from "./value";

/** What they find can depend on what is wrong with the form. */
export const DEPENDING_ON_FORM: readonly DocumentRule[] = [
  allowNotAction,
  allowNotPrincipal,
  allowNotResource,
  conditionKeyOfAction,
  conditionNeverHolds,
  conditionNeverRestricts,
  conditionOperator,
  foreignAccount,
  noAdministratorWildcard,
  publicPrincipal,
  resourceForAction,
  resourceWildcard,
  serviceWildcard,
];

/** How many findings each of them has. */
type Counts = readonly number[];

/** A fix, and the index of the statement whose place it takes; undefined for members of the document. */
type Asked = readonly [fix: Values, index: number | undefined];
export type JudgeOfFixes = (...asked: Asked) => boolean;

type Surroundings = Pick<DocumentContext, "isProduction" | "today" | "own">;

/** Whether fixes of a document are sound. The whole of it is judged once, when the first of them is asked for. */
export function soundFixes(document: Document, surroundings: Surroundings): JudgeOfFixes {
  let judge: JudgeOfFixes | undefined;
  return (fix, index) => (judge ??= judgeOf(document, surroundings))(fix, index);
}

function judgeOf(document: Document, surroundings: Surroundings): JudgeOfFixes {
  const { source, kind } = document;
  const given = typeof source === "string" ? parsedJson(source) : source;
  if (!isValues(given)) return () => true;
  const countsOf = (one: Value): Counts => countsIn(documentFrom(one, kind), surroundings);
  const before = countsIn(document, surroundings);
  const judgeAfter = afterIn(given, kind, countsOf);
  return (fix, index) => judgeAfter(fix, index).every((count, rule) => count <= (before[rule] ?? 0));
}

/**
 * How many findings there are with a fix. In an Allow they depend on no other Allow: it is judged with all that is
 * none, before and after, and what is found in the others stays.
 */
function afterIn(given: Values, kind: Kind, countsOf: (one: Value) => Counts): (...asked: Asked) => Counts {
  // Read from plain data, a text or a template may say a little else than it did.
  const unfixed = countsOf(given);
  const allows = allowsIn(documentFrom(given, kind));
  return (fix, index) => {
    if (index === undefined) return countsOf({ ...given, ...fix });
    const fixed = withStatements(given, (one, at) => [at === index ? fix : one]);
    if (!allows.has(index)) return countsOf(fixed);
    const isOther = (at: number): boolean => at !== index && allows.has(at);
    const [gone = [], come = []] = [given, fixed].map((whole) =>
      countsOf(withStatements(whole, (one, at) => (isOther(at) ? [] : [one]))),
    );
    return unfixed.map((count, rule) => count - (gone[rule] ?? 0) + (come[rule] ?? 0));
  };
}

/** Rule by rule; none where nothing is known. */
function countsIn(document: Document | typeof UNKNOWN, { isProduction, today, own }: Surroundings): Counts {
  if (document === UNKNOWN) return [];
  return DEPENDING_ON_FORM.filter(({ kinds }) => kinds.includes(document.kind)).map((rule) => {
    const context = { settings: fallbacks(rule.settings), isProduction, today, own };
    return rule.checkDocument(document, context).length;
  });
}

/** The positions of statements that are an Allow. */
function allowsIn(document: Document | typeof UNKNOWN): ReadonlySet<number> {
  const statements = document === UNKNOWN ? [] : document.statements;
  return new Set(statements.filter(({ effect }) => effect === "Allow").map(({ index }) => index));
}

function withStatements(given: Values, change: (one: Value, at: number) => readonly Value[]): Values {
  const key = keyOf(given, "Statement");
  return { ...given, [key]: listed(given[key]).flatMap(change) };
}

/** A fix of a document's form is offered where it brings nothing to light that another rule would find. Pure. */
import { fallbacks } from "./configuration/setting";
import type { DocumentContext, DocumentRule } from "./iam/document-rule";
import { documentFrom, type Document } from "./iam/model";
import { keyOf } from "./iam/written";
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
import { isList, isValues, parsedJson, UNKNOWN, type Value, type Values } from "./value";

/** What they find can depend on what is wrong with the form. */
const OTHERS: readonly DocumentRule[] = [
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

/** @param index of the statement that the fix takes the place of; undefined for members of the document */
export function isSoundFix(
  fix: Values,
  document: Document,
  index: number | undefined,
  { isProduction, today, own }: Omit<DocumentContext, "settings">,
): boolean {
  const { source, kind } = document;
  const given = typeof source === "string" ? parsedJson(source) : source;
  if (!isValues(given)) return true;
  const fixed = documentFrom(
    index === undefined ? { ...given, ...fix } : withStatement(given, fix, index),
    kind,
  );
  if (fixed === UNKNOWN) return true;
  return OTHERS.every((rule) => {
    const context = { settings: fallbacks(rule.settings), isProduction, today, own };
    const count = (one: Document): number =>
      rule.kinds.includes(kind) ? rule.checkDocument(one, context).length : 0;
    return count(fixed) <= count(document);
  });
}

function withStatement(given: Values, fix: Values, index: number): Value {
  const key = keyOf(given, "Statement");
  const statements = given[key];
  const fixed = isList(statements) ? statements.map((one, at) => (at === index ? fix : one)) : fix;
  return { ...given, [key]: fixed };
}

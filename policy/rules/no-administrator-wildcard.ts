/** Nobody gets every permission: neither by a statement of wildcards, nor by AWS's AdministratorAccess. */
import { documentRule, type DocumentFinding, type DocumentRule } from "../iam/document-rule";
import { documentsIn } from "../iam/document-places";
import { at, attachments, type Found } from "../iam/grants";
import { documentFrom, type Document, type Statement } from "../iam/model";
import { namesEverything } from "../iam/reasoning/administrator";
import { isCancelled } from "../iam/reasoning/cancelled";
import { isEveryAction } from "../iam/reasoning/resources";
import type { Finding } from "../rule";
import { all, not, UNKNOWN, type Truth } from "../value";

const ADMINISTRATOR_ACCESS = /^arn:aws[\w-]*:iam::aws:policy\/AdministratorAccess$/;

const rule = "limited to the actions and resources that are needed";
const remedy = "name the actions, and the resources by their ARNs";

const ofDocuments = documentRule({
  id: "no-administrator-wildcard",
  description: "No identity may do everything to everything.",
  reason: "Whoever gets hold of such an identity has the whole account.",
  remedy: "Name the actions, and the resources by their ARNs.",
  level: "mandatory",
  severity: "critical",
  kinds: ["identity"],
  finds: "access",
  settings: {},
  check: (document) =>
    document.statements.flatMap((statement): readonly DocumentFinding[] => {
      const { place, actions } = statement;
      const grants = grantsEverything(statement, document);
      if (grants === UNKNOWN) return [{ notEvaluated: place }];
      const got = "Allow of every action on every resource";
      const about = actions.flatMap(({ value }) =>
        value !== UNKNOWN && isEveryAction(value) ? [value] : [],
      );
      return grants ? [{ place, statement, rule, got, remedy, actions: about }] : [];
    }),
});

export const noAdministratorWildcard: DocumentRule = {
  ...ofDocuments,
  types: new Set([...ofDocuments.types, ...Object.keys(attachments)]),
  check: (resource, context) => [
    ...documentsIn(resource.type, resource.inputs)
      .filter(({ kind }) => kind === "identity")
      .flatMap(inNoDocument),
    ...ofDocuments.check(resource, context),
    ...at(resource.inputs, attachments[resource.type]).flatMap(inAttachment),
  ],
};

/** A Deny of everything takes it away. */
function grantsEverything(statement: Statement, document: Document): Truth {
  const isWide = namesEverything(statement, document);
  return isWide === false ? false : all([isWide, not(isCancelled(statement, document).truth)]);
}

function inNoDocument({ property, value }: Found): readonly Finding[] {
  const document = documentFrom(value, "identity");
  if (document === UNKNOWN || !isNone(document)) return [];
  const got = typeof value === "string" ? "another text" : "another value";
  const wanted = "a policy document with statements, as JSON text or as an object";
  return [{ problem: { property, rule: wanted, got, remedy: "mend it" } }];
}

function isNone({ statements, defects }: Document): boolean {
  return statements.length === 0 && !defects.every(({ what }) => what === "empty");
}

function inAttachment({ property, value }: Found): readonly Finding[] {
  if (value === UNKNOWN) return [{ notEvaluated: property }];
  if (typeof value !== "string" || !ADMINISTRATOR_ACCESS.test(value)) return [];
  return [{ problem: { property, rule, got: "AWS's AdministratorAccess", remedy } }];
}

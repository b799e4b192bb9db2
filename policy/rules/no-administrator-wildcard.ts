/** Nobody gets every permission: neither by a statement of wildcards, nor by AWS's AdministratorAccess. */
import { documentRule, type DocumentFinding, type DocumentRule } from "../iam/document-rule";
import { documentsIn } from "../iam/document-places";
import { at, attachments, type Found } from "../iam/grants";
import { documentFrom, type Document, type Statement, type Text } from "../iam/model";
import type { Finding } from "../rule";
import { all, some, UNKNOWN, type Truth } from "../value";

const EVERY_ACTION = /^\*+(:\*+)?$/;
const EVERY_RESOURCE = /^(\*+|arn:\*+)$/;
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
  check: ({ statements }) =>
    statements.flatMap((statement): readonly DocumentFinding[] => {
      const { place, actions } = statement;
      const grants = grantsEverything(statement);
      if (grants === UNKNOWN) return [{ notEvaluated: place }];
      const got = "Allow of every action on every resource";
      const about = actions.flatMap(({ value }) =>
        value !== UNKNOWN && EVERY_ACTION.test(value) ? [value] : [],
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

/** Conditions do not count: what passes them may still do everything. */
function grantsEverything({ effect, actions, resources }: Statement): Truth {
  return all([
    effect === UNKNOWN ? UNKNOWN : effect === "Allow",
    has(actions, EVERY_ACTION),
    has(resources, EVERY_RESOURCE),
  ]);
}

function has(texts: readonly Text[], pattern: RegExp): Truth {
  return some(texts.map(({ value }) => (value === UNKNOWN ? UNKNOWN : pattern.test(value))));
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

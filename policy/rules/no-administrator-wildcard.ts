/** Nobody gets every permission: neither by a statement of wildcards, nor by AWS's AdministratorAccess. */
import { has, statementsOf, type Located } from "../iam/document";
import { at, attachments, documents, type Found } from "../iam/grants";
import { resourceRule, type Finding } from "../rule";
import { all, UNKNOWN, type Truth } from "../value";

const EVERY_ACTION = /^\*+(:\*+)?$/;
const EVERY_RESOURCE = /^\*+$/;
const ADMINISTRATOR_ACCESS = /^arn:aws[\w-]*:iam::aws:policy\/AdministratorAccess$/;

export const noAdministratorWildcard = resourceRule({
  id: "no-administrator-wildcard",
  description: "No identity may do everything to everything.",
  reason: "Whoever gets hold of such an identity has the whole account.",
  remedy: "Name the actions, and the resources by their ARNs.",
  level: "mandatory",
  severity: "critical",
  types: new Set([...Object.keys(documents), ...Object.keys(attachments)]),
  ofDocuments: true,
  settings: {},
  check: ({ type, inputs }) => [
    ...at(inputs, documents[type]).flatMap(inDocument),
    ...at(inputs, attachments[type]).flatMap(inAttachment),
  ],
});

function inDocument({ property, value }: Found): readonly Finding[] {
  const statements = statementsOf(value);
  if (statements === UNKNOWN) return [{ notEvaluated: property }];
  if (statements === undefined) {
    const got = typeof value === "string" ? "another text" : "another value";
    const rule = "a policy document with statements, as JSON text or as an object";
    return [{ problem: { property, rule, got, remedy: "mend it" } }];
  }
  return statements.flatMap((located): Finding[] => {
    const where = `${property}.${located.property}`;
    const grants = grantsEverything(located);
    if (grants === UNKNOWN) return [{ notEvaluated: where }];
    return grants ? [violation(where, "Allow of every action on every resource")] : [];
  });
}

/** Conditions do not count: what passes them may still do everything. */
function grantsEverything({ statement }: Located): Truth {
  if (statement === UNKNOWN) return UNKNOWN;
  return all([
    has(statement, "Effect", (effect) => effect.toLowerCase() === "allow"),
    has(statement, "Action", (action) => EVERY_ACTION.test(action)),
    has(statement, "Resource", (resource) => EVERY_RESOURCE.test(resource)),
  ]);
}

function inAttachment({ property, value }: Found): readonly Finding[] {
  if (value === UNKNOWN) return [{ notEvaluated: property }];
  if (typeof value !== "string" || !ADMINISTRATOR_ACCESS.test(value)) return [];
  return [violation(property, "AWS's AdministratorAccess")];
}

function violation(property: string, got: string): Finding {
  const rule = "limited to the actions and resources that are needed";
  return { problem: { property, rule, got, remedy: "name the actions, and the resources by their ARNs" } };
}

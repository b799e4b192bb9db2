/** What JSON is taken for before anything of it is read. Pure. */
import { shown } from "../../refusal/refusal";

export type Fields = Readonly<Record<string, unknown>>;

const VERSIONS: readonly unknown[] = ["2012-10-17", "2008-10-17"];

/** Names under which a policy stands in what tools write, whatever is in it: `PolicyDocument`, `assume_role_policy`. */
const NAME_OF_POLICY = /polic|document/i;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether it is meant as a policy document, in right words or wrong ones. */
export function isPolicy(value: unknown): value is Fields {
  if (!isFields(value)) return false;
  if (Object.hasOwn(value, "Statement") || VERSIONS.includes(value["Version"])) return true;
  return Object.entries(value).some(([name, inner]) => /^statement$/i.test(name) && hasStatements(inner));
}

/** The same of a part of a file, which must say so more clearly. */
export function isPolicyUnder(name: string, value: unknown): boolean {
  if (!isFields(value)) return false;
  if (NAME_OF_POLICY.test(name))
    return Object.hasOwn(value, "Statement") || VERSIONS.includes(value["Version"]);
  return Object.hasOwn(value, "Statement") && hasStatements(value["Statement"]);
}

/** A statement that stands for itself. */
export function isStatement(value: unknown): boolean {
  if (!isFields(value)) return false;
  const names = Object.keys(value).map((name) => name.toLowerCase());
  return names.includes("effect") && names.some((name) => /^(not)?(action|resource|principal)$/.test(name));
}

/** What it is, without what may be secret in it. */
export function kindOfJson(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list without a policy";
  if (!isFields(value)) return value === null ? "null" : `a ${typeof value}`;
  const names = Object.keys(value);
  return names.length === 0 ? "an empty object" : `an object with ${shown(names.slice(0, 5))}`;
}

function hasStatements(value: unknown): boolean {
  return (Array.isArray(value) ? value : [value]).some(isStatement);
}

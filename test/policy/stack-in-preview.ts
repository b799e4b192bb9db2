/** Declared resources as a preview shows them: an output is known where it is an input, too. */
import type { StackResource } from "../../policy/rule";
import { isList, isValues, UNKNOWN, type Value, type Values } from "../../policy/value";
import type { Declared } from "./cases/case";

type Stack = Readonly<Record<string, Declared>>;

/** `${live.arn}`: the name of a resource, and of an output. */
export const REFERENCE = /\$\{([\w-]+)\.(\w+)\}/g;

export function stackInPreview(declared: Stack, stack = "dev"): readonly StackResource[] {
  const urn = (name: string): string => `urn:pulumi:${stack}::shop::${declared[name]?.type ?? ""}::${name}`;
  return Object.entries(declared).map(([name, { type, inputs, isProtected = false }]) => ({
    type,
    name,
    urn: urn(name),
    provider: {},
    isProtected,
    inputs: each(inputs, (value) => seen(value, declared)),
    propertyDependencies: each(inputs, (value) => [...new Set(references(value, declared))].map(urn)),
  }));
}

function each<To>(values: Values, to: (value: Value) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]));
}

function seen(value: Value, declared: Stack): Value {
  if (isList(value)) return value.map((entry) => seen(entry, declared));
  if (isValues(value)) return each(value, (entry) => seen(entry, declared));
  if (typeof value !== "string") return value;
  const text = value.replace(REFERENCE, (reference: string, name: string, output: string) => {
    const known = seen(declared[name]?.inputs[output], declared);
    return typeof known === "string" ? known : reference;
  });
  return references(text, declared).length > 0 ? UNKNOWN : text;
}

/** The names of the resources whose outputs are in it. */
function references(value: Value, declared: Stack): readonly string[] {
  if (isList(value)) return value.flatMap((entry) => references(entry, declared));
  if (isValues(value)) return Object.values(value).flatMap((entry) => references(entry, declared));
  if (typeof value !== "string") return [];
  return [...value.matchAll(REFERENCE)].flatMap(([, name = ""]) => (name in declared ? [name] : []));
}

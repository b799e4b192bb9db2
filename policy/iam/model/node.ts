/** A document before it is understood: the same tree from JSON text and from an object. Pure. */
import { isList, UNKNOWN, type Value } from "../../value";

/** Counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type Node = (
  | { readonly is: "object"; readonly members: readonly Member[] }
  | { readonly is: "list"; readonly entries: readonly Node[] }
  | { readonly is: "text" | "number" | "boolean"; readonly value: string }
  | { readonly is: "null" | "unknown" | "deep" | "other" }
) & { readonly at?: Position };

/** One name with its value; a name may be there twice. */
export interface Member {
  readonly name: string;
  /** Of the name. */
  readonly at?: Position;
  readonly value: Node;
}

/** A policy is seven deep: Statement, its list, Condition, operator, key, values. What lies deeper is not read. */
export const DEEPEST = 12;

/** The tree of an object. What is undefined is not there, as in JSON. */
export function nodeOf(value: Value, depth = 0): Node {
  if (value === UNKNOWN) return { is: "unknown" };
  if (value === null || value === undefined) return { is: "null" };
  if (typeof value === "string") return { is: "text", value };
  if (typeof value === "number") return { is: "number", value: String(value) };
  if (typeof value === "boolean") return { is: "boolean", value: String(value) };
  if (typeof value !== "object") return { is: "other" };
  if (depth >= DEEPEST) return { is: "deep" };
  if (isList(value)) return { is: "list", entries: value.map((entry) => nodeOf(entry, depth + 1)) };
  const members = Object.entries(value).flatMap(([name, inner]): Member[] =>
    inner === undefined ? [] : [{ name, value: nodeOf(inner, depth + 1) }],
  );
  return { is: "object", members };
}

/** Reads a policy document in whatever form it is given. Never throws: what is no policy is a defect with its place. Pure. */
import { isList, isValues, UNKNOWN, type Value } from "../../value";
import type { Document, Kind, Statement } from "./document";
import { nodeOfText } from "./json";
import { nodeOf, type Node } from "./node";
import { entriesOf, placed, Reader } from "./reader";
import { readStatement, unknownStatement } from "./read-statement";
import { withHoles } from "./template";
import { OUTER, VERSIONS } from "./words";

/**
 * The document, read once however many rules ask for it.
 *
 * @param given - JSON text, or an object in which parts may be UNKNOWN
 * @param isInTemplate - whether functions of CloudFormation and expressions of Terraform stand for what is not known
 * @returns UNKNOWN where the document or its list of statements is not known yet
 */
export function documentFrom(given: Value, kind: Kind, isInTemplate = false): Document | typeof UNKNOWN {
  if (given === UNKNOWN) return UNKNOWN;
  if (isInTemplate) return read(given, kind, withHoles);
  const known = cached(given);
  const before = known?.get(kind);
  if (before !== undefined) return before;
  const document = read(given, kind);
  known?.set(kind, document);
  return document;
}

type Read = Map<Kind, Document | typeof UNKNOWN>;

/** As many texts are kept as a resource may have: its rules run one after the other. */
const MOST_TEXTS = 16;
const texts = new Map<string, Read>();
const objects = new WeakMap<object, Read>();

function cached(given: Value): Read | undefined {
  if (typeof given === "string") {
    const known = texts.get(given) ?? (new Map() as Read);
    texts.delete(given); // the last used is the last in the order
    texts.set(given, known);
    for (const oldest of texts.keys()) if (texts.size > MOST_TEXTS) texts.delete(oldest);
    return known;
  }
  if (!isValues(given) && !isList(given)) return undefined;
  const known = objects.get(given) ?? (new Map() as Read);
  objects.set(given, known);
  return known;
}

function read(
  given: Value,
  kind: Kind,
  seen: (node: Node) => Node = (node) => node,
): Document | typeof UNKNOWN {
  const reader = new Reader();
  const node = seen(rootOf(given, reader));
  const root = { node, place: placed("", node.at) };
  if (node.is !== "object" && !(node.is === "other" && reader.defects.length > 0))
    reader.wrongType(root, "a policy document, an object with statements");
  const outer = reader.members("the document", OUTER, root);
  const id = reader.word(outer.get("Id"), "a text");
  const version = reader.word(outer.get("Version"), "a text");
  const versionPlace = outer.get("Version")?.place;
  if (version !== undefined && versionPlace !== undefined && !VERSIONS.includes(version))
    reader.wrong("value", versionPlace, [
      VERSIONS.join(" or "),
      version === "" ? "an empty text" : JSON.stringify(version.slice(0, 40)),
      "write 2012-10-17, the current version of the language",
    ]);
  const list = outer.get("Statement");
  if (list?.node.is === "unknown") return UNKNOWN;
  if (list === undefined && node.is === "object")
    reader.wrong("missing-element", root.place, [
      "a document with a Statement",
      "none",
      "add its statements: without one it is no policy",
    ]);
  if (list?.node.is === "list" && list.node.entries.length === 0)
    reader.wrong("empty", list.place, ["at least one statement", "an empty list", "add a statement"]);
  const about = { kind, ...(version === undefined ? {} : { version }) };
  const statements = (list === undefined ? [] : entriesOf(list)).flatMap((one, index): Statement[] => {
    reader.statement = index;
    if (one.node.is === "unknown") return [unknownStatement(index, one.place)];
    if (one.node.is === "object") return [readStatement(reader, one, index, about)];
    reader.wrongType(one, "a statement, an object");
    return [];
  });
  const { size, length } = sizeOf(given);
  return {
    ...about,
    ...(id === undefined ? {} : { id }),
    hasVersion: outer.has("Version"),
    statements,
    size,
    length,
    defects: reader.defects,
    source: given,
  };
}

function rootOf(given: Value, reader: Reader): Node {
  if (typeof given !== "string") return nodeOf(given);
  const node = nodeOfText(given);
  if (!("expected" in node)) return node;
  const { at, expected } = node;
  const got = given.trim() === "" ? "an empty text" : `another text at line ${at.line}, column ${at.column}`;
  reader.wrong("json", placed("", at), [`JSON, with ${expected} there`, got, "mend it"]);
  return { is: "other", at };
}

/** What IAM counts of a document, and all of it. What is not known yet is not counted. */
function sizeOf(given: Value): { readonly size: number; readonly length: number } {
  const text = typeof given === "string" ? given : textOf(given);
  return { size: text.replace(/\s+/g, "").length, length: text.length };
}

function textOf(given: Value): string {
  try {
    return JSON.stringify(given ?? null, (_name, value: Value) => (value === UNKNOWN ? "" : value));
  } catch {
    return ""; // deeper than it can be written, or in a circle
  }
}

/** What a file that is given to an audit is: an exported stack, a policy document, JSON with documents in it, or nothing of these. Pure. */
import type { Kind } from "../iam/model";
import { isFields, isPolicy, isStatement, kindOfJson } from "./looks-like";
import { wrappedDocuments } from "./wrapped";

/** Counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A policy document of a file. */
export interface FileDocument {
  /** Where it stands in the file: `Role.AssumeRolePolicyDocument`; `""` where the file is the document. */
  readonly property: string;
  /** As JSON text. */
  readonly text: string;
  /** Where what is around it says so. */
  readonly kind?: Kind;
  /** Whether it takes away only: what it allows, something else must allow, too. */
  readonly onlyLimits?: true;
  /** Whether functions and expressions of a template may stand in it. */
  readonly isInTemplate: boolean;
  /** From a place in the text to that in the file. */
  readonly inFile: (at: Position) => Position;
}

export type FileContent =
  | { readonly is: "export" }
  | { readonly is: "documents"; readonly documents: readonly FileDocument[] }
  /** `got` completes "must be …, got". */
  | { readonly is: "other"; readonly isJson: boolean; readonly got: string };

/** Text that is no JSON was meant as a policy where it has one of its words as a name. */
const MEANT = /"(Statement|Effect)"\s*:/i;

export function fileContent(text: string): FileContent {
  const json = parsed(text);
  if (json === undefined) {
    if (MEANT.test(text)) return { is: "documents", documents: [wholeFile(text)] };
    return { is: "other", isJson: false, got: text.trim() === "" ? "nothing" : "text that is no JSON" };
  }
  const { value } = json;
  if (isExport(value)) return { is: "export" };
  if (isPolicy(value) || isStatement(value) || (Array.isArray(value) && value.some(isStatement)))
    return { is: "documents", documents: [wholeFile(text)] };
  const documents = wrappedDocuments(text, value);
  if (documents.length > 0) return { is: "documents", documents };
  return { is: "other", isJson: true, got: kindOfJson(value) };
}

/** The file as one document, whatever it is. */
export function wholeFile(text: string): FileDocument {
  return { property: "", text, isInTemplate: false, inFile: (at) => at };
}

/** As exported.ts reads it; what is wrong with it is said there. */
function isExport(value: unknown): boolean {
  if (!isFields(value) || typeof value["version"] !== "number") return false;
  return isFields(value["deployment"]) || isFields(value["checkpoint"]);
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** What was read of a file: a stack, policy documents, or what is neither. Pure. */
import { relative, resolve, sep } from "node:path";
import { ofKind, type AuditedFile } from "../../policy/audit/audit-documents";
import { exportedResources, type Exported } from "../../policy/audit/exported";
import { fileContent, wholeFile } from "../../policy/audit/file-content";
import type { Kind } from "../../policy/iam/model";
import { Refusal } from "../../refusal/refusal";

export interface ReadStack {
  /** As notes name it. */
  readonly name: string;
  /** From the project's folder, absolute outside of it; undefined for standard input. */
  readonly file: string | undefined;
  readonly exported: readonly Exported[];
}

/** A file by its name for people and its path; there is none of standard input. */
export interface Named {
  readonly name: string;
  readonly file: string | undefined;
}

export type Content =
  | { readonly stack: ReadStack }
  | { readonly documents: AuditedFile }
  | { readonly isJson: boolean; readonly got: string };

/** @throws Refusal where it is an exported stack that cannot be read */
export function contentOf(text: string, { name, file }: Named, kind: Kind | undefined): Content {
  const content = fileContent(text);
  if (content.is === "other") return content;
  if (content.is === "export") return { stack: { name, file, exported: exportedResources(text, name) } };
  const documents = content.documents.map((document) => ofKind(document, kind));
  return { documents: { file: file ?? name, documents } };
}

/**
 * The same of what somebody named, which is a policy document where its kind is told.
 *
 * @throws Refusal where it is nothing that an audit reads, too
 */
export function namedContent(
  text: string,
  named: Named,
  kind: Kind | undefined,
): Exclude<Content, { got: string }> {
  const content = contentOf(text, named, kind);
  if (!("got" in content)) return content;
  if (kind === undefined) throw nothingToAudit(named.name, content.got);
  return { documents: { file: named.file ?? named.name, documents: [ofKind(wholeFile(text), kind)] } };
}

export function nothingToAudit(property: string, got: string): Refusal {
  const rule = "a policy document, JSON with one in it, an exported stack, or a folder with these";
  const remedy = "name another, or say with --kind that it is meant as a policy";
  return new Refusal({ property, rule, got, remedy });
}

/** As reports name a file: from the project's folder, absolute outside of it. */
export function fromProject(project: string, file: string): string {
  const path = relative(project, resolve(project, file));
  const inside = path !== "" && path.split(sep)[0] !== "..";
  return (inside ? path : resolve(project, file)).split(sep).join("/");
}

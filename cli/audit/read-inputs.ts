/** What an audit reads before it begins: the rules' configuration and everything it was given, each as it is or refused. */
import { statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { AuditedFile } from "../../policy/audit/audit-documents";
import { exportedResources, type Exported } from "../../policy/audit/exported";
import { fileContent, wholeFile, type FileContent } from "../../policy/audit/file-content";
import { configured } from "../../policy/configuration/file";
import { ownFrom } from "../../policy/configuration/parse";
import type { Configuration } from "../../policy/configuration/configuration";
import { rules } from "../../policy/registry";
import { Refusal, type Problem } from "../../refusal/refusal";
import type { Session } from "../command";
import { jsonFiles } from "./json-files";
import type { AuditOptions } from "./options";
import { fileText, folderText, STANDARD_INPUT, STANDARD_INPUT_NAME, standardInputText } from "./read-text";

export interface ReadStack {
  /** As notes name it. */
  readonly name: string;
  /** From the project's folder, absolute outside of it; undefined for standard input. */
  readonly file: string | undefined;
  readonly exported: readonly Exported[];
}

/** The documents of a named file, or of all files of a folder. */
export interface ReadDocuments {
  /** As notes name it. */
  readonly name: string;
  readonly isFolder: boolean;
  readonly files: readonly AuditedFile[];
  /** How many JSON files have no document. */
  readonly others: number;
  /** Which files are no JSON, or too large. */
  readonly unread: readonly string[];
}

export interface Inputs {
  readonly configuration: Configuration;
  readonly stacks: readonly ReadStack[];
  readonly documents: readonly ReadDocuments[];
}

type Options = Pick<AuditOptions, "policy" | "context" | "kind">;

/** @throws Refusal with everything that is wrong in any of them */
export async function readInputs(
  session: Session,
  given: readonly string[],
  { policy, context, kind }: Options,
): Promise<Inputs> {
  const problems: Problem[] = [];
  const tried = async <T>(read: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const configuration = await tried(() => configured(rules, process.env, policy));
  const own =
    context === undefined
      ? {}
      : await tried(() => ownFrom(fileText(resolve(session.project, context), context), context));
  const stacks: ReadStack[] = [];
  const documents: ReadDocuments[] = [];
  const seen = new Set<string>();

  function add(content: FileContent, text: string, name: string, file: string | undefined): AuditedFile[] {
    if (content.is === "export") stacks.push({ name, file, exported: exportedResources(text, name) });
    return content.is === "documents" ? [{ file: file ?? name, documents: content.documents }] : [];
  }

  function named(text: string, name: string, file: string | undefined): void {
    const content = fileContent(text);
    const isRead = content.is !== "other" || kind !== undefined;
    if (!isRead) throw nothingToAudit(name, content.got);
    const files =
      content.is === "other"
        ? [{ file: file ?? name, documents: [wholeFile(text)] }]
        : add(content, text, name, file);
    if (files.length > 0) documents.push({ name, isFolder: false, files, others: 0, unread: [] });
  }

  async function folder(name: string): Promise<void> {
    const files: AuditedFile[] = [];
    const unread: string[] = [];
    const before = stacks.length;
    let others = 0;
    for (const path of jsonFiles(resolve(session.project, name))) {
      await aMoment(session);
      if (!isNew(seen, path)) continue;
      await tried(() => {
        const file = fromProject(session.project, path);
        const text = folderText(path, file);
        const content = text === undefined ? undefined : fileContent(text);
        if (text === undefined || content === undefined || (content.is === "other" && !content.isJson))
          unread.push(file);
        else if (content.is === "other") others += 1;
        else files.push(...add(content, text, file, file));
      });
    }
    if (files.length === 0 && stacks.length === before && problems.length === 0)
      throw nothingToAudit(name, `a folder with ${others + unread.length} other JSON files`);
    documents.push({ name, isFolder: true, files, others, unread });
  }

  for (const one of given) {
    await tried(async () => {
      if (one === STANDARD_INPUT) {
        named(await standardInputText(session), STANDARD_INPUT_NAME, undefined);
        return;
      }
      const path = resolve(session.project, one);
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) await folder(one);
      else if (isNew(seen, path)) named(fileText(path, one), one, fromProject(session.project, one));
    });
  }
  if (configuration === undefined || problems.length > 0) throw new Refusal(...problems);
  return { configuration: { ...configuration, own: { ...configuration.own, ...own } }, stacks, documents };
}

function nothingToAudit(property: string, got: string): Refusal {
  const rule = "a policy document, JSON with one in it, an exported stack, or a folder with these";
  const remedy = "name another, or say with --kind that this is meant as a policy";
  return new Refusal({ property, rule, got, remedy });
}

/** Thousands of files take a while: Ctrl-C is heard between them. */
export async function aMoment({ signal }: Session): Promise<void> {
  await new Promise((settle) => setImmediate(settle));
  signal.throwIfAborted();
}

function isNew(seen: Set<string>, path: string): boolean {
  const before = seen.size;
  return seen.add(path).size > before;
}

function fromProject(project: string, file: string): string {
  const path = relative(project, resolve(project, file));
  const inside = path !== "" && path.split(sep)[0] !== "..";
  return (inside ? path : resolve(project, file)).split(sep).join("/");
}

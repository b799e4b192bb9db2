/** Everything in a folder that an audit reads. */
import { resolve } from "node:path";
import type { AuditedFile } from "../../policy/audit/audit-documents";
import type { Kind } from "../../policy/iam/model";
import { Refusal, type Problem } from "../../refusal/refusal";
import type { Session } from "../command";
import { jsonFiles } from "./json-files";
import { contentOf, fromProject, nothingToAudit, type ReadStack } from "./read-content";
import { folderText } from "./read-text";

/** What a named file or a folder has, and what of it was left out. */
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

export interface ReadFolder {
  readonly stacks: readonly ReadStack[];
  readonly documents: ReadDocuments;
}

/**
 * @param isNew - whether a file was not read before
 * @throws Refusal with everything in it that cannot be read, or when there is nothing to audit in it
 */
export async function readFolder(
  session: Session,
  name: string,
  kind: Kind | undefined,
  isNew: (path: string) => boolean,
): Promise<ReadFolder> {
  const stacks: ReadStack[] = [];
  const files: AuditedFile[] = [];
  const unread: string[] = [];
  const problems: Problem[] = [];
  const paths = jsonFiles(resolve(session.project, name), name);
  const fresh = paths.filter(isNew);
  let others = 0;
  for (const path of fresh) {
    await aMoment(session);
    const file = fromProject(session.project, path);
    try {
      const text = folderText(path, file);
      const content = text === undefined ? undefined : contentOf(text, { name: file, file }, kind);
      if (content === undefined || ("isJson" in content && !content.isJson)) unread.push(file);
      else if ("isJson" in content) others += 1;
      else if ("stack" in content) stacks.push(content.stack);
      else files.push(content.documents);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new Refusal(...problems);
  if (files.length + stacks.length + paths.length - fresh.length === 0)
    throw nothingToAudit(name, `a folder with ${others + unread.length} other JSON files`);
  return { stacks, documents: { name, isFolder: true, files, others, unread } };
}

/** Thousands of files take a while: Ctrl-C is heard between them. */
export async function aMoment({ signal }: Session): Promise<void> {
  await new Promise((settle) => setImmediate(settle));
  signal.throwIfAborted();
}

/** What an audit reads before it begins: the rules' configuration and everything it was given, each as it is or refused. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Configuration } from "../../policy/configuration/configuration";
import { configured } from "../../policy/configuration/file";
import { ownFrom } from "../../policy/configuration/parse";
import { rules } from "../../policy/registry";
import type { Own } from "../../policy/rule";
import { Refusal, type Problem } from "../../refusal/refusal";
import type { Session } from "../command";
import type { AuditOptions } from "./options";
import { fromProject, namedContent, type Named, type ReadStack } from "./read-content";
import { readFolder, type ReadDocuments } from "./read-folder";
import { fileText, STANDARD_INPUT, STANDARD_INPUT_NAME, standardInputText } from "./read-text";

export interface Inputs {
  readonly configuration: Configuration;
  readonly stacks: readonly ReadStack[];
  readonly documents: readonly ReadDocuments[];
}

/** @throws Refusal with everything that is wrong in any of them */
export async function readInputs(
  session: Session,
  given: readonly string[],
  { policy, context, kind }: Pick<AuditOptions, "policy" | "context" | "kind">,
): Promise<Inputs> {
  const { project } = session;
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
  const own = await tried(() => ownIn(project, context));
  const stacks: ReadStack[] = [];
  const documents: ReadDocuments[] = [];
  const seen = new Set<string>();
  const isNew = (path: string): boolean => !seen.has(path) && seen.add(path).has(path);

  function add(text: string, named: Named): void {
    const content = namedContent(text, named, kind);
    if ("stack" in content) stacks.push(content.stack);
    else documents.push({ ...NOTHING, name: named.name, files: [content.documents] });
  }

  async function read(name: string): Promise<void> {
    const path = resolve(project, name);
    if (name === STANDARD_INPUT) {
      add(await standardInputText(session), { name: STANDARD_INPUT_NAME, file: undefined });
    } else if (isFolder(path)) {
      const folder = await readFolder(session, name, kind, isNew);
      stacks.push(...folder.stacks);
      documents.push(folder.documents);
    } else if (isNew(path)) {
      add(fileText(path, name), { name, file: fromProject(project, name) });
    }
  }

  for (const name of given) await tried(() => read(name));
  if (configuration === undefined || problems.length > 0) throw new Refusal(...problems);
  return { configuration: { ...configuration, own: { ...configuration.own, ...own } }, stacks, documents };
}

const NOTHING = { isFolder: false, others: 0, unread: [] };

/** What cannot be looked at is refused when it is read. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function ownIn(project: string, context: string | undefined): Partial<Own> {
  return context === undefined ? {} : ownFrom(fileText(resolve(project, context), context), context);
}

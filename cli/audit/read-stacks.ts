/** What an audit reads before it begins: the rules' configuration and every export, each as it is or refused. */
import { relative, resolve, sep } from "node:path";
import { exportedResources, type Exported } from "../../policy/audit/exported";
import { configured } from "../../policy/configuration/file";
import type { Configuration } from "../../policy/configuration/configuration";
import { rules } from "../../policy/registry";
import { Refusal, type Problem } from "../../refusal/refusal";
import type { Session } from "../command";
import { readExport, STANDARD_INPUT, STANDARD_INPUT_NAME } from "./read-export";

export interface ReadStack {
  /** As notes name it. */
  readonly name: string;
  /** From the project's folder, absolute outside of it; undefined for standard input. */
  readonly file: string | undefined;
  readonly exported: readonly Exported[];
}

export interface Inputs {
  readonly configuration: Configuration;
  readonly stacks: readonly ReadStack[];
}

/** @throws Refusal with everything that is wrong in any of them */
export async function readInputs(
  session: Session,
  files: readonly string[],
  policy: string | undefined,
): Promise<Inputs> {
  const problems: Problem[] = [];
  const tried = async <T>(read: () => T | Promise<T>): Promise<T[]> => {
    try {
      return [await read()];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.problems);
      return [];
    }
  };
  const [configuration] = await tried(() => configured(rules, process.env, policy));
  const stacks: ReadStack[] = [];
  for (const file of files) stacks.push(...(await tried(() => readStack(session, file))));
  if (configuration === undefined || problems.length > 0) throw new Refusal(...problems);
  return { configuration, stacks };
}

async function readStack(session: Session, file: string): Promise<ReadStack> {
  const name = file === STANDARD_INPUT ? STANDARD_INPUT_NAME : file;
  const exported = exportedResources(await readExport(session, file), name);
  return { name, file: file === STANDARD_INPUT ? undefined : fromProject(session.project, file), exported };
}

function fromProject(project: string, file: string): string {
  const path = relative(project, resolve(project, file));
  const inside = path !== "" && path.split(sep)[0] !== "..";
  return (inside ? path : resolve(project, file)).split(sep).join("/");
}

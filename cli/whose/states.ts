/** The states of the project's stacks, as the backend has them. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Refusal } from "../../refusal/refusal";
import { stackNames } from "../../settings/committed-settings";
import type { Session } from "../command";
import { Failure } from "../exit";
import type { ExportedStack } from "../rehearsal/exported";
import { Pulumi } from "../repair/pulumi";
import { isSameStack, stackName } from "../repair/stack-name";
import { openTarget } from "../repair/target";

/** Which states. */
export interface Where {
  /** All stacks of the project, unless given. */
  readonly stack?: readonly string[];
  /** The local workspace; the backend of the shell, unless given. */
  readonly workspace?: string;
}

export interface States {
  /** The Pulumi project. */
  readonly project: string;
  /** By the stack's name in its project. */
  readonly states: ReadonlyMap<string, ExportedStack>;
}

/**
 * Reads them, one after the other; what is secret in them stays encrypted.
 *
 * @throws Refusal when there is no such workspace or stack; Failure when there is no stack at all, or with the engine's
 * complaints
 */
export async function readStates(session: Session, { stack: wanted, workspace }: Where): Promise<States> {
  const { pulumi, project, known } = await openBackend(session, wanted?.[0], workspace);
  refuseUnknown(wanted ?? [], known, project);
  if (known.length === 0) {
    const where = workspace === undefined ? "the backend of this shell" : `the workspace ${workspace}`;
    throw new Failure(`${where} has no stack of ${project}: there is no state to look in`);
  }
  const chosen = (wanted ?? known).map((name) => stackName(name, project).stack);
  const states = new Map<string, ExportedStack>();
  for (const name of new Set(chosen)) {
    session.output.progress(`… reading the state of ${name}`);
    states.set(name, await pulumi.exported(name));
  }
  return { project, states };
}

/**
 * The state of one stack; undefined while the backend has none of it.
 *
 * @throws as `readStates` does
 */
export async function readState(
  session: Session,
  stack: string,
  workspace?: string,
): Promise<ExportedStack | undefined> {
  const { pulumi, project, known } = await openBackend(session, stack, workspace);
  const isKnown = known.some((name) => isSameStack(name, stack, project));
  return isKnown ? pulumi.exported(stack) : undefined;
}

/** The engine on the backend, and the names there of the project's stacks. */
async function openBackend(
  session: Session,
  wanted: string | undefined,
  workspace: string | undefined,
): Promise<{ pulumi: Pulumi; project: string; known: readonly string[] }> {
  const stack = wanted ?? anyStack(session.project, workspace);
  const target = await openTarget(session, { stack, ...(workspace === undefined ? {} : { workspace }) });
  const { project } = target;
  const pulumi = new Pulumi(session, target, true);
  const known = (await pulumi.stacks()).filter((name) => stackName(name, project).project === project);
  return { pulumi, project, known };
}

/** One that the workspace has settings for: every command of the engine runs with the settings of some stack. */
function anyStack(folder: string, workspace: string | undefined): string {
  if (workspace === undefined) return DEFAULT_STACK;
  const settings = join(resolve(folder, ".multistage", workspace), "stacks");
  return (existsSync(settings) ? stackNames(settings)[0] : undefined) ?? DEFAULT_STACK;
}

const DEFAULT_STACK = "dev";

function refuseUnknown(wanted: readonly string[], known: readonly string[], project: string): void {
  const unknown = wanted.filter((name) => !known.some((one) => isSameStack(one, name, project)));
  if (unknown.length === 0) return;
  const names = known.map((name) => stackName(name, project).stack);
  const rule = `a stack of ${project} in this backend (${names.join(", ") || "it has none"})`;
  const remedy = "name one of these, or another backend";
  throw new Refusal(...unknown.map((got) => ({ property: "--stack", rule, got, remedy })));
}

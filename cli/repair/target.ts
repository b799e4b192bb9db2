/** What is repaired: a stack in a workspace of the local AWS, or in the backend the environment names. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { getEngine, type Engine } from "../../local/engine/engine";
import { EMULATOR_VARIABLE } from "../../local/mirror/variable";
import { runningSupervisor } from "../../local/planes/supervisor/running";
import { openWorkspace, stackFile, workspaceEnvironment } from "../../local/workspace/workspace";
import { Refusal } from "../../refusal/refusal";
import { projectName } from "../../settings/committed-settings";
import type { Session } from "../command";

/** A stack and everything that is needed to run pulumi on it. */
export interface Target {
  readonly stack: string;
  /** The name of the Pulumi project. */
  readonly project: string;
  readonly engine: Engine;
  /** The whole environment pulumi runs in. */
  readonly env: NodeJS.ProcessEnv;
  /** Where the state is kept while it is edited. */
  readonly folder: string;
  /** The command that gives a shell this environment; undefined where the shell has it already. */
  readonly shell?: string;
  /** What a person writes for `pulumi` where that is not enough: `env PULUMI_BACKEND_URL=… pulumi -C …`. */
  readonly asTold?: readonly string[];
}

/** Which stack, and where. */
export interface TargetOptions {
  readonly stack: string;
  readonly workspace?: string;
}

/** @throws Refusal when there is no Pulumi project here, or no such workspace with the stack */
export async function openTarget(session: Session, { stack, workspace }: TargetOptions): Promise<Target> {
  const { project: folder, output, signal } = session;
  const project = projectName(folder);
  if (workspace !== undefined) refuseMissing(folder, stack, workspace);
  const engine = await getEngine({ env: process.env, report: output.note, signal });
  if (workspace === undefined)
    return { stack, project, engine, env: process.env, folder: join(folder, ".multistage", "repair") };
  const opened = openWorkspace(folder, workspace, engine);
  const env: NodeJS.ProcessEnv = { ...process.env, ...workspaceEnvironment(opened, stack) };
  delete env["PULUMI_CONFIG_PASSPHRASE"]; // it would win over the workspace's file
  // What runs now, whatever this shell was told before.
  env[EMULATOR_VARIABLE] = (await runningSupervisor(opened.folder))?.emulator;
  const shell = `eval "$(npx multistage local env --workspace ${workspace} --stack ${stack})"`;
  return { stack, project, engine, env, folder: join(opened.folder, "repair"), shell };
}

function refuseMissing(project: string, stack: string, workspace: string): void {
  const folder = resolve(project, ".multistage", workspace);
  if (existsSync(stackFile({ folder }, stack))) return;
  throw new Refusal({
    property: "--workspace",
    rule: `a workspace of this project that has the stack ${stack}`,
    got: workspace,
    remedy: "name the one it lives in: local, or rehearsal after rehearse --keep",
  });
}

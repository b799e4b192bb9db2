/** The engine, ready to run on the account's program with its state here, and there. */
import { join, relative } from "node:path";
import type { Engine } from "../../local/engine/engine";
import { openWorkspace, workspaceEnvironment } from "../../local/workspace/workspace";
import type { Session } from "../command";
import { Pulumi } from "../repair/pulumi";
import { openDesk, writeSettings } from "./desk";
import type { AccountProgram } from "./settings";

/** A bootstrap that is under way. */
export interface Run {
  readonly stack: string;
  readonly program: AccountProgram;
  /** The folder of the program. */
  readonly folder: string;
  /** The folder in which the state begins. */
  readonly desk: string;
  /** With the state in that folder; `inDesk` for the command that writes settings. */
  readonly begin: () => { readonly from: Pulumi; readonly inDesk: Pulumi };
  /** With the state where it belongs; `settings` for the command that writes them. */
  readonly to: Pulumi;
  readonly settings: Pulumi;
  /** Whether the settings it writes are those of the project. */
  readonly commits: boolean;
  /** Every command that was told, in order. */
  readonly told: readonly string[];
}

export interface RunOptions {
  readonly stack: string;
  readonly folder: string;
  /** Of the local AWS; the account of this shell's credentials when left out. */
  readonly workspace?: string;
  readonly dryRun: boolean;
}

export function prepareRun(
  session: Session,
  { stack, folder, workspace, dryRun }: RunOptions,
  program: AccountProgram,
  engine: Engine,
): Run {
  const { project, settings, home } = program;
  const local = workspace === undefined ? undefined : openWorkspace(session.project, workspace, engine);
  const desk = join(local?.folder ?? join(session.project, ".multistage"), "bootstrap", stack);
  // Against the local AWS no committed settings change: the state is not for good there.
  const own = local === undefined ? folder : join(desk, "settings");
  const ownFile = local === undefined ? undefined : writeSettings(own, folder, stack, settings);
  const around = {
    ...process.env,
    ...(local === undefined ? {} : workspaceEnvironment(local, stack)),
    PULUMI_OPTION_CONFIG_FILE: undefined,
  };
  const told: string[] = [];
  const pulumi = (cwd: string, env: Readonly<Record<string, string>>): Pulumi => {
    const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    const asTold = ["env", ...variables, "pulumi", "-C", relative(session.project, cwd) || "."];
    const target = { stack, project, engine, env: { ...around, ...env }, folder: desk, asTold };
    return new Pulumi({ ...session, project: cwd }, target, dryRun, told);
  };
  const there = { PULUMI_BACKEND_URL: home.backend };
  return {
    stack,
    program,
    folder,
    desk,
    begin: () => {
      const { env, settingsFile } = openDesk(desk, folder, stack, settings);
      return {
        from: pulumi(folder, { ...env, PULUMI_OPTION_CONFIG_FILE: settingsFile }),
        inDesk: pulumi(desk, env),
      };
    },
    to: pulumi(folder, {
      ...there,
      ...(ownFile === undefined ? {} : { PULUMI_OPTION_CONFIG_FILE: ownFile }),
    }),
    settings: pulumi(own, there),
    commits: own === folder,
    told,
  };
}

/** The environment under which plain `pulumi` commands meet the local AWS, as a shell takes it. */
import { dirname } from "node:path";
import { getEngine } from "../../local/engine/engine";
import { openStack } from "../../local/workspace/stack";
import { openWorkspace, workspaceEnvironment } from "../../local/workspace/workspace";
import { runningSupervisor } from "../../local/planes/supervisor/running";
import type { SupervisorState } from "../../local/planes/supervisor/state";
import { EMULATOR_VARIABLE } from "../../local/mirror/variable";
import type { Session } from "../command";
import type { LocalOptions } from "./options";

export async function printEnvironment(
  { output, signal, project }: Session,
  options: LocalOptions,
): Promise<void> {
  const engine = await getEngine({ env: process.env, report: output.note, signal });
  const workspace = openWorkspace(project, options.workspace, engine);
  await openStack(workspace, options.stack);
  const running = await runningSupervisor(workspace.folder);
  const variables: Record<string, string> = {
    ...workspaceEnvironment(workspace, options.stack),
    ...(running === undefined ? {} : ofRunning(running)),
    PATH: `${dirname(engine.pulumi)}:${process.env["PATH"] ?? ""}`,
  };
  output.line("unset PULUMI_CONFIG_PASSPHRASE"); // it would win over the workspace's file
  // An earlier shell's, of planes that have ended since.
  if (running === undefined) output.line(`unset ${EMULATOR_VARIABLE}`);
  for (const [name, value] of Object.entries(variables))
    output.line(`export ${name}='${value.replaceAll("'", `'\\''`)}'`);
  output.result(variables);
}

/** Where AWS clients and the engine find what runs; the credentials are nobody's. */
function ofRunning({ emulator, endpoints, region }: SupervisorState): Record<string, string> {
  return {
    [EMULATOR_VARIABLE]: emulator,
    ...endpoints,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
}

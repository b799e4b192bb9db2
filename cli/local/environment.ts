/** The environment under which plain `pulumi` commands meet the local AWS, as a shell takes it. */
import { dirname } from "node:path";
import { getEngine } from "../../local/engine/engine";
import { openStack } from "../../local/workspace/stack";
import { openWorkspace, workspaceEnvironment } from "../../local/workspace/workspace";
import type { Session } from "../command";

interface Options {
  readonly stack: string;
  readonly workspace: string;
}

export async function printEnvironment(
  { output, signal, project }: Session,
  options: Options,
): Promise<void> {
  const engine = await getEngine({ env: process.env, report: output.note, signal });
  const workspace = openWorkspace(project, options.workspace, engine);
  await openStack(workspace, options.stack);
  const variables: Record<string, string> = {
    ...workspaceEnvironment(workspace, options.stack),
    PATH: `${dirname(engine.pulumi)}:${process.env["PATH"] ?? ""}`,
  };
  output.line("unset PULUMI_CONFIG_PASSPHRASE"); // it would win over the workspace's file
  for (const [name, value] of Object.entries(variables))
    output.line(`export ${name}='${value.replaceAll("'", `'\\''`)}'`);
  output.result(variables);
}

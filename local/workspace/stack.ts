/** A stack in a local workspace, ready to run: its settings derived, its secrets filled, the engine at hand. */
import "../../startup/light-pulumi.js";
import { randomBytes } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { committedSettings, stackSettings } from "../../settings/committed-settings";
import { localStackFile, SERVICES } from "./stack-file";
import { stackFile, workspaceEnvironment, type Workspace } from "./workspace";

/**
 * The stack `name` of the workspace's project; safe to repeat.
 *
 * @throws Refusal when the project has no settings for it
 */
export async function openStack(workspace: Workspace, name: string): Promise<Stack> {
  const committed = committedSettings(workspace.project, name);
  const own = stackFile(workspace, name);
  const before = existsSync(own) ? readFileSync(own, "utf8") : undefined;
  const { text, missingSecrets } = localStackFile(
    committed,
    before,
    stackSettings(workspace.project, name)[SERVICES],
  );
  writeFileSync(own, text, { mode: 0o600 });

  // What a shell has of the user's own, or of another stack's `local env`, would win over this workspace's.
  for (const variable of ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_OPTION_CONFIG_FILE"])
    Reflect.deleteProperty(process.env, variable);
  const pulumiCommand = await PulumiCommand.get({ root: workspace.engine.root });
  const envVars = workspaceEnvironment(workspace, name);
  await initialise(workspace, name, pulumiCommand, envVars, missingSecrets);
  const options = { pulumiCommand, envVars };
  return light(await LocalWorkspace.selectStack({ stackName: name, workDir: workspace.project }, options));
}

/**
 * A stack that does only what it is told: the Automation API asks for outputs and history after every operation, three
 * times a command of its own, and nobody here looks at them.
 */
export function light(stack: Stack): Stack {
  stack.outputs = () => Promise.resolve({});
  stack.info = () => Promise.resolve(undefined);
  return stack;
}

/** Makes the stack and invents its missing secrets, beside the local settings, so that no committed file changes. */
async function initialise(
  workspace: Workspace,
  name: string,
  pulumiCommand: PulumiCommand,
  env: Record<string, string>,
  missingSecrets: readonly string[],
): Promise<void> {
  const workDir = join(workspace.folder, "stacks");
  copyFileSync(join(workspace.project, "Pulumi.yaml"), join(workDir, "Pulumi.yaml"));
  const own = Object.entries(env).filter(([variable]) => variable !== "PULUMI_OPTION_CONFIG_FILE");
  const envVars = Object.fromEntries(own);
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: name, workDir },
    { pulumiCommand, envVars },
  );
  if (missingSecrets.length === 0) return;
  const invented = missingSecrets.map(
    (path) => [path, { value: randomBytes(24).toString("base64url"), secret: true }] as const,
  );
  await stack.setAllConfig(Object.fromEntries(invented), true);
}

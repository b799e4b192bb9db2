/** A state on its way from the folder it began in to the bucket it has made. */
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../exit";
import type { Pulumi } from "../repair/pulumi";
import { SECRET_SIGNATURE } from "../../wire/values";

/** The engine at both ends. */
export interface Ends {
  readonly from: Pulumi;
  /** For the commands that write settings. */
  readonly settings: Pulumi;
  readonly to: Pulumi;
}

/**
 * Makes the stack there, unless an interrupted move has, and gives it the state; then nothing may be left to change.
 *
 * @param folder - where the state is kept on its way
 * @throws Failure with the engine's complaints; safe to repeat
 */
export async function moveState(
  { from, settings, to }: Ends,
  {
    folder,
    secretsProvider,
    stackIsThere,
  }: { folder: string; secretsProvider: string; stackIsThere: boolean },
  dryRun: boolean,
): Promise<void> {
  const file = join(folder, "state.json");
  if (!stackIsThere) await settings.change("stack", "init", "--secrets-provider", secretsProvider);
  try {
    await from.change("stack", "export", "--file", file);
    if (!dryRun) withoutProvider(file);
    await to.change("stack", "import", "--file", file);
  } finally {
    rmSync(file, { force: true });
  }
  await to.change("preview", "--expect-no-changes");
}

/** With no provider of its own the state is encrypted with the stack's; there is nothing in it to decrypt. */
function withoutProvider(file: string): void {
  chmodSync(file, 0o600);
  const text = readFileSync(file, "utf8");
  if (text.includes(SECRET_SIGNATURE))
    throw new Failure("the state has secrets, which cannot be moved; an account's program makes none");
  const exported = JSON.parse(text) as { deployment: Record<string, unknown> };
  delete exported.deployment["secrets_providers"];
  writeFileSync(file, JSON.stringify(exported, undefined, 2), { mode: 0o600 });
}

/**
 * Where the state of an account lives until the bucket is there for it: a folder of the project, with settings of its
 * own, so that the committed ones get only what is for good. Nothing of a bootstrap is secret; the passphrase is empty.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { localStackFile } from "../../local/workspace/stack-file";

const STATE = "state";

/** Whether a state is here that was not moved yet. */
export function hasState(folder: string): boolean {
  return existsSync(join(folder, STATE, ".pulumi", "stacks"));
}

/** What pulumi needs to keep a state here. */
export interface Desk {
  readonly env: Readonly<Record<string, string>>;
  readonly settingsFile: string;
}

/** Makes the folder ready for a state that begins here, or takes it as an interrupted run has left it. */
export function openDesk(folder: string, program: string, stack: string, settings: string): Desk {
  mkdirSync(join(folder, STATE), { recursive: true, mode: 0o700 });
  const settingsFile = writeSettings(folder, program, stack, settings);
  const url = pathToFileURL(join(folder, STATE)).href;
  return { env: { PULUMI_BACKEND_URL: url, PULUMI_CONFIG_PASSPHRASE: "" }, settingsFile };
}

/** A copy of the settings, encrypted with what the folder's stack is encrypted with; gives its file. */
export function writeSettings(folder: string, program: string, stack: string, settings: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = join(folder, `Pulumi.${stack}.yaml`);
  const before = existsSync(own) ? readFileSync(own, "utf8") : undefined;
  writeFileSync(own, localStackFile(settings, before).text, { mode: 0o600 });
  copyFileSync(join(program, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  return own;
}

/** Puts the state aside that has moved; gives where it is kept. */
export function putAside(folder: string): string {
  const stamp = new Date().toISOString().replace(/\D/g, "");
  const kept = join(folder, `moved-${stamp}`);
  renameSync(join(folder, STATE), kept);
  return kept;
}

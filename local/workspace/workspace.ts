/**
 * A local workspace: one folder that holds everything a stack needs to live on this machine without an AWS account —
 * the engine's state and home, the passphrase, the stacks' local settings and the local AWS's store.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Refusal } from "../../refusal/refusal";
import { cacheFolder } from "../engine/cache-folder";
import type { Engine } from "../engine/engine";
import { packageRoot, versionOf } from "../package-root";
import { STORE_VARIABLE } from "../aws/store/store";
import { installPlugins } from "./plugins";

export interface Workspace {
  /** The folder of it all. */
  readonly folder: string;
  /** The folder of the Pulumi project. */
  readonly project: string;
  readonly engine: Engine;
}

/** The file of the local AWS's store. */
export function storeFile({ folder }: Pick<Workspace, "folder">): string {
  return join(folder, "aws.jsonl");
}

/** The local settings of a stack. */
export function stackFile({ folder }: Pick<Workspace, "folder">, stack: string): string {
  return join(folder, "stacks", `Pulumi.${stack}.yaml`);
}

/**
 * Makes the folder ready, or takes it as an earlier run left it.
 *
 * @throws Refusal when it holds stacks but not the passphrase they were made with
 */
export function openWorkspace(project: string, name: string, engine: Engine): Workspace {
  const folder = resolve(project, ".multistage", name);
  const workspace = { folder, project: resolve(project), engine };
  for (const part of ["state", "home", "stacks"])
    mkdirSync(join(folder, part), { recursive: true, mode: 0o700 });
  ensurePassphrase(folder);
  const served = (file: string): string => join(packageRoot(), "dist", "local", file);
  installPlugins(join(folder, "home"), [
    { kind: "resource", name: "aws", version: versionOf("@pulumi/aws"), program: served("aws/main.js") },
    { kind: "resource", name: "awsx", version: versionOf("@pulumi/awsx"), program: served("awsx/main.js") },
    ...(engine.languageHost === "official"
      ? []
      : [
          {
            kind: "language" as const,
            name: "nodejs",
            version: engine.version,
            program: served("engine/language-host.js"),
          },
        ]),
  ]);
  return workspace;
}

/** What the engine runs under; `stack` chooses the settings its commands read and write. */
export function workspaceEnvironment(workspace: Workspace, stack: string): Record<string, string> {
  const { folder } = workspace;
  return {
    PULUMI_BACKEND_URL: pathToFileURL(join(folder, "state")).href,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile(folder),
    PULUMI_OPTION_CONFIG_FILE: stackFile(workspace, stack),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    [STORE_VARIABLE]: storeFile(workspace),
    MULTISTAGE_CACHE_DIR: cacheFolder(process.env),
    // Nothing here needs the network; a request that tries goes nowhere instead of somewhere.
    HTTP_PROXY: "http://127.0.0.1:9",
    HTTPS_PROXY: "http://127.0.0.1:9",
    NO_PROXY: "127.0.0.1,localhost",
  };
}

function passphraseFile(folder: string): string {
  return join(folder, "passphrase");
}

/** A random one for a new workspace; never a new one for stacks that were encrypted with another. */
function ensurePassphrase(folder: string): void {
  const file = passphraseFile(folder);
  if (existsSync(file) && readFileSync(file, "utf8") !== "") return;
  if (readdirSync(join(folder, "state")).length > 0) {
    const rule = `the passphrase the stacks in ${folder} were made with`;
    const remedy = "put the file back, or remove the folder to start anew";
    throw new Refusal({ property: file, rule, got: "no such file", remedy });
  }
  writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  chmodSync(file, 0o600); // an empty file keeps the mode it had
}

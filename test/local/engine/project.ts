/** A tiny Pulumi project that the plain command line runs through our language host, with no network. */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import type { Engine } from "../../../local/engine/engine";
import { packageRoot } from "../../../local/package-root";
import { temporaryFolder } from "../../helpers/temporary-folder";

export interface Project {
  readonly folder: string;
  /** Runs the engine's command line to its end, whatever its exit code. */
  pulumi: (...args: string[]) => Promise<Run>;
  /** Starts it, with both outputs as pipes. */
  start: (...args: string[]) => ChildProcess;
}

export interface Run {
  readonly code: number;
  /** Both outputs, one after the other. */
  readonly text: string;
}

/** The language host as the package ships it: compiled, where its own imports can be found. */
export function compiledHost(): string {
  const file = join(
    packageRoot(),
    "node_modules",
    ".cache",
    "multistage-test",
    `language-host-${process.pid}.js`,
  );
  const source = join(packageRoot(), "local", "engine", "language-host.ts");
  buildSync({ entryPoints: [source], bundle: true, packages: "external", platform: "node", outfile: file });
  return file;
}

/**
 * @param files - the project's, by path
 * @param host - the compiled language host
 */
export function project(engine: Engine, host: string, files: Record<string, string>): Project {
  const folder = temporaryFolder();
  const home = join(folder, "home");
  const plugin = join(home, "plugins", `language-nodejs-v${engine.version}`);
  for (const path of [plugin, join(folder, "state")]) mkdirSync(path, { recursive: true });
  const starter = join(plugin, "pulumi-language-nodejs");
  writeFileSync(starter, `#!/bin/sh\nexec '${process.execPath}' '${host}' "$@"\n`);
  chmodSync(starter, 0o755);

  // The SDK is found above the project, as with a hoisted installation.
  mkdirSync(join(folder, "node_modules", "@pulumi"), { recursive: true });
  symlinkSync(
    join(packageRoot(), "node_modules", "@pulumi", "pulumi"),
    join(folder, "node_modules", "@pulumi", "pulumi"),
  );
  const root = join(folder, "project");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: folder,
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase of the tests",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    HTTP_PROXY: "http://127.0.0.1:9",
    HTTPS_PROXY: "http://127.0.0.1:9",
    NO_PROXY: "127.0.0.1,localhost",
  };
  const options = { cwd: root, env };
  const common = ["--non-interactive", "--color", "never"];
  return {
    folder: root,
    pulumi: (...args) =>
      new Promise((resolve) => {
        const child = execFile(engine.pulumi, [...args, ...common], options, (_, stdout, stderr) => {
          resolve({ code: child.exitCode ?? -1, text: stdout + stderr });
        });
      }),
    start: (...args) => spawn(engine.pulumi, [...args, ...common], options),
  };
}

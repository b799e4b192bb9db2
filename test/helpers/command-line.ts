/** The compiled `multistage` command, run as a person would run it. */
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { stackSettings } from "../../settings/committed-settings";
import { temporaryFolder } from "./temporary-folder";

export const ROOT = resolve(__dirname, "../..");

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Options {
  readonly project?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with everything that was printed so far, each time something is. */
  readonly onOutput?: (text: string, interrupt: () => void) => void;
}

export function multistage(args: readonly string[], options: Options = {}): Promise<Outcome> {
  return run(process.execPath, [join(ROOT, "dist/cli/main.js"), ...args], options);
}

export function run(program: string, args: readonly string[], options: Options = {}): Promise<Outcome> {
  const { project = ROOT, env = process.env, onOutput } = options;
  const child = spawn(program, args, { cwd: project, env, stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  const seen = (): void => onOutput?.(out + err, () => child.kill("SIGINT"));
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    seen();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
    seen();
  });
  return new Promise((settle, reject) => {
    child.once("error", reject).once("close", (code) => {
      settle({ code, out, err });
    });
  });
}

/** A project of a test's own: this one, with stack settings that can be changed and local state that is its own. */
export function ownProject(): string {
  const folder = temporaryFolder();
  for (const name of readdirSync(ROOT)) {
    if (name === ".multistage" || name === ".git") continue;
    if (/^Pulumi\..*yaml$/.test(name)) copyFileSync(join(ROOT, name), join(folder, name));
    else symlinkSync(join(ROOT, name), join(folder, name));
  }
  // What was packaged once need not be packaged by every test.
  const artifacts = join(ROOT, ".multistage", "artifacts");
  mkdirSync(artifacts, { recursive: true });
  mkdirSync(join(folder, ".multistage"));
  symlinkSync(artifacts, join(folder, ".multistage", "artifacts"));
  return folder;
}

/** The same with dev's serverless services alone, whose operations take half the time, and all its settings in its file. */
export function serverlessProject(): string {
  const folder = ownProject();
  const config: Record<string, unknown> = { ...stackSettings(folder, "dev") };
  const services = config["multistage:services"] as { kind: string }[];
  config["multistage:services"] = services.filter(({ kind }) => kind === "serverless");
  delete config["multistage:loadBalancer"];
  writeFileSync(join(folder, "Pulumi.dev.yaml"), stringify({ config }));
  const file = join(folder, "Pulumi.yaml");
  const project = parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  delete project["config"];
  writeFileSync(file, stringify(project));
  return folder;
}

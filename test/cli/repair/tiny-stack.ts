/** A tiny project with a stack in a local workspace, run by the plain pulumi command as a person would run it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Fault } from "../../../local/aws/faults";
import { Inventory } from "../../../local/aws/inventory";
import { Store } from "../../../local/aws/store/store";
import {
  openWorkspace,
  stackFile,
  storeFile,
  workspaceEnvironment,
  type Workspace,
} from "../../../local/workspace/workspace";
import type { ExportedStack } from "../../../cli/repair/state";
import { multistage, ROOT, run, type Outcome } from "../../helpers/command-line";
import { testEngine } from "../../helpers/engine";
import { temporaryFolder } from "../../helpers/temporary-folder";

const DEADLINE_MS = 30_000;
const QUIET_MS = 300;

/** When a file was written last; one that was there only for a moment, just now. */
function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
}

export class TinyStack {
  private constructor(
    readonly workspace: Workspace,
    readonly name: string,
  ) {}

  /** @param program - as for `write` */
  static async make(program: string): Promise<TinyStack> {
    const folder = temporaryFolder();
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "Pulumi.yaml"), PROJECT);
    writeFileSync(join(folder, "package.json"), "{}");
    const workspace = openWorkspace(folder, "local", await testEngine());
    const stack = new TinyStack(workspace, "dev");
    stack.write(program);
    return stack.init();
  }

  /** Gives the project another program: the body of a module that has `pulumi`, `ec2` and `iam` at hand. */
  write(program: string): void {
    writeFileSync(join(this.folder, "index.js"), HEAD + program);
  }

  /** Another stack of the same project, in the same workspace. */
  sibling(name: string): Promise<TinyStack> {
    return new TinyStack(this.workspace, name).init();
  }

  get folder(): string {
    return this.workspace.project;
  }

  get env(): NodeJS.ProcessEnv {
    const passphrase = { PULUMI_CONFIG_PASSPHRASE: undefined }; // one of this shell's would win
    return { ...process.env, ...workspaceEnvironment(this.workspace, this.name), ...passphrase };
  }

  pulumi(args: readonly string[], faults: readonly Fault[] = []): Promise<Outcome> {
    const env = { ...this.env, MULTISTAGE_LOCAL_FAULTS: JSON.stringify(faults) };
    const all = [...args, ...PLAIN, "--stack", this.name];
    return run(this.workspace.engine.pulumi, all, { project: this.folder, env });
  }

  up(faults?: readonly Fault[], ...more: string[]): Promise<Outcome> {
    return this.pulumi([...UP, ...more], faults);
  }

  /**
   * Runs up, and sends the engine a signal when the store's file holds the text (once more than before) and the engine
   * has written what it had to write. Resolves when the engine has ended.
   */
  async interruptedUp(how: NodeJS.Signals, text: string, faults: readonly Fault[]): Promise<void> {
    const env = { ...this.env, MULTISTAGE_LOCAL_FAULTS: JSON.stringify(faults) };
    const args = [...UP, ...PLAIN, "--stack", this.name];
    const before = this.count(text);
    const engine = spawn(this.workspace.engine.pulumi, args, { cwd: this.folder, env, stdio: "ignore" });
    const ended = once(engine, "exit");
    try {
      await this.until(engine, () => this.count(text) > before && this.quietFor() > QUIET_MS);
      engine.kill(how);
      await ended;
    } finally {
      engine.kill("SIGKILL");
    }
  }

  repair(...args: string[]): Promise<Outcome> {
    return multistage(["repair", "--workspace", "local", "--stack", this.name, ...args], {
      project: this.folder,
    });
  }

  async state(): Promise<ExportedStack["deployment"]> {
    const { out, err } = await this.pulumi(["stack", "export"]);
    if (out === "") throw new Error(err);
    return (JSON.parse(out) as ExportedStack).deployment;
  }

  /** What of AWS the state has, each as `<type> <id>`; what is only waiting to be deleted is marked. */
  async recorded(): Promise<string[]> {
    const { resources = [] } = await this.state();
    const made = resources.filter(({ custom, type }) => custom === true && !type.startsWith("pulumi:"));
    return made.map((one) => `${one.type} ${one.id}${one.delete === true ? " to be deleted" : ""}`).sort();
  }

  /** What the local AWS holds. */
  held(): string[] {
    const objects = new Inventory(this.store()).objects();
    return objects.map(({ type, id }) => `${type} ${id}`).sort();
  }

  store(): Store {
    return new Store(storeFile(this.workspace));
  }

  /** Where the engine puts its lock. */
  lockFolder(): string {
    return join(this.workspace.folder, "state", ".pulumi", "locks", "organization", "tiny", this.name);
  }

  /** Where the engine keeps the state. */
  stateFile(): string {
    return join(this.workspace.folder, "state", ".pulumi", "stacks", "tiny", `${this.name}.json`);
  }

  /** The text of everything the engine and the repair keep: states, backups, history. */
  kept(): string {
    const texts = ["state", "repair"].flatMap((part) => {
      const folder = join(this.workspace.folder, part);
      if (!existsSync(folder)) return [];
      const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) =>
        one.isFile(),
      );
      return files.map((one) => readFileSync(join(one.parentPath, one.name), "utf8"));
    });
    return texts.join("\n");
  }

  /** For how long the engine has written nothing beside the state, in ms. */
  private quietFor(): number {
    const folder = dirname(this.stateFile());
    return Date.now() - Math.max(...readdirSync(folder).map((name) => modified(join(folder, name))));
  }

  private count(text: string): number {
    return readFileSync(this.store().path, "utf8").split(text).length - 1;
  }

  private async until(engine: ChildProcess, seen: () => boolean): Promise<void> {
    const deadline = Date.now() + DEADLINE_MS;
    while (!seen()) {
      if (engine.exitCode !== null)
        throw new Error(`up ended with ${engine.exitCode} before it was interrupted`);
      if (Date.now() > deadline) throw new Error("up did not come to where it was to be interrupted");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private async init(): Promise<this> {
    const file = stackFile(this.workspace, this.name);
    writeFileSync(file, "config:\n  aws:region: ap-northeast-2\n");
    // Its settings are to be written beside the state, as in every workspace.
    const stacks = join(this.workspace.folder, "stacks");
    copyFileSync(join(this.folder, "Pulumi.yaml"), join(stacks, "Pulumi.yaml"));
    const env = { ...this.env, PULUMI_OPTION_CONFIG_FILE: undefined };
    const args = ["stack", "init", this.name, ...PLAIN];
    const { code, err } = await run(this.workspace.engine.pulumi, args, { project: stacks, env });
    if (code !== 0) throw new Error(err);
    mkdirSync(this.lockFolder(), { recursive: true });
    return this;
  }
}

const UP = ["up", "--yes", "--skip-preview"];
const PLAIN = ["--non-interactive", "--color", "never"];
const PROJECT = "name: tiny\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n";
const HEAD = `
require(${JSON.stringify(join(ROOT, "startup/light-pulumi.js"))});
Error.stackTraceLimit = 0;
const pulumi = require("@pulumi/pulumi");
const ec2 = require("@pulumi/aws/ec2");
const iam = require("@pulumi/aws/iam");
`;

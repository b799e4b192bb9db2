/** An inline program run by the real engine against a local AWS inside the test's own process. */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, PulumiCommand, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import { Faults, type Fault } from "../../local/aws/faults";
import { serve } from "../../local/aws/provider/grpc";
import { LocalAws } from "../../local/aws/provider/local-aws";
import { rows } from "../../local/aws/rows";
import { Store } from "../../local/aws/store/store";
import { typeTable } from "../../local/aws/types/type-table";
import { cacheFolder } from "../../local/engine/cache-folder";
import { light } from "../../local/workspace/stack";
import type { Emulator } from "../../local/mirror/emulator";
import { testEngine } from "./engine";
import { startAwsx } from "./awsx-process";
import { temporaryFolder } from "./temporary-folder";

export interface LocalStack {
  readonly stack: Stack;
  readonly store: Store;
  /** The engine's state, backups and history. */
  readonly stateFolder: string;
  /** From now on the local AWS has these faults. */
  setFaults: (faults: readonly Fault[]) => void;
  /** From now on the engine and the local AWS know nothing of what was made; quicker than a destroy. */
  forget: () => void;
  close: () => void;
}

/** It asks the engine for its version, so one is enough. */
let command: Promise<PulumiCommand> | undefined;

interface Options {
  /** Whether there is a local awsx beside the local AWS. */
  readonly awsx?: boolean;
  /** What the local AWS holds, where it is another stack's, too. */
  readonly store?: Store;
  /** Where what a release works on is made too. */
  readonly emulator?: Emulator;
  /** `test` where it is not given. */
  readonly stackName?: string;
}

export async function localStack(program: PulumiFn, options: Options = {}): Promise<LocalStack> {
  const { stackName = "test" } = options;
  const folder = temporaryFolder();
  const [stateFolder, home] = [join(folder, "state"), join(folder, "home")];
  // Without one the Automation API makes a folder for each stack, and leaves it.
  const workDir = join(folder, "project");
  for (const path of [stateFolder, home, workDir]) mkdirSync(path);
  // An inline program lies in the folder of the tests' process, which has a configuration of its own.
  const policy = join(folder, "policy.yaml");
  writeFileSync(policy, "{}");
  const table = typeTable(cacheFolder(process.env));
  const store = options.store ?? new Store(join(folder, "aws.jsonl"));
  let faults = new Faults();
  const switchable = Object.assign(new Faults(), {
    strike: (...call: Parameters<Faults["strike"]>) => faults.strike(...call),
  });
  const { emulator } = options;
  const aws = new LocalAws({ table, rows, store, faults: switchable, emulator });
  const { server, port } = await serve(aws, table.sdk);
  const awsx = options.awsx === true ? await startAwsx() : undefined;
  const envVars = {
    PULUMI_BACKEND_URL: `file://${stateFolder}`,
    PULUMI_HOME: home,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase of the tests",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    MULTISTAGE_POLICY: policy,
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DEBUG_PROVIDERS: [`aws:${port}`, ...(awsx === undefined ? [] : [`awsx:${awsx.port}`])].join(),
    HTTP_PROXY: "http://127.0.0.1:9",
    HTTPS_PROXY: "http://127.0.0.1:9",
    NO_PROXY: "127.0.0.1,localhost",
  };
  command ??= testEngine().then(({ root }) => PulumiCommand.get({ root }));
  const stackSettings = { [stackName]: { config: { "aws:region": "ap-northeast-2" } } };
  const engine = { workDir, envVars, stackSettings, pulumiCommand: await command };
  const named = { stackName, projectName: "local-aws", program };
  const stack = light(await LocalWorkspace.createStack(named, engine));
  const state = join(stateFolder, ".pulumi", "stacks", "local-aws", `${stackName}.json`);
  const empty = join(folder, "empty.json");
  copyFileSync(state, empty);
  return {
    stack,
    store,
    stateFolder,
    setFaults: (next) => {
      faults = new Faults(next);
    },
    forget: () => {
      faults = new Faults();
      for (const { type, key } of store.list()) store.remove(type, key);
      copyFileSync(empty, state);
    },
    close: () => {
      server.forceShutdown();
      awsx?.process.kill();
    },
  };
}

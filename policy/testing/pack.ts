/** A policy pack in a process of its own, asked as the engine asks it; no engine is needed. For teams' own tests, too. */
import { spawn, type ChildProcess } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import proto from "@pulumi/pulumi/proto/analyzer_pb";
import services from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { Secret, Unknown, type Value } from "../../wire/values";
import {
  configuration,
  described,
  diagnostics,
  inStack,
  remediations,
  type Declared,
  type Diagnostic,
  type PackConfig,
  type Remediation,
} from "./messages";

export type { Declared, Diagnostic, PackConfig, Remediation };

/** Stands for a value that a preview does not know yet. */
export const unknown: Value = Unknown.value;

/** A value that the program has marked as a secret. */
export function secret(value: Value): Value {
  return new Secret(value);
}

export interface RunningPack {
  /** Of its process, for those who watch its memory. */
  readonly pid: number;
  /** What the pack says of itself. */
  readonly info: () => Promise<proto.AnalyzerInfo.AsObject>;
  /** Tells it what `--policy-pack-config` would: a rule that is not named is as it is by itself. */
  readonly configure: (config: PackConfig) => Promise<void>;
  /** What it would change in a resource, one rule after the other: the engine goes on with the last inputs. */
  readonly remediate: (resource: Declared) => Promise<readonly Remediation[]>;
  /** What it says of one resource. */
  readonly analyze: (resource: Declared) => Promise<readonly Diagnostic[]>;
  /** What it says of a stack as a whole, after each resource was analyzed. */
  readonly analyzeStack: (resources: readonly Declared[]) => Promise<readonly Diagnostic[]>;
  /** Ends it. */
  readonly close: () => Promise<void>;
}

export interface PackOptions {
  /** The stack it is to believe in; `dev` where it is not given. */
  readonly stack?: string;
  /** Where it runs, as the engine runs an executable pack in the program's folder; its own folder where it is not given. */
  readonly cwd?: string;
  /** Variables of its environment besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The engine waits as long, too. */
const START_MS = 30_000;

/**
 * Starts a compiled pack: an executable file, or the folder of a pack written in JavaScript.
 * @throws Error with what the pack has printed, where it ends or says no port within 30 seconds.
 *
 * @example
 * ```typescript
 * import { secret, startPack, unknown } from "multistage/policy-testing";
 *
 * async function test(): Promise<void> {
 *   const pack = await startPack("node_modules/multistage/dist/policy/multistage-policy");
 *   await pack.configure({ "required-tags": "advisory" });
 *   const inputs = { cidrBlock: unknown, tags: { Owner: secret("web") } };
 *   console.log(await pack.analyze({ type: "aws:ec2/vpc:Vpc", inputs }));
 *   await pack.close();
 * }
 * ```
 */
export async function startPack(
  path: string,
  { stack = "dev", cwd, env = {} }: PackOptions = {},
): Promise<RunningPack> {
  const isFolder = existsSync(join(path, "PulumiPolicy.yaml"));
  const [command, args] = isFolder ? [process.execPath, [mainOf(path)]] : [executable(path), []];
  const child = spawn(command, args, {
    cwd: cwd ?? (isFolder ? path : process.cwd()),
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const port = await portOf(child);
  const client = new services.AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const info = (): Promise<proto.AnalyzerInfo> => asked((done) => client.getAnalyzerInfo(new Empty(), done));
  return {
    pid: child.pid ?? 0,
    info: async () => (await info()).toObject(),
    configure: async (config) => {
      const request = configuration(config, (await info()).getPoliciesList());
      await asked<Empty>((done) => client.configure(request, done));
    },
    remediate: async (declared) => {
      const request = described(new proto.AnalyzeRequest(), declared, stack);
      return remediations(await asked((done) => client.remediate(request, done)));
    },
    analyze: async (declared) => {
      const request = described(new proto.AnalyzeRequest(), declared, stack);
      return diagnostics(await asked((done) => client.analyze(request, done)));
    },
    analyzeStack: async (all) => {
      const request = new proto.AnalyzeStackRequest();
      request.setResourcesList(all.map((one) => inStack(one, all, stack)));
      return diagnostics(await asked((done) => client.analyzeStack(request, done)));
    },
    close: async () => {
      client.close();
      const ended = new Promise((resolve) => child.once("close", resolve));
      if (child.exitCode === null && child.kill()) await ended;
    },
  };
}

function mainOf(folder: string): string {
  const { main = "index.js" } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    main?: string;
  };
  return join(folder, main);
}

function executable(path: string): string {
  accessSync(path, constants.X_OK);
  return path;
}

async function portOf(child: ChildProcess): Promise<string> {
  let [out, errors] = ["", ""];
  return new Promise((resolve, reject) => {
    const refuse = (how: string): void => {
      child.kill("SIGKILL");
      reject(new Error(`the policy pack ${how}${errors === "" ? "" : `:\n${errors.trim()}`}`));
    };
    const late = setTimeout(() => {
      refuse(`said no port within ${START_MS / 1000} s`);
    }, START_MS);
    child.stderr?.on("data", (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.stdout?.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      const [, port] = /^(\d+)\s/.exec(out) ?? [];
      if (port === undefined) return;
      clearTimeout(late);
      resolve(port);
    });
    child.once("error", (error) => {
      clearTimeout(late);
      reject(error);
    });
    child.once("close", (code) => {
      clearTimeout(late);
      refuse(`ended with ${String(code)}`);
    });
  });
}

/** A call that fails is the pack's failure, which the engine would show. */
function asked<Response>(
  call: (done: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}

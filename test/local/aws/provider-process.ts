/** The local AWS as the engine runs it: the compiled plugin in a process of its own. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { packageRoot } from "../../../local/package-root";
import { ProviderClient } from "./provider-client";

const PROGRAM = join(packageRoot(), "dist/local/aws/main.js");
const DEADLINE_MS = 20_000;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

export interface ProviderProcess {
  readonly process: Child;
  readonly port: number;
  readonly client: ProviderClient;
  /** Ends it as the engine does, and waits until it is gone. */
  readonly stop: () => Promise<void>;
}

interface Start {
  readonly env?: NodeJS.ProcessEnv;
  /** A program to start it with, e.g. in a namespace of its own. */
  readonly under?: readonly string[];
}

function launch({ env = {}, under = [] }: Start): Child {
  const command = [...under, process.execPath, PROGRAM];
  return spawn(command[0]!, command.slice(1), {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, MULTISTAGE_LOCAL_STORE: undefined, MULTISTAGE_LOCAL_FAULTS: undefined, ...env },
  });
}

/** Starts it and waits for the port it prints. */
export async function startProvider(options: Start): Promise<ProviderProcess> {
  const child = launch(options);
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, "line", { signal: AbortSignal.timeout(DEADLINE_MS) })) as [string];
  const client = new ProviderClient(Number(line));
  return {
    process: child,
    port: Number(line),
    client,
    stop: async () => {
      client.close();
      child.stdin.end();
      await exitOf(child);
    },
  };
}

/** How it ends when it is not to start at all. */
export async function refusedStart(options: Start): Promise<{ code: number | null; stderr: string }> {
  const child = launch(options);
  const [code, stderr] = await Promise.all([exitOf(child), text(child.stderr)]);
  return { code, stderr };
}

export async function exitOf(child: Child): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const [code] = (await once(child, "exit", { signal: AbortSignal.timeout(DEADLINE_MS) })) as [number | null];
  return code;
}

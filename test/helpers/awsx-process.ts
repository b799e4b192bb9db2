/** The local awsx as a process of its own, as the engine starts it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface AwsxProcess {
  readonly process: ChildProcess;
  readonly port: number;
}

const DEADLINE_MS = 20_000;

/** Resolves once it has said its port; the engine it is told of is at no address, which is for logs only. */
export async function startAwsx(): Promise<AwsxProcess> {
  const main = join(__dirname, "../../local/awsx/main.ts");
  const args = ["-r", "ts-node/register/transpile-only", main, "127.0.0.1:1"];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, "line", { signal: AbortSignal.timeout(DEADLINE_MS) })) as [string];
  return { process: child, port: Number(line) };
}

/** Runs a service by its start command, as the platform does, and ends it. */
import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A service that answers. */
export interface Served {
  /** Where, without a slash at the end. */
  readonly url: string;
  /** Asks it to end and waits for that, at most 10 seconds; returns the exit code. */
  stop(): Promise<number | null>;
}

/** Starts `./run.sh` in a folder with nothing in its environment but what is given and a free port in PORT, and waits at
 * most 20 seconds for its health path. */
export async function serve(
  folder: string,
  healthPath: string,
  env: Readonly<Record<string, string>>,
): Promise<Served> {
  const port = await freePort();
  const child = spawn("./run.sh", [], {
    cwd: folder,
    env: { ...env, PORT: String(port) },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => (printed += chunk));
  }
  const endGroup = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  };
  const exited = once(child, "exit").then(([code]) => code as number | null);
  const onExit = (): void => {
    endGroup("SIGKILL");
  };
  process.once("exit", onExit);
  void exited.then(() => process.removeListener("exit", onExit));

  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 20_000;
  while (!(await answers(url + healthPath))) {
    assert.equal(child.exitCode, null, `the service ended before it answered:\n${printed}`);
    if (Date.now() > deadline) {
      endGroup("SIGKILL");
      assert.fail(`${healthPath} did not answer within 20 s:\n${printed}`);
    }
    await sleep(20);
  }
  return {
    url,
    async stop() {
      endGroup("SIGTERM");
      const code = await Promise.race([exited, sleep(10_000, "late" as const, { ref: false })]);
      if (code !== "late") return code;
      endGroup("SIGKILL");
      return assert.fail(`the service did not end within 10 s:\n${printed}`);
    },
  };
}

/** Whether anything answers at an address. */
export async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    return false;
  }
}

/** A port of 127.0.0.1 that nobody has at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  server.close();
  return address.port;
}

/** The store that tests of this plane run against: moto, where MULTISTAGE_MOTO names its executable. */
import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../examples/served";

export const MOTO = process.env["MULTISTAGE_MOTO"];

export interface RunningStore {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export async function startStore(): Promise<RunningStore> {
  assert.ok(MOTO !== undefined, "MULTISTAGE_MOTO must name moto_server");
  const port = await freePort();
  const child = spawn(MOTO, ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const kill = (): void => {
    child.kill("SIGKILL");
  };
  process.once("exit", kill);
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answered = await fetch(`${endpoint}/moto-api/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) break;
    assert.ok(Date.now() < deadline, "moto did not answer within 20 s");
    await sleep(50);
  }
  return {
    endpoint,
    async stop() {
      process.removeListener("exit", kill);
      child.kill();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

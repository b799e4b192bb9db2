/** The store that tests declare load balancers in: one moto for a file of tests, emptied between them. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface TestStore {
  readonly endpoint: string;
  readonly region: string;
  empty(): Promise<void>;
  /** Ends it by force, as an accident would. */
  kill(): Promise<void>;
  /** Starts it again, empty, at the same address. */
  restart(): Promise<void>;
}

/** Starts before the tests of the calling `describe` and ends after them; emptied before each. */
export function testStore(): TestStore {
  let port = 0;
  let child: ChildProcess | undefined;
  const store: TestStore = {
    get endpoint() {
      return `http://127.0.0.1:${port}`;
    },
    region: "ap-northeast-2",
    async empty() {
      const { status } = await fetch(`${store.endpoint}/moto-api/reset`, { method: "POST" });
      assert.equal(status, 200);
    },
    async kill() {
      if (child?.exitCode !== null || !child.kill("SIGKILL")) return;
      await once(child, "exit");
    },
    async restart() {
      child = start(port);
      await listens(store.endpoint);
    },
  };
  before(async () => {
    port = await freePort();
    await store.restart();
  });
  beforeEach(() => store.empty());
  after(() => store.kill());
  return store;
}

/** The first of three ports in a row that nothing listens on now, outside of those the system gives to anyone. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all([port, port + 1, port + 2].map(isFree));
    if (free.every(Boolean)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port);
  const listening = await once(server, "listening").then(
    () => true,
    () => false,
  );
  if (listening) await once(server.close(), "close");
  return listening;
}

function start(port: number): ChildProcess {
  const program = process.env["MULTISTAGE_MOTO"];
  assert.ok(program !== undefined, "MULTISTAGE_MOTO must name moto_server");
  const child = spawn(program, ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  process.once("exit", () => child.kill("SIGKILL"));
  return child;
}

async function listens(endpoint: string): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    const answered = await fetch(`${endpoint}/moto-api/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    assert.ok(Date.now() < end, "waited 20 s for moto to listen");
    await sleep(50);
  }
}

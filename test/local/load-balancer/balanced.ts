/** A data plane for each test: with apps of the test's own behind it, and nothing random unless asked for. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import {
  startDataPlane,
  type DataPlane,
  type DataPlaneOptions,
} from "../../../local/load-balancer/data-plane";
import type { MovedClock } from "../../../local/clock/clock";
import type { Address } from "../../../local/load-balancer/health/probe";
import { withMoto, type SharedMoto } from "../../helpers/moto";
import { Declaring } from "./declared";

export interface Balanced {
  readonly store: SharedMoto;
  readonly declare: Declaring;
  /** What a person was told. */
  readonly said: string[];
  /** Where each target listens; to be changed by a test. */
  readonly addresses: Map<string, Address>;
  /** An app that answers, and the target ids that lead to it. */
  app(handle: RequestListener, ...ids: string[]): Promise<Server>;
  plane(options?: Partial<DataPlaneOptions>): Promise<DataPlane>;
}

/** For the calling `describe`: store, apps and planes are ended with it. */
export function balanced(): Balanced {
  const store = withMoto();
  const ending: (() => Promise<void>)[] = [];
  const said: string[] = [];
  const addresses = new Map<string, Address>();
  let declare: Declaring | undefined;
  before(() => {
    declare = new Declaring(store);
  });
  afterEach(async () => {
    await Promise.all(ending.splice(0).map((end) => end()));
    said.length = 0;
    addresses.clear();
  });
  return {
    store,
    said,
    addresses,
    get declare() {
      return declare!;
    },
    async app(handle, ...ids) {
      const server = createServer(handle).listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      for (const id of ids) addresses.set(id, { host: "127.0.0.1", port });
      ending.push(() => ended(server));
      return server;
    },
    async plane(options = {}) {
      const plane = await startDataPlane({
        store,
        addressOf: (id) => addresses.get(id),
        say: (line) => said.push(line),
        propagationSeconds: 0,
        registrationSeconds: 0,
        refreshSeconds: 3600,
        ...options,
      });
      ending.push(() => plane.close());
      return plane;
    },
  };
}

export async function ended(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}

/** An app that says its name, and 200 to its checks. */
export function named(name: string): RequestListener {
  return (_, response) => response.end(name);
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly message: IncomingMessage;
}

/** A request on a connection of its own, with exactly those headers, to the listener's first node unless told otherwise. */
export function ask(
  url: string,
  { method = "GET", path = "/", headers = {}, body = "" }: Partial<Asked> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method, headers: { ...headers }, agent: false }, (message) => {
      let text = "";
      message.setEncoding("utf8").on("data", (part: string) => (text += part));
      message.once("error", reject);
      message.once("end", () => {
        resolve({ status: message.statusCode ?? 0, text, message });
      });
    });
    sent.once("error", reject).end(body);
  });
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Waits, at most 10 s, until a group's targets are in these states; moves the clock meanwhile, where one is given. */
export async function health(
  plane: DataPlane,
  group: string,
  states: readonly string[],
  clock?: MovedClock,
): Promise<void> {
  const now = (): string => (plane.health(group) ?? []).map(({ state }) => state).join();
  const end = Date.now() + 10_000;
  while (now() !== states.join()) {
    assert.ok(Date.now() < end, `waited 10 s for ${states.join()}, it is ${now()}`);
    clock?.advance(500);
    await sleep(5);
  }
}

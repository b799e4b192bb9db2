/** How the supervisor takes orders: on 127.0.0.1, from whoever can read its state file. */
import { randomBytes } from "node:crypto";
import { close, json, listen } from "../../loopback/server";
import type { Condition } from "../condition";

export interface Orders {
  readonly condition: () => Promise<Condition>;
  /** Takes in what the stack declares now. */
  readonly follow: () => Promise<void>;
  /** Begins to end everything. */
  readonly stop: () => void;
}

export interface Control {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

export async function startControl(orders: Orders): Promise<Control> {
  const token = randomBytes(24).toString("base64url");
  const { server, port } = await listen((request, response) => {
    const answer = async (): Promise<unknown> => {
      if (request.method !== "POST" || request.headers.authorization !== token) return undefined;
      if (request.url === "/condition") return orders.condition();
      if (request.url === "/follow") return (await orders.follow(), {});
      if (request.url !== "/stop") return undefined;
      orders.stop();
      return {};
    };
    request.resume();
    answer().then(
      (value) => {
        json(response, value === undefined ? 404 : 200, value ?? {});
      },
      (error: unknown) => {
        json(response, 500, { message: error instanceof Error ? error.message : String(error) });
      },
    );
  });
  return { url: `http://127.0.0.1:${port}`, token, close: () => close(server) };
}

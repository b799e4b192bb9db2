/** HTTP servers of the planes: on this machine only, and as patient with their clients as the real ones. */
import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { Refusal } from "../../refusal/refusal";

/**
 * Listens on 127.0.0.1; resolves to the server and its port.
 *
 * @param listener - what answers; the caller may also listen to the server's requests itself
 * @param port - 0, unless given, takes a free one
 * @throws Refusal when the port is taken
 */
export async function listen(
  listener: RequestListener | undefined,
  port = 0,
  options: { readonly maxHeaderSize?: number } = {},
): Promise<{ server: Server; port: number }> {
  const server = createServer({ ...options, requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 });
  if (listener !== undefined) server.on("request", listener);
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    const { code = "an unknown error" } = error as NodeJS.ErrnoException;
    throw unusablePort(port, code);
  }
  return { server, port: (server.address() as AddressInfo).port };
}

/** @param code - the system's error */
export function unusablePort(port: number, code: string): Refusal {
  const got = `${port} (${code === "EADDRINUSE" ? "taken by another process" : code})`;
  const remedy = "name another one, or 0 for any";
  return new Refusal({ property: "port", rule: "a free port of 127.0.0.1", got, remedy });
}

/** Ends it with all its connections. */
export async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

/** The whole body; `undefined` when it is larger than so many bytes (the rest is read and dropped). */
export async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= maxBytes) chunks.push(chunk as Buffer);
  }
  return bytes > maxBytes ? undefined : Buffer.concat(chunks);
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = value === undefined ? "" : JSON.stringify(value);
  response
    .writeHead(status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      ...headers,
    })
    .end(body);
}

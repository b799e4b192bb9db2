/** The way out of the instances: an HTTP proxy, as curl, pip, npm and package managers take one from their environment. */
import { request as send, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, isIP, type Socket } from "node:net";
import { pipeline } from "node:stream";
import { ONE_HOP } from "../loopback/one-hop";
import { close, listen } from "../loopback/server";
import { isElsewhere, lookupOf, NotAllowed, type Allows } from "./elsewhere";

const CONNECT_SECONDS = 30;

export interface Proxy {
  /** Of 127.0.0.1. */
  readonly port: number;
  /** Ends it with all that goes through it. */
  close(): Promise<void>;
}

/** Starts it. @param allows - where it leads; to other machines unless given */
export async function startProxy(allows: Allows = isElsewhere): Promise<Proxy> {
  const { server, port } = await listen((request, response) => {
    passOn(request, response, allows);
  });
  const tunnels = new Set<Socket>();
  server.on("connect", (request: IncomingMessage, client: Socket, head: Buffer) => {
    tunnels.add(client);
    client.once("close", () => tunnels.delete(client));
    tunnel(request, client, head, allows);
  });
  return {
    port,
    close: () => {
      for (const client of tunnels) client.destroy();
      return close(server);
    },
  };
}

/** `CONNECT <host>:<port>`: from then on, bytes. */
function tunnel({ url = "" }: IncomingMessage, client: Socket, head: Buffer, allows: Allows): void {
  const to = destination(`http://${url}`, allows);
  if (typeof to === "string") {
    client.on("error", () => undefined).end(refusal(403, to));
    return;
  }
  let open = false;
  const target = connect({ ...to, lookup: lookupOf(allows), timeout: CONNECT_SECONDS * 1000 }, () => {
    open = true;
    target.setTimeout(0);
    target.write(head);
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    pipeline(client, target, client, () => undefined);
  });
  target.once("timeout", () => target.destroy(new Error(`no answer within ${CONNECT_SECONDS} s`)));
  target.on("error", (error) => {
    if (!open) client.end(refusal(statusOf(error), error.message));
  });
  client.on("error", () => target.destroy()).once("close", () => target.destroy());
}

/** A request of plain HTTP, whose target is a whole URL. */
function passOn(request: IncomingMessage, response: ServerResponse, allows: Allows): void {
  const { method, url = "", rawHeaders } = request;
  const to = url.startsWith("http://")
    ? destination(url, allows)
    : "a proxy is asked for http://… or CONNECT";
  if (typeof to === "string") {
    response.writeHead(403, { "content-type": "text/plain" }).end(`${to}\n`);
    return;
  }
  const headers: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = "", value = ""] = rawHeaders.slice(at, at + 2);
    if (!ONE_HOP.has(name.toLowerCase()) || name.toLowerCase() === "transfer-encoding")
      headers.push(name, value);
  }
  const { pathname, search } = new URL(url);
  const upstream = send({ ...to, method, path: pathname + search, headers, lookup: lookupOf(allows) });
  upstream.setTimeout(CONNECT_SECONDS * 1000, () => upstream.destroy(new Error("it is silent")));
  upstream.once("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    pipeline(answer, response, () => undefined);
  });
  upstream.on("error", (error) => {
    if (response.headersSent) response.destroy();
    else response.writeHead(statusOf(error), { "content-type": "text/plain" }).end(`${error.message}\n`);
  });
  response.once("close", () => upstream.destroy());
  request.pipe(upstream);
}

/** Where it leads; or why it does not. A name is looked up, and judged, when it is connected. */
function destination(url: string, allows: Allows): { host: string; port: number } | string {
  if (!URL.canParse(url)) return `${url} is no address`;
  // All ways to write an IP address have become one.
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !allows(host)) return `${host} is no other machine`;
  return { host, port: Number(port || 80) };
}

function statusOf(error: Error): number {
  return error instanceof NotAllowed ? 403 : 502;
}

function refusal(status: number, why: string): string {
  return `HTTP/1.1 ${status} ${status === 403 ? "Forbidden" : "Bad Gateway"}\r\nconnection: close\r\n\r\n${why}\n`;
}

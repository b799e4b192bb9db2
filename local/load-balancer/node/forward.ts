/** Passes a request on to a target and its answer back, both as they come: nothing is held back. */
import { request as send, type Agent, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import type { Target } from "../health/target";
import { answer } from "./answers";
import { towardsClient } from "./headers";

export interface Passage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What the target gets. */
  readonly path: string;
  readonly headers: readonly string[];
  readonly target: Target;
  readonly agent: Agent;
  /** Silence after which it is given up. */
  readonly idleTimeoutSeconds: number;
  /** Headers for the client besides the target's, names and values in turn. */
  readonly added: readonly string[];
}

/**
 * Answers 502 when the target is not there or breaks off before its answer, 504 when it is silent for too long, 408 when
 * the client is; an answer that breaks off on its way breaks off for the client too.
 */
export function forward(passage: Passage): void {
  const { request, response, path, target, agent, idleTimeoutSeconds } = passage;
  const address = target.address();
  if (address === undefined) {
    answer(request, response, 502);
    return;
  }
  const { method } = request;
  const upstream = send({ ...address, method, path, headers: [...passage.headers], agent });
  let silent = false;
  let failed = false;
  const fail = (): void => {
    if (failed) return;
    failed = true;
    const status = !silent ? 502 : request.complete ? 504 : 408;
    if (response.headersSent || response.destroyed) response.destroy();
    else answer(request, response, status);
  };
  const giveUp = (): void => {
    upstream.destroy(new Error("given up"));
  };
  target.underWay.add(giveUp);
  response.once("close", () => {
    target.underWay.delete(giveUp);
    if (!response.writableFinished) upstream.destroy();
  });
  upstream.setTimeout(idleTimeoutSeconds * 1000, () => {
    silent = true;
    giveUp();
  });
  upstream.on("error", fail);
  // Nobody asked it to: no Upgrade is passed on.
  upstream.once("upgrade", (_, socket) => {
    socket.destroy();
    fail();
  });
  upstream.once("response", (incoming) => {
    const headers = [...towardsClient(incoming.rawHeaders), ...passage.added];
    try {
      response.writeHead(incoming.statusCode ?? 0, incoming.statusMessage ?? "", headers);
    } catch (error) {
      // A status that no client could read.
      upstream.destroy(error as Error);
      return;
    }
    // A target that takes its time for the body has its headers seen at once.
    setImmediate(() => {
      if (!response.destroyed) response.flushHeaders();
    });
    pipeline(incoming, response, (error) => {
      if (error) upstream.destroy();
    });
  });
  // A client that breaks off is no error of ours: its response closes.
  request.on("error", () => undefined);
  if (hasBody(request)) request.pipe(upstream);
  else upstream.end();
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

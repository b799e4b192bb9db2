/** What the load balancer answers itself, in the form of AWS's own pages. */
import type { IncomingMessage, ServerResponse } from "node:http";

const TITLES: Readonly<Record<number, string>> = {
  301: "Moved Permanently",
  302: "Found",
  400: "Bad Request",
  408: "Request Time-out",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Temporarily Unavailable",
  504: "Gateway Time-out",
};

/** The page of a status: its number and its name. */
export function pageOf(status: number): string {
  const title = `${status} ${TITLES[status] ?? ""}`.trim();
  return [
    "<html>",
    `<head><title>${title}</title></head>`,
    "<body>",
    `<center><h1>${title}</h1></center>`,
    "</body>",
    "</html>",
    "",
  ].join("\r\n");
}

const ours = new WeakSet<ServerResponse>();

/** Whether the load balancer gave that answer itself. */
export function isOwnAnswer(response: ServerResponse): boolean {
  return ours.has(response);
}

/** Answers, and lets go of what the client still sends. */
export function answer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body = { type: "text/html", text: pageOf(status) },
  headers: readonly string[] = [],
): void {
  request.resume();
  ours.add(response);
  // Without a body there is nothing to give a type to.
  const type = body.text === "" ? [] : ["Content-Type", body.type];
  const length = String(Buffer.byteLength(body.text));
  response.writeHead(status, TITLES[status] ?? "", [
    "Server",
    "awselb/2.0",
    ...type,
    "Content-Length",
    length,
    ...headers,
  ]);
  response.end(request.method === "HEAD" ? undefined : body.text);
}

/** The HTTP server of one listener on one node. */
import { createServer, type RequestListener, type Server } from "node:http";
import { pageOf } from "./answers";

/** What a load balancer takes of headers together, in bytes. */
const LONGEST_HEADERS = 65_536;

/** Connections stay open between requests for the idle time-out; bodies may take as long as they keep coming. */
export function listenerServer(handle: RequestListener, idleTimeoutSeconds: number): Server {
  const server = createServer(
    {
      maxHeaderSize: LONGEST_HEADERS,
      keepAliveTimeout: idleTimeoutSeconds * 1000,
      requestTimeout: 0,
      // What is wrong with a Host is answered as AWS does, by us.
      requireHostHeader: false,
    },
    handle,
  );
  // What cannot be read as HTTP.
  server.on("clientError", (_, socket) => {
    if (!socket.writable) return;
    const page = pageOf(400);
    const head = ["HTTP/1.1 400 Bad Request", "Server: awselb/2.0", "Content-Type: text/html"];
    const end = [`Content-Length: ${page.length}`, "Connection: close", "", page];
    socket.end([...head, ...end].join("\r\n"));
  });
  return server;
}

/** Stands in for a service of AWS on 127.0.0.1, at the wire: what is sent is kept, and answered as a test says. */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Sent {
  /** `ListActionExecutions`; for S3 and Lambda, which have none, method and path. */
  readonly operation: string;
  /** Of JSON: the object; of a query its pairs; else the text. */
  readonly body: unknown;
}

export interface WireAnswer {
  readonly status: number;
  /** An object is sent as JSON. */
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export class Wire {
  readonly sent: Sent[] = [];
  /** What is answered from now on; "nothing" leaves the caller waiting. */
  answer: (sent: Sent) => WireAnswer | "nothing" = () => ({ status: 200, body: {} });
  url = "";

  /** How often an operation was sent. */
  count(operation: string): number {
    return this.sent.filter((one) => one.operation === operation).length;
  }
}

/** One for the tests of the calling `describe`, forgetful between them. */
export function withWire(): Wire {
  const wire = new Wire();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const sent = sentBy(request, body);
      wire.sent.push(sent);
      const answer = wire.answer(sent);
      if (answer === "nothing") return;
      const { status, body: told, headers } = answer;
      const isText = typeof told === "string";
      const type = isText ? "text/xml" : (request.headers["content-type"] ?? "application/json");
      response
        .writeHead(status, { "content-type": type, ...headers })
        .end(isText ? told : JSON.stringify(told));
    });
  });
  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    wire.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    wire.sent.length = 0;
    wire.answer = () => ({ status: 200, body: {} });
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  return wire;
}

/** As the JSON protocols tell an error. */
export function refused(code: string, message = "refused", status = 400): WireAnswer {
  return { status, body: { __type: code, message } };
}

/** As the query protocol tells one. */
export function refusedXml(code: string, message = "refused", status = 400): WireAnswer {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, body: `<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>` };
}

function sentBy({ headers, method, url }: IncomingMessage, body: string): Sent {
  const target = headers["x-amz-target"];
  if (typeof target === "string")
    return { operation: target.split(".")[1] ?? "", body: JSON.parse(body) as unknown };
  if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true) {
    const pairs = Object.fromEntries(new URLSearchParams(body));
    return { operation: pairs["Action"] ?? "", body: pairs };
  }
  return { operation: `${method ?? ""} ${url ?? ""}`, body };
}

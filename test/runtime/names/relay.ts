/** What stands between the names and the emulator: it counts calls, and answers some as AWS does on a bad day. */
import { request, type IncomingMessage, type ServerResponse } from "node:http";
import { close, listen } from "../../../local/loopback/server";

export type Call =
  "GetHostedZone" | "ListResourceRecordSets" | "ChangeResourceRecordSets" | "DescribeInstances";

/** An answer that is given instead; "silence" never comes, and "none" is the emulator's own. */
export type Trouble = { readonly status: number; readonly body: string } | "silence" | "none";

export interface Relay {
  readonly endpoint: string;
  /** In the order in which they came. */
  readonly calls: Call[];
  /** The next calls of a kind get these answers, one each. */
  next(call: Call, ...troubles: Trouble[]): void;
  /** Runs before a call of a kind is passed on. */
  before(call: Call, run: () => Promise<void>): void;
  close(): Promise<void>;
}

export async function relayTo(target: string): Promise<Relay> {
  const calls: Call[] = [];
  const troubles = new Map<Call, Trouble[]>();
  const first = new Map<Call, () => Promise<void>>();
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = Buffer.concat((await incoming.toArray()) as Buffer[]);
    const call = callOf(incoming);
    calls.push(call);
    const run = first.get(call);
    first.delete(call);
    await run?.();
    const trouble = troubles.get(call)?.shift();
    if (trouble === "silence") return;
    if (trouble !== undefined && trouble !== "none") {
      response.writeHead(trouble.status, { "content-type": "text/xml" }).end(trouble.body);
      return;
    }
    const { method = "GET", headers, url } = incoming;
    request(new URL(url ?? "/", target), { method, headers }, (found) => {
      response.writeHead(found.statusCode ?? 500, found.headers);
      found.pipe(response);
    }).end(body);
  };
  const { server, port } = await listen((incoming, response) => void answer(incoming, response));
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    next: (call, ...more) => troubles.set(call, [...(troubles.get(call) ?? []), ...more]),
    before: (call, run) => first.set(call, run),
    close: () => close(server),
  };
}

function callOf({ method, url = "" }: IncomingMessage): Call {
  if (!url.startsWith("/2013-04-01/")) return "DescribeInstances";
  if (!new URL(url, "http://localhost").pathname.replace(/\/$/, "").endsWith("/rrset"))
    return "GetHostedZone";
  return method === "POST" ? "ChangeResourceRecordSets" : "ListResourceRecordSets";
}

/** As Route 53 says it (https://docs.aws.amazon.com/Route53/latest/APIReference/requests-rest-responses.html). */
export function route53Error(code: string, message: string, status = 400): { status: number; body: string } {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return {
    status,
    body: `<ErrorResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">${error}<RequestId>1</RequestId></ErrorResponse>`,
  };
}

export function ec2Error(code: string, message: string, status = 400): { status: number; body: string } {
  const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, body: `<Response><Errors>${error}</Errors><RequestID>1</RequestID></Response>` };
}

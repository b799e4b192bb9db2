/**
 * A request as a function sees it: payload format 2.0. Pure.
 * Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html for the
 * shape; for what it leaves open, captures of the real service: the path is decoded and cut at a decoded question mark
 * (hotsock/voker#8, honojs/hono#2156), and only a few content types come as text (ministackorg/ministack#766).
 */
import { ONE_HOP } from "../loopback/one-hop";
import type { ApiStage } from "./api";
import type { Match } from "./routes";

/** A request as it came. */
export interface Received {
  readonly method: string;
  /** With the query, as in the request line. */
  readonly target: string;
  /** Names and values in turn, in the order they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol: string;
  readonly requestId: string;
  readonly traceId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Payload format 2.0. */
export interface HttpApiEvent {
  readonly version: "2.0";
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly requestContext: {
    readonly accountId: string;
    readonly apiId: string;
    readonly domainName: string;
    readonly domainPrefix: string;
    readonly http: {
      readonly method: string;
      readonly path: string;
      readonly protocol: string;
      readonly sourceIp: string;
      readonly userAgent: string;
    };
    readonly requestId: string;
    readonly routeKey: string;
    readonly stage: string;
    readonly time: string;
    readonly timeEpoch: number;
  };
  readonly body?: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly isBase64Encoded: boolean;
  readonly stageVariables?: Readonly<Record<string, string>>;
}

const TEXT = /^(text\/|application\/(json|xml|javascript)\s*(;|$))/i;

/** The decoded path of a request, without the query; `undefined` when it cannot be decoded. */
export function pathOf(target: string): string | undefined {
  const [path = ""] = target.split("?", 1);
  try {
    return decodeURIComponent(path).split("?", 1)[0];
  } catch {
    return undefined;
  }
}

/** @param rawPath - as `pathOf` gives it, the stage's name included */
export function eventOf(api: ApiStage, request: Received, rawPath: string, match: Match): HttpApiEvent {
  const { method, target, sourceIp, protocol, requestId, now, body } = request;
  const stage = api.stage ?? "$default";
  const { cookies, headers } = headersOf(request);
  const rawQueryString = target.includes("?") ? target.slice(target.indexOf("?") + 1) : "";
  const query = queryOf(rawQueryString);
  const { routeKey } = match.route;
  const domainName = (headers["host"] ?? "").replace(/:\d+$/, "");
  const isBase64Encoded = body.length > 0 && !TEXT.test(headers["content-type"] ?? "");
  return {
    version: "2.0",
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers,
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: api.accountId,
      apiId: api.apiId,
      domainName,
      domainPrefix: domainName.split(".")[0] ?? "",
      http: { method, path: rawPath, protocol, sourceIp, userAgent: headers["user-agent"] ?? "" },
      requestId,
      routeKey,
      stage,
      time: requestTime(now),
      timeEpoch: now,
    },
    ...(body.length === 0 ? {} : { body: body.toString(isBase64Encoded ? "base64" : "utf8") }),
    ...(match.pathParameters === undefined ? {} : { pathParameters: match.pathParameters }),
    isBase64Encoded,
    ...(api.variables === undefined ? {} : { stageVariables: api.variables }),
  };
}

/** As in logs: `12/Mar/2020:19:03:58 +0000`. */
export function requestTime(now: number): string {
  const [, day, month, year, time] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(now).toUTCString()) ?? [];
  return `${day ?? ""}/${month ?? ""}/${year ?? ""}:${time ?? ""} +0000`;
}

/** Lower case, several of a name with commas between them; cookies on their own; what the gateway adds. */
function headersOf({ rawHeaders, sourceIp, body, traceId }: Received): {
  cookies: string[];
  headers: Record<string, string>;
} {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? "").toLowerCase();
    // Node.js reads header bytes as Latin-1.
    const value = Buffer.from(rawHeaders[index + 1] ?? "", "latin1").toString("utf8");
    if (ONE_HOP.has(name)) continue;
    if (name === "cookie") cookies.push(...value.split(/;\s*/).filter(Boolean));
    else headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  const forwarded = headers["x-forwarded-for"];
  return {
    cookies,
    headers: {
      ...headers,
      "content-length": String(body.length),
      "x-amzn-trace-id": traceId,
      "x-forwarded-for": forwarded === undefined ? sourceIp : `${forwarded}, ${sourceIp}`,
      // The service takes HTTPS alone.
      "x-forwarded-port": "443",
      "x-forwarded-proto": "https",
    },
  };
}

/** Decoded; several values of a name with commas between them. */
function queryOf(raw: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(raw))
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`;
  return query;
}

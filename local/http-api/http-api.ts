/**
 * An HTTP API that listens: routes requests to functions, as Amazon API Gateway does. Plain HTTP on 127.0.0.1, where the
 * service has HTTPS; what functions see says HTTPS all the same.
 */
import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Clock } from "../clock/clock";
import { bodyOf, close, listen } from "../loopback/server";
import { TokenBucket } from "../token-bucket";
import { accessLine } from "./access-log";
import { answerOf, message, type Answer } from "./answer";
import type { ApiStage, Invoke, Route, Throttle } from "./api";
import { preflight, withCors } from "./cors";
import { calledBy, sentTo } from "./domain";
import { eventOf, pathOf, requestTime, type Received } from "./event";
import { routeOf, type Match } from "./routes";

export interface HttpApiOptions {
  readonly api: ApiStage;
  readonly invoke: Invoke;
  readonly clock: Clock;
  /** 0, unless given, takes a free one. */
  readonly port?: number;
  /** The name it has on AWS; given, functions are called by it, whatever address of this machine was. */
  readonly domain?: string;
  /** Told of every line of the access log. */
  readonly onAccess?: (line: string) => void;
  /** Told of every request that was answered: what metrics are made of. */
  readonly onRequest?: (request: {
    status: number;
    milliseconds: number;
    routeKey: string | undefined;
  }) => void;
}

const MAX_BODY_BYTES = 10_485_760;
const MAX_HEADER_BYTES = 10_240;
const MAX_MILLISECONDS = 30_000;
const ACCOUNT_THROTTLE: Throttle = { ratePerSecond: 10_000, burst: 5_000 };

export class HttpApi {
  private api: ApiStage;
  private readonly buckets = new Map<string, TokenBucket>();

  private constructor(
    private readonly options: HttpApiOptions,
    private readonly server: Server,
    /** Where it listens, without a slash at the end. */
    readonly url: string,
  ) {
    this.api = options.api;
    server.on("request", (request, response) => {
      void this.serve(request, response);
    });
  }

  /** @throws Refusal when the port is taken */
  static async start(options: HttpApiOptions): Promise<HttpApi> {
    const { server, port } = await listen(undefined, options.port, { maxHeaderSize: MAX_HEADER_BYTES });
    return new HttpApi(options, server, `http://127.0.0.1:${port}`);
  }

  /** Serves from now on by these routes and settings. */
  deploy(api: ApiStage): void {
    this.api = api;
    this.buckets.clear();
  }

  async stop(): Promise<void> {
    await close(this.server);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { api } = this;
    const { clock, domain } = this.options;
    const started = performance.now();
    try {
      const body = await bodyOf(request, MAX_BODY_BYTES);
      const received: Received = {
        method: request.method ?? "GET",
        target: request.url ?? "/",
        rawHeaders: domain === undefined ? request.rawHeaders : calledBy(domain, request.rawHeaders),
        body: body ?? Buffer.alloc(0),
        sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
        protocol: `HTTP/${request.httpVersion}`,
        requestId: randomUUID(),
        traceId: `Root=1-${Math.floor(clock.now() / 1000).toString(16)}-${randomBytes(12).toString("hex")}`,
        now: clock.now(),
      };
      const { answer, match } = await this.answered(api, received, request, body === undefined);
      write(response, received, domain === undefined ? answer : returned(domain, answer, request.rawHeaders));
      const milliseconds = performance.now() - started;
      this.options.onRequest?.({ status: answer.status, milliseconds, routeKey: match?.route.routeKey });
      this.log(api, received, answer, match, milliseconds);
    } catch {
      // The client went away in the middle of its request.
      response.destroy();
    }
  }

  private async answered(
    api: ApiStage,
    received: Received,
    { headers }: IncomingMessage,
    isTooLarge: boolean,
  ): Promise<{ answer: Answer; match?: Match }> {
    const { origin } = headers;
    const { cors } = api;
    const plain = { ...headers } as Record<string, string | undefined>;
    const early = cors === undefined ? undefined : preflight(cors, received.method, plain);
    if (early !== undefined) return { answer: early };
    const dressed = (answer: Answer): Answer =>
      cors === undefined ? answer : withCors(cors, origin, answer);
    if (isTooLarge) return { answer: dressed(message(413, "Request Entity Too Large")) };
    const path = pathOf(received.target);
    if (path === undefined) return { answer: dressed(message(400, "Bad Request")) };
    const match = matched(api, received.method, path);
    if (match === undefined) return { answer: dressed(message(404, "Not Found")) };
    if (!this.bucket(match.route).take())
      return { answer: dressed(message(429, "Too Many Requests")), match };
    const event = Buffer.from(JSON.stringify(eventOf(api, received, path, match)));
    return { answer: dressed(await this.integrated(match.route, event, received.traceId)), match };
  }

  private async integrated(route: Route, event: Buffer, traceId: string): Promise<Answer> {
    const { functionArn, timeoutMilliseconds = MAX_MILLISECONDS } = route.integration;
    let callOff = (): void => undefined;
    const late = new Promise<Answer>((resolve) => {
      callOff = this.options.clock.after(Math.min(timeoutMilliseconds, MAX_MILLISECONDS), () => {
        resolve(message(503, "Service Unavailable", "the function did not answer in time"));
      });
    });
    const invoked = this.options.invoke(functionArn, event, traceId).then(answerOf, (error: unknown) => {
      const { status } = error as { status?: number };
      const problem = error instanceof Error ? error.message : String(error);
      if (status === 429) return message(503, "Service Unavailable", problem);
      if (status === 413) return message(413, "Request Entity Too Large", problem);
      return message(500, "Internal Server Error", problem);
    });
    const answer = await Promise.race([invoked, late]);
    callOff();
    return answer;
  }

  private bucket({ routeKey, throttle }: Route): TokenBucket {
    const key = throttle === undefined ? "" : routeKey;
    const { burst, ratePerSecond } = throttle ?? this.api.throttle ?? ACCOUNT_THROTTLE;
    const bucket =
      this.buckets.get(key) ??
      new TokenBucket({ tokens: burst, perSecond: ratePerSecond }, this.options.clock);
    this.buckets.set(key, bucket);
    return bucket;
  }

  private log(
    api: ApiStage,
    received: Received,
    answer: Answer,
    match: Match | undefined,
    took: number,
  ): void {
    if (api.accessLogFormat === undefined) return;
    const path = received.target.split("?", 1)[0];
    const line = accessLine(api.accessLogFormat, {
      requestId: received.requestId,
      extendedRequestId: received.requestId,
      apiId: api.apiId,
      accountId: api.accountId,
      stage: api.stage ?? "$default",
      requestTime: requestTime(received.now),
      requestTimeEpoch: received.now,
      "identity.sourceIp": received.sourceIp,
      "identity.userAgent": headerOf(received, "user-agent"),
      domainName: headerOf(received, "host")?.replace(/:\d+$/, ""),
      httpMethod: received.method,
      path,
      protocol: received.protocol,
      routeKey: match?.route.routeKey,
      status: answer.status,
      responseLength: answer.body.length,
      responseLatency: Math.round(took),
      integrationLatency: match === undefined ? undefined : Math.round(took),
      integrationErrorMessage: answer.problem,
      "integration.error": answer.problem,
      "error.message": answer.problem,
    });
    this.options.onAccess?.(line);
  }
}

/** Of a stage with a name, only what stands below it. */
function matched(api: ApiStage, method: string, path: string): Match | undefined {
  const { stage = "$default" } = api;
  if (stage === "$default") return routeOf(api.routes, method, path);
  const prefix = `/${stage}`;
  if (path !== prefix && !path.startsWith(`${prefix}/`)) return undefined;
  return routeOf(api.routes, method, path.slice(prefix.length) || "/");
}

/** The answer as it is for whoever called by an address of this machine. */
function returned(domain: string, answer: Answer, rawHeaders: readonly string[]): Answer {
  const { location } = answer.headers;
  if (typeof location !== "string") return answer;
  return { ...answer, headers: { ...answer.headers, location: sentTo(domain, location, rawHeaders) } };
}

function headerOf({ rawHeaders }: Received, name: string): string | undefined {
  const at = rawHeaders.findIndex((header, index) => index % 2 === 0 && header.toLowerCase() === name);
  return at === -1 ? undefined : rawHeaders[at + 1];
}

function write(
  response: ServerResponse,
  { method, requestId }: Received,
  { status, headers, body }: Answer,
): void {
  const bodiless = status === 204 || status === 304;
  response.writeHead(status, {
    ...(headers as Record<string, string | string[]>),
    ...(bodiless ? {} : { "content-length": body.length }),
    "apigw-requestid": requestId,
  });
  response.end(bodiless || method === "HEAD" ? undefined : body);
}

/**
 * Lambda on the wire: invocations go to the runner, functions are kept here, any other call goes on to the store.
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
import { request as send, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AsyncInvocations } from "../async-invocations";
import { invalid, LambdaError } from "../invoke-error";
import { SYNC_PAYLOAD_BYTES } from "../limits";
import { bodyOf, close, json, listen } from "../../loopback/server";
import type { InvokeRequest } from "../invoke";
import type { FunctionRunner } from "../runner";
import type { Input } from "./configuration";
import type { FunctionStore } from "./function-store";
import { operationFor } from "./operations";

export interface FrontOptions {
  readonly store: FunctionStore;
  readonly runner: FunctionRunner;
  readonly invocations: AsyncInvocations;
  /** Where other calls go, as `http://127.0.0.1:5000`; they are refused unless given. */
  readonly storeEndpoint?: string | undefined;
  /** 0, unless given, takes a free one. */
  readonly port?: number;
}

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations\/?$/;
/** A zip of 50 MB in base64; larger ones come from S3. */
const MAX_BODY_BYTES = 72_000_000;

export class LambdaFront {
  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  /** @throws Refusal when the port is taken */
  static async start(options: FrontOptions): Promise<LambdaFront> {
    const { server, port } = await listen((request, response) => {
      void answer(options, request, response);
    }, options.port);
    return new LambdaFront(server, `http://127.0.0.1:${port}`);
  }

  async stop(): Promise<void> {
    await close(this.server);
  }
}

async function answer(
  options: FrontOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { pathname, searchParams } = new URL(`http://front${request.url ?? "/"}`);
    const [, invoked] = INVOKE.exec(pathname) ?? [];
    if (invoked !== undefined && request.method === "POST") {
      await invoke(options, decodeURIComponent(invoked), searchParams, request, response);
      return;
    }
    const operation = operationFor(request.method ?? "", pathname);
    if (operation === undefined) {
      pass(options.storeEndpoint, request, response);
      return;
    }
    const body = await bodyOf(request, MAX_BODY_BYTES);
    if (body === undefined)
      throw new LambdaError("RequestTooLargeException", "the request is too large", 413);
    const { status, body: answered } = await operation(options.store, searchParams, parsed(body));
    json(response, status, answered);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else refuse(response, error);
  }
}

async function invoke(
  { store, runner, invocations }: FrontOptions,
  invoked: string,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { functionName, qualifier: inName } = store.referred(invoked);
  const payload = await bodyOf(request, SYNC_PAYLOAD_BYTES);
  if (payload === undefined)
    throw new LambdaError(
      "RequestTooLargeException",
      `the payload is larger than ${SYNC_PAYLOAD_BYTES} bytes`,
      413,
    );
  const { headers } = request;
  const clientContext = header(headers["x-amz-client-context"]);
  const asked: InvokeRequest = {
    functionName,
    qualifier: query.get("Qualifier") ?? inName,
    payload,
    traceId: header(headers["x-amzn-trace-id"]),
    clientContext: clientContext === undefined ? undefined : Buffer.from(clientContext, "base64").toString(),
  };
  const type = header(headers["x-amz-invocation-type"]) ?? "RequestResponse";
  if (type === "DryRun") {
    runner.check(asked);
    response.writeHead(204).end();
  } else if (type === "Event") {
    const requestId = invocations.take(asked);
    response.writeHead(202, { "x-amzn-RequestId": requestId, "content-length": 0 }).end();
  } else {
    const result = await runner.invoke(asked);
    response
      .writeHead(200, {
        "content-type": "application/json",
        "content-length": result.payload.length,
        "x-amzn-RequestId": result.requestId,
        "X-Amz-Executed-Version": result.executedVersion,
        ...(result.functionError === undefined ? {} : { "X-Amz-Function-Error": result.functionError }),
        ...(header(headers["x-amz-log-type"]) === "Tail"
          ? { "X-Amz-Log-Result": Buffer.from(result.logTail).toString("base64") }
          : {}),
      })
      .end(result.payload);
  }
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function parsed(body: Buffer): Input {
  try {
    return JSON.parse(body.toString() || "{}") as Input;
  } catch {
    throw new LambdaError("InvalidRequestContentException", "the body is no JSON");
  }
}

function refuse(response: ServerResponse, error: unknown): void {
  if (error instanceof URIError) {
    refuse(response, invalid("the path cannot be decoded"));
    return;
  }
  if (!(error instanceof LambdaError)) {
    const message = error instanceof Error ? error.message : String(error);
    json(response, 500, { Type: "Service", Message: message }, { "x-amzn-ErrorType": "ServiceException" });
    return;
  }
  const { code, message, status, reason } = error;
  json(
    response,
    status,
    { Type: "User", Message: message, message, Reason: reason },
    { "x-amzn-ErrorType": code },
  );
}

/** Hands a call on to the store as it is, and its answer back. */
function pass(endpoint: string | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (endpoint === undefined) {
    refuse(
      response,
      new LambdaError(
        "UnknownOperationException",
        `nothing answers ${request.method ?? ""} ${request.url ?? ""} here`,
        404,
      ),
    );
    return;
  }
  const { hostname, port } = new URL(endpoint);
  const { method, url: path, headers } = request;
  const sent = send({ hostname, port, method, path, headers }, (answered) => {
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(response);
    answered.on("error", () => {
      response.destroy();
    });
  });
  sent.on("error", (error) => {
    if (response.headersSent) response.destroy();
    else refuse(response, error);
  });
  request.on("error", () => {
    sent.destroy();
  });
  request.pipe(sent);
}

/**
 * Lambda's Runtime API, version 2018-06-01, of one execution environment, with the Extensions API beside it.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { ExtensionsApi } from "./extensions-api";
import { SYNC_PAYLOAD_BYTES } from "./limits";
import { bodyOf, close, json, listen } from "../loopback/server";

const PREFIX = "/2018-06-01/runtime/";

/** What the runtime is given. */
export interface Invocation {
  readonly requestId: string;
  readonly payload: Buffer;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly invokedArn: string;
  readonly traceId: string;
  readonly clientContext?: string | undefined;
}

/** What came of it. */
export interface Outcome {
  readonly payload: Buffer;
  /** The error's type where it failed. */
  readonly errorType?: string;
  /** What the platform, and not the function, says of it. */
  readonly errorMessage?: string;
}

/** What the platform says when something fails, in Lambda's shape. */
export function failure(errorType: string, errorMessage: string): Outcome {
  return { payload: Buffer.from(JSON.stringify({ errorType, errorMessage })), errorType, errorMessage };
}

/** The same as the one who invoked hears it: the id of the invocation stands before the platform's `Error: …`. */
export function named(outcome: Outcome, requestId: string): Outcome {
  const { errorType, errorMessage } = outcome;
  if (errorType === undefined || errorMessage?.startsWith("Error: ") !== true) return outcome;
  return failure(errorType, `RequestId: ${requestId} ${errorMessage}`);
}

export class RuntimeApi {
  readonly extensions: ExtensionsApi;
  private server: Server | undefined;
  private next: ServerResponse | undefined;
  private current: { readonly invocation: Invocation; readonly done: (outcome: Outcome) => void } | undefined;
  private sent = false;
  private broken: Outcome | undefined;
  private idleWaiters: (() => void)[] = [];
  private initWaiter: ((failed?: Outcome) => void) | undefined;

  constructor(about: { functionName: string; functionVersion: string; handler: string }) {
    this.extensions = new ExtensionsApi(about, {
      onNext: () => {
        this.settle();
      },
      onError: (name, type) => {
        this.fail(failure(type, `Error: the extension ${name} failed`));
      },
    });
  }

  /** Begins to listen; resolves to `host:port`, which is what AWS_LAMBDA_RUNTIME_API holds. */
  async start(): Promise<string> {
    const { server, port } = await listen((request, response) => {
      void this.answer(request, response);
    });
    this.server = server;
    server.unref();
    return `127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    if (this.server !== undefined) await close(this.server);
  }

  /** Resolves when the runtime and its extensions wait for their first event: to nothing, or to what went wrong. */
  initialised(): Promise<Outcome | undefined> {
    return new Promise((resolve) => {
      this.initWaiter = resolve;
      if (this.broken !== undefined) resolve(this.broken);
      else this.settle();
    });
  }

  /** Gives the runtime an invocation, one at a time; resolves to its answer. */
  invoke(invocation: Invocation): Promise<Outcome> {
    if (this.broken !== undefined) return Promise.resolve(this.broken);
    return new Promise((done) => {
      this.current = { invocation, done };
      this.sent = false;
      this.extensions.tell({
        eventType: "INVOKE",
        deadlineMs: invocation.deadline,
        requestId: invocation.requestId,
        invokedFunctionArn: invocation.invokedArn,
        tracing: { type: "X-Amzn-Trace-Id", value: invocation.traceId },
      });
      this.send();
    });
  }

  /** Resolves when the next invocation may come. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.idleWaiters.push(resolve);
      this.settle();
    });
  }

  /** Nothing more comes from this environment; whoever waits hears why. */
  fail(outcome: Outcome): void {
    this.broken ??= outcome;
    this.current?.done(this.broken);
    this.current = undefined;
    this.initWaiter?.(this.broken);
    this.settle();
  }

  private settle(): void {
    const waits = this.next !== undefined && this.current === undefined && this.extensions.idle;
    if (!waits && this.broken === undefined) return;
    this.initWaiter?.(this.broken);
    for (const waiter of this.idleWaiters.splice(0)) waiter();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (await this.extensions.handle(request, response)) return;
      const path = request.url ?? "";
      const call = path.startsWith(PREFIX) ? `${request.method ?? ""} ${path.slice(PREFIX.length)}` : "";
      const [, id, what] = /^POST invocation\/([^/]+)\/(response|error)$/.exec(call) ?? [];
      if (call === "GET invocation/next") this.wait(response);
      else if (id !== undefined) await this.take(id, what === "error", request, response);
      else if (call === "POST init/error") await this.initError(request, response);
      else
        json(response, 404, {
          errorType: "InvalidRequest",
          errorMessage: `no ${request.method ?? ""} ${path} here`,
        });
    } catch {
      // The runtime ended in the middle of what it said.
      response.destroy();
    }
  }

  private wait(response: ServerResponse): void {
    this.next = response;
    response.once("close", () => {
      if (this.next === response) this.next = undefined;
    });
    if (this.current !== undefined) this.send();
    else this.settle();
  }

  private send(): void {
    if (this.next === undefined || this.current === undefined || this.sent) return;
    const response = this.next;
    this.next = undefined;
    this.sent = true;
    const { requestId, payload, deadline, invokedArn, traceId, clientContext } = this.current.invocation;
    response
      .writeHead(200, {
        "content-type": "application/json",
        "content-length": payload.length,
        "Lambda-Runtime-Aws-Request-Id": requestId,
        "Lambda-Runtime-Deadline-Ms": String(deadline),
        "Lambda-Runtime-Invoked-Function-Arn": invokedArn,
        "Lambda-Runtime-Trace-Id": traceId,
        ...(clientContext === undefined ? {} : { "Lambda-Runtime-Client-Context": clientContext }),
      })
      .end(payload);
  }

  private async take(
    id: string,
    failed: boolean,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const body = await bodyOf(request, SYNC_PAYLOAD_BYTES);
    const { current } = this;
    if (current?.invocation.requestId !== id) {
      json(response, 400, { errorType: "InvalidRequestID", errorMessage: "Invalid request ID" });
      return;
    }
    this.current = undefined;
    if (body === undefined) {
      json(response, 413, {
        errorType: "RequestEntityTooLarge",
        errorMessage: "Exceeded maximum allowed payload size",
      });
      const message = `Response payload size exceeded maximum allowed payload size (${SYNC_PAYLOAD_BYTES} bytes).`;
      current.done(failure("Function.ResponseSizeTooLarge", message));
      return;
    }
    json(response, 202, { status: "OK" });
    current.done(failed ? { payload: body, errorType: errorTypeOf(request) } : { payload: body });
  }

  private async initError(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await bodyOf(request, SYNC_PAYLOAD_BYTES)) ?? Buffer.alloc(0);
    json(response, 202, { status: "OK" });
    this.fail({ payload: body, errorType: errorTypeOf(request) });
  }
}

function errorTypeOf(request: IncomingMessage): string {
  const type = request.headers["lambda-runtime-function-error-type"];
  return typeof type === "string" ? type : "Runtime.Unknown";
}

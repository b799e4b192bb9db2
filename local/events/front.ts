/**
 * EventBridge on the wire: PutEvents and TestEventPattern are answered here, everything else goes on to the store. Like
 * EventBridge it refuses rules that could not be read.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { pass } from "../loopback/pass";
import { bodyOf, close, json, listen } from "../loopback/server";
import { Refusal } from "../../refusal/refusal";
import type { Events } from "./event-bus";
import { eventPattern } from "./pattern/pattern";
import { CallError, putEvents } from "./put-events";
import { schedule } from "./schedule/schedule";

export interface FrontOptions {
  /** Of the store, `http://127.0.0.1:<port>`. */
  readonly storeEndpoint: string;
  readonly events: Events;
  /** Reads the rules again. */
  readonly refresh: () => Promise<void>;
  /** Told when the store does not answer, and when it does again. */
  readonly say: (line: string) => void;
  /** 0, unless given, takes a free one. */
  readonly port?: number | undefined;
}

export interface EventsFront {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** No call of the protocol is longer, in bytes. */
const LONGEST_CALL = 4_000_000;
const READS = /^(List|Describe|Test)/;

type Input = Readonly<Record<string, unknown>>;

/** @throws Refusal when the port is taken */
export async function startEventsFront(options: FrontOptions): Promise<EventsFront> {
  const front = new Front(options);
  const { server, port } = await listen((request, response) => {
    void front.handle(request, response);
  }, options.port);
  return { endpoint: `http://127.0.0.1:${port}`, close: () => close(server) };
}

class Front {
  private answers = true;

  constructor(private readonly options: FrontOptions) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.answer(request, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else refuse(response, error);
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request, LONGEST_CALL);
    if (body === undefined) throw new CallError("RequestEntityTooLarge", "the call is too long", 413);
    const [service, operation = ""] = String(request.headers["x-amz-target"] ?? "").split(".");
    if (service !== "AWSEvents")
      throw new CallError("UnknownOperationException", "this endpoint takes calls of EventBridge only", 404);
    const input = inputOf(body);
    if (operation === "PutEvents") json(response, 200, putEvents(input, this.options.events), JSON_1_1);
    else if (operation === "TestEventPattern") json(response, 200, testPattern(input), JSON_1_1);
    else {
      if (operation === "PutRule") checkRule(input);
      await this.pass(operation, request, body, response);
    }
  }

  private async pass(
    operation: string,
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    const { storeEndpoint, say, refresh } = this.options;
    let answer;
    try {
      answer = await pass(storeEndpoint, request.headers, body.toString());
    } catch (error) {
      const { code, name } = error as NodeJS.ErrnoException;
      const message = `the store at ${storeEndpoint} does not answer (${code ?? name})`;
      if (this.answers) say(`${message}; calls of EventBridge are refused`);
      this.answers = false;
      throw new CallError("InternalException", message, 503);
    }
    if (!this.answers) say(`the store at ${storeEndpoint} answers calls of EventBridge again`);
    this.answers = true;
    // What cannot be read now is read with the next turn.
    if (!READS.test(operation) && answer.status < 300) await refresh().catch(() => undefined);
    response.writeHead(answer.status, { "content-type": answer.type }).end(answer.body);
  }
}

const JSON_1_1 = { "content-type": "application/x-amz-json-1.1" };

function inputOf(body: Buffer): Input {
  let input: unknown;
  try {
    input = JSON.parse(body.toString() || "{}");
  } catch {
    throw new CallError("SerializationException", "the body is no JSON");
  }
  if (typeof input !== "object" || input === null)
    throw new CallError("SerializationException", "the body is no object");
  return input as Input;
}

function testPattern({ EventPattern, Event }: Input): { Result: boolean } {
  let event: unknown;
  try {
    event = JSON.parse(asText(Event));
  } catch {
    throw new CallError("ValidationException", "Parameter Event is not valid.");
  }
  return { Result: patternOf(EventPattern)(event) };
}

function checkRule({ EventPattern, ScheduleExpression }: Input): void {
  if (EventPattern !== undefined) patternOf(EventPattern);
  try {
    if (ScheduleExpression !== undefined) schedule(asText(ScheduleExpression));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = `Parameter ScheduleExpression is not valid. Reason: ${error.message}`;
    throw new CallError("ValidationException", message);
  }
}

function patternOf(text: unknown): ReturnType<typeof eventPattern> {
  try {
    return eventPattern(asText(text));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = `Event pattern is not valid. Reason: ${error.message}`;
    throw new CallError("InvalidEventPatternException", message);
  }
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function refuse(response: ServerResponse, error: unknown): void {
  const { code, message, status } =
    error instanceof CallError ? error : new CallError("InternalException", String(error), 500);
  json(response, status, { __type: code, message }, { ...JSON_1_1, "x-amzn-errortype": code });
}

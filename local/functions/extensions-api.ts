/**
 * Lambda's Extensions API, version 2020-01-01, of one execution environment.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
 */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyOf, json } from "../loopback/server";

const PREFIX = "/2020-01-01/extension/";
const EVENTS = ["INVOKE", "SHUTDOWN"];
const BODY_BYTES = 262_144;

interface Extension {
  readonly name: string;
  readonly events: readonly string[];
  /** Its call for the next event, which waits. */
  waiting?: ServerResponse | undefined;
  /** Events it has not come for yet. */
  readonly pending: unknown[];
}

/** What the extensions hear and say. */
export interface ExtensionListener {
  /** One of them came for its next event. */
  onNext(): void;
  /** One of them gave up. */
  onError(name: string, errorType: string): void;
}

export class ExtensionsApi {
  private readonly extensions = new Map<string, Extension>();

  constructor(
    private readonly about: { functionName: string; functionVersion: string; handler: string },
    private readonly listener: ExtensionListener,
  ) {}

  /** How many there will be from the start; more may come. */
  expected = 0;

  /** Whether all of them wait for their next event. */
  get idle(): boolean {
    if (this.extensions.size < this.expected) return false;
    return Array.from(this.extensions.values()).every(
      ({ waiting, events, pending }) =>
        waiting !== undefined || (events.length === 0 && pending.length === 0),
    );
  }

  get names(): readonly string[] {
    return Array.from(this.extensions.values(), ({ name }) => name);
  }

  /** Whether one of them wants to hear of the end. */
  get wantsShutdown(): boolean {
    return Array.from(this.extensions.values()).some(({ events }) => events.includes("SHUTDOWN"));
  }

  /** Tells those who registered for that kind of event. */
  tell(event: { readonly eventType: "INVOKE" | "SHUTDOWN"; readonly [field: string]: unknown }): void {
    for (const extension of this.extensions.values()) {
      if (!extension.events.includes(event.eventType)) continue;
      extension.pending.push(event);
      send(extension);
    }
  }

  /** Whether the request was one of this API, which has then been answered. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const path = request.url ?? "";
    if (!path.startsWith(PREFIX)) return false;
    const call = `${request.method ?? ""} ${path.slice(PREFIX.length)}`;
    const body = (await bodyOf(request, BODY_BYTES)) ?? Buffer.alloc(0);
    if (call === "POST register") this.register(request, response, body);
    else this.known(request, response, call);
    return true;
  }

  private register(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const name = request.headers["lambda-extension-name"];
    const events = eventsOf(body);
    if (typeof name !== "string" || events === undefined) {
      json(response, 400, {
        errorType: "Extension.InvalidRequest",
        errorMessage: "a name, and events of INVOKE and SHUTDOWN",
      });
      return;
    }
    const id = randomUUID();
    this.extensions.set(id, { name, events, pending: [] });
    json(response, 200, this.about, { "Lambda-Extension-Identifier": id });
  }

  private known(request: IncomingMessage, response: ServerResponse, call: string): void {
    const id = request.headers["lambda-extension-identifier"];
    const extension = typeof id === "string" ? this.extensions.get(id) : undefined;
    if (extension === undefined) {
      json(response, 403, {
        errorType: "Extension.UnknownExtensionIdentifier",
        errorMessage: "register first",
      });
      return;
    }
    if (call === "GET event/next") {
      extension.waiting = response;
      response.once("close", () => {
        if (extension.waiting === response) extension.waiting = undefined;
      });
      send(extension);
      this.listener.onNext();
    } else if (call === "POST init/error" || call === "POST exit/error") {
      const type = request.headers["lambda-extension-function-error-type"];
      json(response, 202, { status: "OK" });
      this.listener.onError(extension.name, typeof type === "string" ? type : "Extension.Unknown");
    } else json(response, 404, { errorType: "Extension.InvalidRequest", errorMessage: `no ${call} here` });
  }
}

function send(extension: Extension): void {
  const { waiting, pending } = extension;
  if (waiting === undefined || pending.length === 0) return;
  extension.waiting = undefined;
  json(waiting, 200, pending.shift(), { "Lambda-Extension-Event-Identifier": randomUUID() });
}

/** The events an extension asks for; `undefined` when they are none that there are. */
function eventsOf(body: Buffer): string[] | undefined {
  try {
    const { events = [] } = JSON.parse(body.toString() || "{}") as { events?: unknown };
    if (Array.isArray(events) && events.every((event) => EVENTS.includes(event as string)))
      return events as string[];
  } catch {
    // Said by the caller.
  }
  return undefined;
}

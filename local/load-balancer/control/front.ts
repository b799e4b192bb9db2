/**
 * The control side: takes the calls of any AWS SDK for Elastic Load Balancing v2 on 127.0.0.1 and passes them to the
 * store. Like AWS it throttles, lags behind in what it describes, and knows how targets really are.
 */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { realClock, type Clock } from "../../clock/clock";
import type { DataPlane } from "../data-plane";
import { pass, type StoreAnswer } from "../../loopback/pass";
import { bodyOf, close, listen } from "../../loopback/server";
import { seeded } from "../../random";
import { TokenBucket, type Bucket } from "../../token-bucket";
import { Call, errorXml, responseXml, type CallError } from "./call";
import { refusalOf } from "./refusals";
import { Stale } from "./stale";
import { deregistration, targetHealthXml, targetsOf } from "./target-health";
import { CHANGES, READS, THROTTLED } from "./throttle";

export interface ControlFrontOptions {
  /** Of the store: `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly plane: Pick<DataPlane, "health" | "refresh">;
  /** Told when the store does not answer, and when it does again. Defaults to nobody. */
  readonly say?: (line: string) => void;
  readonly clock?: Clock;
  /** Decides every chance here. Defaults to 1. */
  readonly seed?: number;
  /** The longest a describe may tell what was there before a change. Defaults to 2; 0 for never. */
  readonly staleSeconds?: number;
  /** What reads and changes may take. Defaults to AWS's; false for any number of calls. */
  readonly throttling?: { readonly reads: Bucket; readonly changes: Bucket } | false;
}

export interface ControlFront {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

/** Listens on a port of the system's choice. */
export async function startControlFront(options: ControlFrontOptions): Promise<ControlFront> {
  const front = new Front(options);
  const { server, port } = await listen((request, response) => {
    void front.handle(request, response);
  });
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) };
}

/** No call of the protocol is as long, in bytes. */
const LONGEST_CALL = 1_000_000;
const NOT_OURS: CallError = {
  status: 400,
  code: "InvalidAction",
  message: "This endpoint takes calls of Elastic Load Balancing, version 2015-12-01, only",
};

class Front {
  private readonly throttles: { readonly reads: TokenBucket; readonly changes: TokenBucket } | undefined;
  private readonly stale: Stale;
  private answers = true;

  constructor(private readonly options: ControlFrontOptions) {
    const { clock = realClock, seed = 1, staleSeconds = 2 } = options;
    const throttling = options.throttling ?? { reads: READS, changes: CHANGES };
    this.throttles =
      throttling === false
        ? undefined
        : {
            reads: new TokenBucket(throttling.reads, clock),
            changes: new TokenBucket(throttling.changes, clock),
          };
    this.stale = new Stale(clock, seeded(seed), staleSeconds);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = (await bodyOf(request, LONGEST_CALL))?.toString();
      if (body === undefined) throw new Error("longer than any call");
      const { status, type, text } = await this.answer(new Call(body), body, request);
      response.writeHead(status, { "Content-Type": type }).end(text);
    } catch {
      // The caller went away, or sent more than any call has.
      response.destroy();
    }
  }

  private async answer(call: Call, body: string, { headers }: IncomingMessage): Promise<Told> {
    if (call.get("Version") !== "2015-12-01") return refused(NOT_OURS);
    const throttle = call.reads ? this.throttles?.reads : this.throttles?.changes;
    if (throttle?.take() === false) return refused(THROTTLED);
    const refusal = refusalOf(call);
    if (refusal !== undefined) return refused(refusal);
    try {
      const ask = (form: string): Promise<StoreAnswer> => this.ask(headers, form);
      return call.reads ? await this.read(call, body, ask) : await this.change(call, body, ask);
    } catch (error) {
      return refused(this.silent(error));
    }
  }

  private async read(call: Call, body: string, ask: Ask): Promise<Told> {
    const group = call.get("TargetGroupArn");
    if (call.action === "DescribeTargetHealth" && group !== undefined) {
      const health = await this.health(group, targetsOf(call));
      if (health !== undefined) return told(responseXml(call.action, targetHealthXml(health), randomUUID()));
    }
    const answer = await ask(body);
    return { ...answer, text: this.stale.told(call.action, answer.body) };
  }

  private async change(call: Call, body: string, ask: Ask): Promise<Told> {
    let form: string | undefined = body;
    const group = call.get("TargetGroupArn");
    if (call.action === "DeregisterTargets" && group !== undefined) {
      const registered = await this.health(group, []);
      if (registered !== undefined) form = deregistration(call, registered);
    }
    if (form === undefined) return told(responseXml(call.action, "", randomUUID()));
    const changed = await this.stale.changing(call, async (asked) => (await ask(asked)).body);
    const answer = await ask(form);
    if (answer.status < 300) {
      changed();
      // What cannot be read now is read with the next turn.
      await this.options.plane.refresh().catch(() => undefined);
    }
    return { ...answer, text: answer.body };
  }

  /** Of a group that the data plane has not heard of yet, after it has read again. */
  private async health(group: string, asked: ReturnType<typeof targetsOf>) {
    const { plane } = this.options;
    const known = plane.health(group, asked);
    if (known !== undefined) return known;
    await plane.refresh().catch(() => undefined);
    return plane.health(group, asked);
  }

  private async ask(headers: IncomingMessage["headers"], form: string): Promise<StoreAnswer> {
    const answer = await pass(this.options.endpoint, headers, form);
    if (!this.answers) this.options.say?.(`the store at ${this.options.endpoint} answers calls again`);
    this.answers = true;
    return answer;
  }

  private silent(error: unknown): CallError {
    const { code, name } = error as { code?: string; name: string };
    const message = `the store at ${this.options.endpoint} does not answer (${code ?? name})`;
    if (this.answers) this.options.say?.(`${message}; calls are refused with ServiceUnavailable`);
    this.answers = false;
    return { status: 503, code: "ServiceUnavailable", message };
  }
}

type Ask = (form: string) => Promise<StoreAnswer>;

interface Told {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

function told(text: string): Told {
  return { status: 200, type: "text/xml", text };
}

function refused(error: CallError): Told {
  return { status: error.status, type: "text/xml", text: errorXml(error, randomUUID()) };
}

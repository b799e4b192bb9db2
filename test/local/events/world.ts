/** EventBridge and what it reaches, in a moto of the tests' own and with a clock that stands still. */
import {
  EventBridgeClient,
  ListRulesCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { setTimeout as sleep } from "node:timers/promises";
import { MovedClock } from "../../../local/clock/clock";
import { CERTAIN } from "../../../local/events/chances";
import {
  startLocalEvents,
  type LocalEvents,
  type LocalEventsOptions,
} from "../../../local/events/local-events";
import { MOTO_CLIENT, withMoto } from "../../helpers/moto";

export const { region: REGION } = MOTO_CLIENT;
export const ACCOUNT = "123456789012";
/** A whole hour. */
export const NOON = Date.UTC(2026, 10, 21, 12);

/** ARNs of things in the world. */
export function arn(service: string, name: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${name}`;
}

export const FUNCTION = arn("lambda", "function:events");

export interface Message {
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** Everything of it anew for each test. */
export class World {
  readonly moto = withMoto();
  readonly said: string[] = [];
  /** What functions were called with. */
  readonly called: { readonly arn: string; readonly payload: unknown }[] = [];
  clock = new MovedClock(NOON);
  private readonly open: { close(): unknown }[] = [];

  constructor() {
    beforeEach(() => {
      this.clock = new MovedClock(NOON);
      this.said.length = 0;
      this.called.length = 0;
    });
    afterEach(async () => {
      for (const one of this.open.splice(0).reverse()) await one.close();
    });
  }

  /** A client, to the store unless another endpoint is given. */
  client<C extends { destroy(): void }>(
    Service: new (options: typeof MOTO_CLIENT & { endpoint: string; maxAttempts: number }) => C,
    endpoint = this.moto.endpoint,
  ): C {
    const client = new Service({ ...MOTO_CLIENT, endpoint, maxAttempts: 1 });
    this.closing({
      close() {
        client.destroy();
      },
    });
    return client;
  }

  closing<T extends { close(): unknown }>(one: T): T {
    this.open.push(one);
    return one;
  }

  async events(options: Partial<LocalEventsOptions> = {}): Promise<LocalEvents> {
    const events = await startLocalEvents({
      store: { endpoint: this.moto.endpoint, region: REGION },
      account: ACCOUNT,
      clock: this.clock,
      chances: CERTAIN,
      invokeAsync: (functionArn, payload) => {
        this.called.push({ arn: functionArn, payload: JSON.parse(payload) });
      },
      say: (line) => this.said.push(line),
      ...options,
    });
    return this.closing(events);
  }

  /** A rule in the store; gives its ARN. */
  async rule(
    Name: string,
    of: object | string,
    ...targets: (Omit<Target, "Id" | "Arn"> & { Arn: string })[]
  ): Promise<string> {
    const client = this.client(EventBridgeClient);
    const when = typeof of === "string" ? { ScheduleExpression: of } : { EventPattern: JSON.stringify(of) };
    const { RuleArn = "" } = await client.send(new PutRuleCommand({ Name, ...when }));
    const Targets = targets.map((target, index) => ({ Id: String(index), ...target }));
    await client.send(new PutTargetsCommand({ Rule: Name, Targets }));
    return RuleArn;
  }

  /** The names of all rules in the store. */
  async ruleNames(): Promise<(string | undefined)[]> {
    const { Rules = [] } = await this.client(EventBridgeClient).send(new ListRulesCommand({}));
    return Rules.map(({ Name }) => Name);
  }

  /** A queue in the store; gives its ARN. */
  async queue(QueueName: string): Promise<string> {
    await this.client(SQSClient).send(new CreateQueueCommand({ QueueName }));
    return arn("sqs", QueueName);
  }

  /** A topic in the store that passes on to a queue of the same name. */
  async topic(Name: string): Promise<string> {
    const client = this.client(SNSClient);
    const { TopicArn = "" } = await client.send(new CreateTopicCommand({ Name }));
    const Endpoint = await this.queue(Name);
    const Attributes = { RawMessageDelivery: "true" };
    await client.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, Attributes }));
    return TopicArn;
  }

  /** Takes what lies in a queue now. */
  async messages(name: string): Promise<Message[]> {
    const client = this.client(SQSClient);
    const QueueUrl = `${this.moto.endpoint}/${ACCOUNT}/${name}`;
    const asked = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] };
    const { Messages = [] } = await client.send(new ReceiveMessageCommand(asked));
    const Entries = Messages.map(({ MessageId: Id, ReceiptHandle }) => ({ Id, ReceiptHandle }));
    if (Entries.length > 0) await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    return Messages.map(({ Body = "", MessageAttributes = {} }) => ({
      body: JSON.parse(Body) as unknown,
      attributes: Object.fromEntries(
        Object.entries(MessageAttributes).map(([key, { StringValue }]) => [key, StringValue]),
      ),
    }));
  }
}

/** Waits until it is so, at most five seconds. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited 5 s for ${what}`);
    await sleep(10);
  }
}

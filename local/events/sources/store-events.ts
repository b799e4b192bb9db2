/**
 * What the store tells itself: events of S3, of buckets that send them. It sends events to queues only, so a queue of
 * ours takes them, by a rule that must be the first one there: the store stops at the first target it does not know.
 */
import { PutRuleCommand, PutTargetsCommand, type EventBridgeClient } from "@aws-sdk/client-eventbridge";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from "@aws-sdk/client-sqs";
import { emulatorClient } from "../../emulator-client";
import type { Clock } from "../../clock/clock";
import type { EventBridgeEvent } from "../event";
import type { Events } from "../event-bus";
import { storeClient, storedRules, TAP, type StoreAddress } from "../store";

export interface StoreEventsOptions {
  readonly store: StoreAddress;
  /** 12 digits. */
  readonly account: string;
  readonly clock: Clock;
  readonly events: Events;
  /** Told what a person should know. */
  readonly say: (line: string) => void;
  /** How often the queue is looked at; 1 unless given. */
  readonly seconds?: number;
}

/**
 * Passes them on from now on; ends with what it returns. To be started before any rule is made in the store: whether
 * one was there before is said.
 *
 * Rejects with what the SDK throws where the store does not answer.
 */
export async function passStoreEvents(options: StoreEventsOptions): Promise<() => Promise<void>> {
  const tap = new Tap(options);
  try {
    await tap.open();
  } catch (error) {
    await tap.close();
    throw error;
  }
  tap.follow();
  return () => tap.close();
}

class Tap {
  private readonly sqs: SQSClient;
  private readonly rules: EventBridgeClient;
  private queueUrl = "";
  private callOff = (): void => undefined;
  private taking: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(private readonly options: StoreEventsOptions) {
    const { store } = options;
    this.rules = storeClient(store);
    this.sqs = new SQSClient(emulatorClient(store));
  }

  /** Safe to repeat. */
  async open(): Promise<void> {
    const { store, account, say } = this.options;
    const [before] = await storedRules(this.rules);
    const { QueueUrl = "" } = await this.sqs.send(new CreateQueueCommand({ QueueName: TAP }));
    this.queueUrl = QueueUrl;
    const EventPattern = JSON.stringify({ source: ["aws.s3"] });
    await this.rules.send(new PutRuleCommand({ Name: TAP, EventPattern }));
    const Arn = `arn:aws:sqs:${store.region}:${account}:${TAP}`;
    await this.rules.send(new PutTargetsCommand({ Rule: TAP, Targets: [{ Id: TAP, Arn }] }));
    if (before !== undefined)
      say(`the event rule ${before.rule.Name ?? ""} was there first: events of S3 may get lost in the store`);
  }

  follow(): void {
    if (this.closed) return;
    this.callOff = this.options.clock.after((this.options.seconds ?? 1) * 1000, () => {
      this.taking = this.take().catch(() => this.mend());
      void this.taking.then(() => {
        this.follow();
      });
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    this.callOff();
    await this.taking;
    this.sqs.destroy();
    this.rules.destroy();
  }

  private async take(): Promise<void> {
    for (;;) {
      const asked = { QueueUrl: this.queueUrl, MaxNumberOfMessages: 10 };
      const { Messages = [] } = await this.sqs.send(new ReceiveMessageCommand(asked));
      if (Messages.length === 0) return;
      for (const message of Messages) this.pass(message);
      const Entries = Messages.map(({ MessageId: Id, ReceiptHandle }) => ({ Id, ReceiptHandle }));
      await this.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.queueUrl, Entries }));
    }
  }

  /** Of a store that was emptied, or begun anew; one that does not answer is said by others, and tried again. */
  private async mend(): Promise<void> {
    await this.open().catch(() => undefined);
  }

  private pass({ Body = "{}" }: Message): void {
    const event = JSON.parse(Body) as EventBridgeEvent;
    this.options.events.put({
      source: event.source,
      detailType: event["detail-type"],
      detail: event.detail,
      resources: event.resources,
    });
  }
}

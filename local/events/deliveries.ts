/**
 * Events on their way to targets: tried again after failures with growing pauses, then to the dead-letter queue.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
import type { Clock } from "../clock/clock";
import type { Chances } from "./chances";
import { DeliveryError, deliveryError } from "./delivery-error";
import type { EventBridgeEvent } from "./event";
import { filled } from "./input";
import type { Rule, Target } from "./rule";

/** Where events go in the end. */
export interface Sender {
  /**
   * Rejects with a DeliveryError, or with an error of AWS's clients, where the target did not take it.
   *
   * @param body - as the target's input has it
   */
  send(target: Target, body: string): Promise<void>;
  /** To a dead-letter queue. */
  bury(queueArn: string, body: string, attributes: Readonly<Record<string, string>>): Promise<void>;
}

export interface DeliveriesOptions {
  readonly clock: Clock;
  readonly sender: Sender;
  readonly chances: Required<Chances>;
  /** Numbers from 0 up to 1. */
  readonly random: () => number;
  /** Told what nobody else hears: an event that was dropped. */
  readonly say: (line: string) => void;
}

interface Delivery {
  readonly rule: Rule;
  readonly target: Target;
  readonly event: EventBridgeEvent;
  readonly since: number;
  attempts: number;
}

/** Pauses double from one second; 185 attempts fill about a day then. */
const PAUSE_SECONDS = { first: 1, longest: 480 };
/** Events on their way at once; EventBridge has no such bound, a machine has. */
const MOST = 10_000;

export class Deliveries {
  private readonly waiting = new Set<() => void>();
  private readonly sending = new Set<Promise<void>>();
  private stopped = false;

  constructor(private readonly options: DeliveriesOptions) {}

  /** Delivers to every target of a rule, at least once. */
  deliver(rule: Rule, event: EventBridgeEvent): void {
    const { chances, random } = this.options;
    for (const target of rule.targets) {
      const copies = random() < chances.duplicates ? 2 : 1;
      for (let copy = 0; copy < copies; copy++) this.begin(rule, target, event);
    }
  }

  /** Resolves when nothing is being sent; what waits for the clock still waits. */
  async settled(): Promise<void> {
    while (this.sending.size > 0) await Promise.all(this.sending);
  }

  /** Forgets what waits; resolves when what is being sent has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const callOff of this.waiting) callOff();
    this.waiting.clear();
    await this.settled();
  }

  private begin(rule: Rule, target: Target, event: EventBridgeEvent): void {
    const { clock, chances, random, say } = this.options;
    if (this.waiting.size + this.sending.size >= MOST) {
      say(`${MOST} events are on their way: one of ${rule.name} to ${target.arn} was dropped`);
      return;
    }
    const delivery = { rule, target, event, since: clock.now(), attempts: 0 };
    const milliseconds = random() * chances.delaySeconds * 1000;
    if (milliseconds === 0) this.send(delivery);
    else this.later(delivery, milliseconds);
  }

  private later(delivery: Delivery, milliseconds: number): void {
    if (this.stopped) return;
    const callOff = this.options.clock.after(milliseconds, () => {
      this.waiting.delete(callOff);
      this.send(delivery);
    });
    this.waiting.add(callOff);
  }

  private send(delivery: Delivery): void {
    const sent = this.attempt(delivery).finally(() => {
      this.sending.delete(sent);
    });
    this.sending.add(sent);
  }

  private async attempt(delivery: Delivery): Promise<void> {
    const { rule, target, event, since } = delivery;
    delivery.attempts++;
    try {
      const body = filled(target.input, event, { ruleArn: rule.arn, ruleName: rule.name, ingested: since });
      if ("misfit" in body) throw new DeliveryError("INVALID_JSON", body.misfit, false);
      await this.options.sender.send(target, body.text);
    } catch (error) {
      await this.failed(delivery, deliveryError(error));
    }
  }

  private async failed(delivery: Delivery, error: DeliveryError): Promise<void> {
    const { target, since, attempts } = delivery;
    const { clock, random } = this.options;
    if (!error.isRetriable) return this.bury(delivery, error);
    if (attempts > target.maximumRetryAttempts) return this.bury(delivery, error, "MaximumRetryAttempts");
    const longest = Math.min(PAUSE_SECONDS.first * 2 ** (attempts - 1), PAUSE_SECONDS.longest);
    // Half of it is chance, so that those who failed together do not come together again.
    const milliseconds = longest * 1000 * (0.5 + random() / 2);
    if (clock.now() + milliseconds - since > target.maximumEventAgeSeconds * 1000)
      return this.bury(delivery, error, "MaximumEventAgeInSeconds");
    this.later(delivery, milliseconds);
    return undefined;
  }

  private async bury(delivery: Delivery, error: DeliveryError, exhausted?: string): Promise<void> {
    const { rule, target, event, attempts } = delivery;
    const { sender, say } = this.options;
    const dropped = `an event ${event["detail-type"]} of ${rule.name} did not reach ${target.arn} (${error.code}: ${error.message})`;
    if (target.deadLetterArn === undefined) {
      say(`${dropped} and was dropped, as the target has no dead-letter queue`);
      return;
    }
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: target.arn,
      ERROR_CODE: error.code,
      ERROR_MESSAGE: error.message.slice(0, 1_024) || "no message",
      ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
      RETRY_ATTEMPTS: String(attempts - 1),
    };
    try {
      await sender.bury(target.deadLetterArn, JSON.stringify(event), attributes);
    } catch (again) {
      say(`${dropped} nor its dead-letter queue (${again instanceof Error ? again.message : String(again)})`);
    }
  }
}

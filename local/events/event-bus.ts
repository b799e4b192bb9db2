/** The buses: an event that is put on one goes to the targets of every rule there that it fits. */
import { randomUUID } from "node:crypto";
import type { Clock } from "../clock/clock";
import { BEST_EFFORT, type Chances } from "./chances";
import type { Deliveries } from "./deliveries";
import { eventTime, type EventBridgeEvent, type Told } from "./event";
import type { Rule } from "./rule";

/** Whoever has something to tell needs no more of all this. */
export interface Events {
  /** Takes an event; gives its id. */
  put(told: Told): string;
}

export interface EventBusOptions {
  readonly clock: Clock;
  readonly region: string;
  readonly account: string;
  readonly rules: () => readonly Rule[];
  readonly deliveries: Pick<Deliveries, "deliver">;
  readonly chances: Required<Chances>;
  /** Numbers from 0 up to 1. */
  readonly random: () => number;
  /** Told of every event, also of one that is lost. */
  readonly onEvent?: ((event: EventBridgeEvent, lost: boolean) => void) | undefined;
}

export class EventBus implements Events {
  constructor(private readonly options: EventBusOptions) {}

  put(told: Told): string {
    const { rules, deliveries, chances, random, onEvent } = this.options;
    const { bus = "default" } = told;
    const event = this.event(told);
    const lost = BEST_EFFORT.has(told.source) && random() < chances.losses;
    onEvent?.(event, lost);
    if (lost) return event.id;
    for (const rule of rules())
      if (rule.bus === bus && rule.matches?.(event) === true) deliveries.deliver(rule, event);
    return event.id;
  }

  /** What a schedule sets off, for the targets of its own rule. */
  fire(rule: Rule, time: number): void {
    const { deliveries, onEvent } = this.options;
    const detailType = "Scheduled Event";
    const event = this.event({ source: "aws.events", detailType, detail: {}, resources: [rule.arn], time });
    onEvent?.(event, false);
    deliveries.deliver(rule, event);
  }

  private event({ source, detailType, detail, resources = [], time }: Told): EventBridgeEvent {
    const { clock, account, region } = this.options;
    return {
      version: "0",
      id: randomUUID(),
      "detail-type": detailType,
      source,
      account,
      time: eventTime(time ?? clock.now()),
      region,
      resources,
      detail,
    };
  }
}

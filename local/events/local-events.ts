/** EventBridge on one machine: the rules of the store, what is put, what is due, and where it goes. */
import { realClock, type Clock } from "../clock/clock";
import { seeded } from "../random";
import { PESSIMISTIC, type Chances } from "./chances";
import { Deliveries } from "./deliveries";
import type { EventBridgeEvent, Told } from "./event";
import { EventBus, type Events } from "./event-bus";
import { startEventsFront } from "./front";
import { Rules } from "./rules";
import { Schedules } from "./schedules";
import { storeSender, type InvokeAsync, type SendElsewhere } from "./sender";
import type { StoreAddress } from "./store";

export interface LocalEventsOptions {
  readonly store: StoreAddress;
  /** 12 digits. */
  readonly account: string;
  /** How functions are reached. */
  readonly invokeAsync: InvokeAsync;
  /** How everything is reached that is no function, queue or topic; nothing is unless given. */
  readonly elsewhere?: SendElsewhere;
  /** This machine's unless given. */
  readonly clock?: Clock;
  /** Decides every chance here; 1 unless given. */
  readonly seed?: number;
  /** Pessimistic unless given; CERTAIN switches all of it off. */
  readonly chances?: Chances;
  /** How often the store is read besides after calls that change it; 2 unless given. */
  readonly refreshSeconds?: number;
  /** Where EventBridge's API listens; 0, unless given, takes a free port. */
  readonly port?: number;
  /** Told what a person should know: a rule that cannot be read, an event that was dropped. */
  readonly say?: (line: string) => void;
  /** Told of every event, also of one that is lost. */
  readonly onEvent?: (event: EventBridgeEvent, lost: boolean) => void;
}

export interface LocalEvents extends Events {
  /** Where EventBridge's API answers. */
  readonly endpoint: string;
  /** Reads the rules again; rejects with what the SDK throws. */
  refresh(): Promise<void>;
  /** Resolves when nothing is being sent; what waits for the clock still waits. */
  settled(): Promise<void>;
  /** Forgets what is on its way. */
  close(): Promise<void>;
}

/**
 * Follows the rules of the store from now on; one that does not answer is said, and tried again.
 *
 * @throws Refusal when the port is taken
 */
export async function startLocalEvents(options: LocalEventsOptions): Promise<LocalEvents> {
  const { store, account, clock = realClock, seed = 1, refreshSeconds = 2, onEvent } = options;
  const say = options.say ?? ((): void => undefined);
  const random = seeded(seed);
  const chances = { ...PESSIMISTIC, ...options.chances };
  const sender = storeSender(store, options.invokeAsync, options.elsewhere);
  const deliveries = new Deliveries({ clock, sender, chances, random, say });
  const bus: EventBus = new EventBus({
    clock,
    region: store.region,
    account,
    rules: () => rules.current(),
    deliveries,
    chances,
    random,
    onEvent,
  });
  const schedules = new Schedules(clock, (rule, at) => {
    bus.fire(rule, at);
  });
  const rules = new Rules({
    store,
    clock,
    refreshSeconds,
    say,
    onRead: (read) => {
      schedules.declare(read);
    },
  });
  const refresh = (): Promise<void> => rules.refresh();
  const { endpoint: storeEndpoint } = store;
  const front = await startEventsFront({ storeEndpoint, events: bus, refresh, say, port: options.port });
  await refresh().catch(() => undefined);
  rules.follow();
  return {
    endpoint: front.endpoint,
    put: (told: Told) => bus.put(told),
    refresh,
    settled: () => deliveries.settled(),
    async close() {
      await front.close();
      await rules.close();
      schedules.stop();
      await deliveries.stop();
      sender.close();
    },
  };
}

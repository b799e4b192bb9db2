/**
 * CloudWatch's alarms on one machine: those of the store, evaluated every minute on the metrics of the planes. A change
 * of state is written to the store, told as an event, and sets off the alarm's actions.
 */
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { realClock, type Clock } from "../clock/clock";
import type { Events } from "../events/event-bus";
import type { InvokeAsync } from "../events/sender";
import type { StoreAddress } from "../events/store";
import { MINUTE, type MetricStore } from "../metrics/metric-store";
import { Actions } from "./actions";
import { readAlarm, type Alarm } from "./alarm";
import { AlarmStates } from "./alarm-states";
import { EXTRA_PERIODS } from "./judge";
import { stateOf } from "./reason";
import { alarmEvent } from "./state-change";
import { AlarmStore } from "./store";

export interface LocalAlarmsOptions {
  readonly store: StoreAddress;
  /** 12 digits. */
  readonly account: string;
  readonly metrics: MetricStore;
  /** Told of changes of state. */
  readonly events: Events;
  /** How functions are reached that are an alarm's action. */
  readonly invokeAsync: InvokeAsync;
  /** This machine's unless given. */
  readonly clock?: Clock;
  /** How long after a minute its metrics are seen; 60 unless given, 0 for at once. */
  readonly lagSeconds?: number;
  /** How often the store is looked at for states that somebody else has set; 5 unless given. */
  readonly lookSeconds?: number;
  /** Told what a person should know: an alarm that is not modelled, a store that does not answer. */
  readonly say?: (line: string) => void;
}

export interface LocalAlarms {
  /** Resolves when everything that was due by now is done. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Evaluates from the next whole minute on; a store that does not answer is said, and asked again. */
export function startLocalAlarms(options: LocalAlarmsOptions): LocalAlarms {
  const alarms = new Evaluations(options);
  alarms.start();
  return alarms;
}

class Evaluations implements LocalAlarms {
  private readonly clock: Clock;
  private readonly stored: AlarmStore;
  private readonly states: AlarmStates;
  private readonly actions: Actions;
  private readonly said = new Set<string>();
  private readonly waiting = new Map<"look" | "evaluate", () => void>();
  private working: Promise<void> = Promise.resolve();
  private looks = 0;
  private answers = true;
  private closed = false;

  constructor(private readonly options: LocalAlarmsOptions) {
    const { store, account, events, invokeAsync, clock = realClock } = options;
    this.clock = clock;
    this.stored = new AlarmStore(store);
    const place = { region: store.region, account };
    this.actions = new Actions({ store, place, invokeAsync, say: (line) => options.say?.(line) });
    this.states = new AlarmStates({
      store: this.stored,
      onChange: async (change) => {
        events.put(alarmEvent(change));
        await this.actions.run(change);
      },
    });
  }

  start(): void {
    this.look();
    this.evaluateLater();
  }

  settled(): Promise<void> {
    return this.working;
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const callOff of this.waiting.values()) callOff();
    await this.working;
    this.stored.close();
    this.actions.close();
  }

  private look(): void {
    const at = this.clock.now();
    // Where the store is slow, one look at a time is enough.
    if (this.looks === 0) {
      this.looks++;
      this.work(async () => {
        this.looks--;
        await this.states.read(at);
      });
    }
    const { lookSeconds = 5 } = this.options;
    this.later("look", lookSeconds * 1000, () => {
      this.look();
    });
  }

  private evaluateLater(): void {
    this.later("evaluate", MINUTE - (this.clock.now() % MINUTE), () => {
      const at = this.clock.now();
      this.work(async () => {
        for (const alarm of await this.states.read(at)) await this.evaluate(alarm, at);
      });
      this.evaluateLater();
    });
  }

  private later(what: "look" | "evaluate", milliseconds: number, run: () => void): void {
    if (!this.closed) this.waiting.set(what, this.clock.after(milliseconds, run));
  }

  /** One after the other, so that a clock that is moved far evaluates every minute in its turn. */
  private work(run: () => Promise<void>): void {
    this.working = this.working.then(async () => {
      if (this.closed) return;
      try {
        await run();
        if (!this.answers)
          this.options.say?.(`the store at ${this.options.store.endpoint} tells its alarms again`);
        this.answers = true;
      } catch (error) {
        this.failed(error);
      }
    });
  }

  private failed(error: unknown): void {
    const { code, name, $metadata } = error as StoreError;
    // What vanished while it was looked at is no silence.
    if ($metadata?.httpStatusCode !== undefined) return;
    const { say, store } = this.options;
    if (this.answers)
      say?.(
        `the store at ${store.endpoint} does not tell its alarms (${code ?? name}); they stay as they are`,
      );
    this.answers = false;
  }

  private async evaluate(alarm: MetricAlarm, at: number): Promise<void> {
    const { metrics, lagSeconds = 60 } = this.options;
    const [read, previous] = [this.readable(alarm), this.states.of(alarm)];
    if (read === undefined || previous === undefined) return;
    const end = Math.floor((at - lagSeconds * 1000) / MINUTE) * MINUTE;
    const points = read.points(metrics, end, read.evaluationPeriods + EXTRA_PERIODS);
    const state = stateOf(read, points, end, previous.value, at);
    if (state.value !== previous.value) await this.states.set(alarm, previous, state);
  }

  private readable(alarm: MetricAlarm): Alarm | undefined {
    try {
      return readAlarm(alarm);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.sayOnce(`the alarm ${alarm.AlarmName ?? ""} is not evaluated: ${why}`);
      return undefined;
    }
  }

  private sayOnce(line: string): void {
    if (!this.said.has(line)) this.options.say?.(line);
    this.said.add(line);
  }
}

/** What the SDK throws: of the connection with a code, of the service with the answer's status. */
interface StoreError {
  readonly name: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

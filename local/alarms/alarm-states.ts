/** The states of the store's alarms, and what somebody else has made of them. */
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { AlarmState } from "./judge";
import type { StateSeen } from "./reason";
import type { StateChange } from "./state-change";
import type { AlarmStore } from "./store";

export interface AlarmStatesOptions {
  readonly store: AlarmStore;
  /** Told of every change of a state, whoever made it. */
  readonly onChange: (change: StateChange) => Promise<void>;
}

/** How the store calls an alarm that was never evaluated. */
const UNCHECKED = "Unchecked: Initial alarm creation";

export class AlarmStates {
  /** By the alarms' ARNs. */
  private known = new Map<string, StateSeen>();

  constructor(private readonly options: AlarmStatesOptions) {}

  /** The alarms there are. Rejects with what the SDK throws. */
  async read(at: number): Promise<readonly MetricAlarm[]> {
    const alarms = await this.options.store.alarms();
    const there = new Set(alarms.map(({ AlarmArn }) => AlarmArn));
    this.known = new Map([...this.known].filter(([arn]) => there.has(arn)));
    for (const alarm of alarms) await this.takeIn(alarm, at);
    return alarms;
  }

  /** Of an alarm that was read. */
  of({ AlarmArn = "" }: MetricAlarm): StateSeen | undefined {
    return this.known.get(AlarmArn);
  }

  /** Changes the state of an alarm. Rejects with what the SDK throws; then nothing has changed. */
  async set(alarm: MetricAlarm, previous: StateSeen, state: StateSeen): Promise<void> {
    const { store, onChange } = this.options;
    await store.setState(alarm.AlarmName ?? "", state);
    this.known.set(alarm.AlarmArn ?? "", state);
    await onChange({ alarm, previous, state });
  }

  private async takeIn(alarm: MetricAlarm, at: number): Promise<void> {
    const { store, onChange } = this.options;
    const { AlarmName = "", AlarmArn = "" } = alarm;
    const [known, held] = [this.known.get(AlarmArn), stateIn(alarm)];
    if (held.reason === UNCHECKED) {
      // An alarm that is put again keeps its state, a new one has none; the store calls both of them well.
      const state: StateSeen = known ?? { ...held, value: "INSUFFICIENT_DATA", at };
      if (held.value !== state.value || held.reason !== state.reason) await store.setState(AlarmName, state);
      this.known.set(AlarmArn, state);
    } else if (known === undefined || known.value === held.value)
      this.known.set(AlarmArn, { ...held, ...known });
    else {
      const state = { ...held, at };
      this.known.set(AlarmArn, state);
      await onChange({ alarm, previous: known, state });
    }
  }
}

function stateIn(alarm: MetricAlarm): StateSeen {
  const { StateValue = "OK", StateReason = "", StateReasonData = "{}", StateUpdatedTimestamp } = alarm;
  const value: AlarmState = StateValue;
  return {
    value,
    reason: StateReason,
    reasonData: StateReasonData,
    at: StateUpdatedTimestamp?.getTime() ?? 0,
  };
}

/** The store that holds alarms and their states. */
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  SetAlarmStateCommand,
  type MetricAlarm,
} from "@aws-sdk/client-cloudwatch";
import { emulatorClient } from "../emulator-client";
import type { StoreAddress } from "../events/store";
import type { StateSeen } from "./reason";

export class AlarmStore {
  private readonly client: CloudWatchClient;

  constructor(store: StoreAddress) {
    this.client = new CloudWatchClient(emulatorClient(store));
  }

  /** Throws what the SDK throws. */
  async alarms(): Promise<MetricAlarm[]> {
    const found: MetricAlarm[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.client.send(new DescribeAlarmsCommand({ NextToken }));
      found.push(...(page.MetricAlarms ?? []));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return found;
  }

  async setState(AlarmName: string, { value, reason, reasonData }: StateSeen): Promise<void> {
    const input = { AlarmName, StateValue: value, StateReason: reason, StateReasonData: reasonData };
    await this.client.send(new SetAlarmStateCommand(input));
  }

  close(): void {
    this.client.destroy();
  }
}

/** What an alarm sets off: messages on topics of the store, and functions. */
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { emulatorClient } from "../emulator-client";
import type { InvokeAsync } from "../events/sender";
import type { StoreAddress } from "../events/store";
import { alarmInvocation, alarmMessage, type Place, type StateChange } from "./state-change";

export interface ActionsOptions {
  readonly store: StoreAddress;
  readonly place: Place;
  readonly invokeAsync: InvokeAsync;
  /** Told what nobody else hears: an action that is not modelled, or was not taken. */
  readonly say: (line: string) => void;
}

export class Actions {
  private readonly sns: SNSClient;

  constructor(private readonly options: ActionsOptions) {
    this.sns = new SNSClient(emulatorClient(options.store));
  }

  /** Sets off what the alarm names for its new state; each on its own, none more than once. */
  async run(change: StateChange): Promise<void> {
    const { alarm, state } = change;
    if (alarm.ActionsEnabled === false) return;
    const arns = {
      ALARM: alarm.AlarmActions,
      OK: alarm.OKActions,
      INSUFFICIENT_DATA: alarm.InsufficientDataActions,
    }[state.value];
    for (const arn of arns ?? [])
      try {
        await this.act(arn, change);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        this.options.say(
          `the alarm ${alarm.AlarmName ?? ""} is ${state.value}, which did not reach ${arn}: ${why}`,
        );
      }
  }

  close(): void {
    this.sns.destroy();
  }

  private async act(arn: string, change: StateChange): Promise<void> {
    const { place, invokeAsync } = this.options;
    const service = arn.split(":")[2] ?? "";
    if (service === "lambda") invokeAsync(arn, JSON.stringify(alarmInvocation(change, place)));
    else if (service === "sns")
      await this.sns.send(new PublishCommand({ TopicArn: arn, ...alarmMessage(change, place) }));
    else throw new Error(`actions of ${service} are not modelled here`);
  }
}

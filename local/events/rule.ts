/** A rule of EventBridge with its targets, as far as it is read: plain data. */
import type { EventPattern } from "./pattern/pattern";
import type { Schedule } from "./schedule/schedule";

export interface Rule {
  readonly arn: string;
  readonly name: string;
  /** The name of its bus. */
  readonly bus: string;
  /** The events it is for; undefined where it has none. */
  readonly matches: EventPattern | undefined;
  /** When it is due; undefined where it never is. */
  readonly schedule: Schedule | undefined;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly id: string;
  readonly arn: string;
  /** The role it is called with; only services that are none of ours look at it. */
  readonly roleArn?: string;
  readonly input: TargetInput;
  /** Of a FIFO queue. */
  readonly messageGroupId?: string;
  /** 0 to 185. */
  readonly maximumRetryAttempts: number;
  /** 60 to 86,400. */
  readonly maximumEventAgeSeconds: number;
  /** Of a queue. */
  readonly deadLetterArn?: string;
}

/** What a target gets. */
export type TargetInput =
  | { readonly kind: "event" }
  | { readonly kind: "constant"; readonly text: string }
  | { readonly kind: "path"; readonly path: string }
  | {
      readonly kind: "transformer";
      readonly paths: Readonly<Record<string, string>>;
      readonly template: string;
    };

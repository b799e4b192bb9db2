/** An event as EventBridge hands it on. Source: https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */

export interface EventBridgeEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** `2026-11-21T10:00:00Z` */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What whoever tells of something has to say; the rest is the bus's. */
export interface Told {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** ARNs; none unless given. */
  readonly resources?: readonly string[];
  /** Milliseconds since 1970; now unless given. */
  readonly time?: number;
  /** The name of the bus; `default` unless given. */
  readonly bus?: string;
}

/** A moment as events have it, without milliseconds. */
export function eventTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/**
 * What happens by itself: metrics counted where the planes tell of them, alarms on these, rules and schedules, and
 * events of buckets and instances, all of them to the stack's functions, queues and topics.
 */
import { startLocalAlarms } from "../alarms/local-alarms";
import type { Clock } from "../clock/clock";
import type { EmulatorAddress } from "../emulator-client";
import { startLocalEvents } from "../events/local-events";
import { invokeAsyncOf } from "../events/sender";
import { InstanceEvents } from "../events/sources/instances";
import { passStoreEvents } from "../events/sources/store-events";
import type { LocalLambda } from "../functions/local-lambda";
import type { InvocationSeen } from "../functions/invoke";
import type { InstanceEvent } from "../instances/instances";
import type { DataPlane } from "../load-balancer/data-plane";
import type { Answered } from "../load-balancer/node/node";
import { MetricStore } from "../metrics/metric-store";
import { countInvocation } from "../metrics/of-functions";
import { countAnswer, countHosts } from "../metrics/of-load-balancers";

export interface ReactionsOptions {
  readonly clock: Clock;
  readonly store: EmulatorAddress;
  /** 12 digits. */
  readonly account: string;
  readonly say: (line: string) => void;
}

/** Metrics come first: planes that start later tell of what they do. */
export class Reactions {
  private readonly metrics = new MetricStore();
  private tellInstance: (change: InstanceEvent) => void = () => undefined;

  constructor(private readonly options: ReactionsOptions) {}

  readonly onInvocation = (seen: InvocationSeen): void => {
    countInvocation(this.metrics, seen, this.options.clock.now() - seen.milliseconds);
  };

  readonly onAnswer = (answered: Answered): void => {
    countAnswer(this.metrics, answered, this.options.clock.now());
  };

  readonly onInstance = (event: InstanceEvent): void => {
    this.tellInstance(event);
  };

  /**
   * Begins with rules and schedules, before any rule of the stack is in the store, and says where EventBridge's API
   * answers; each part is given away to be ended.
   */
  async start(lambda: LocalLambda, ending: (end: () => Promise<void>) => void): Promise<Begun> {
    const { clock, store, account, say } = this.options;
    const invokeAsync = invokeAsyncOf(lambda.invocations);
    const common = { store, account, clock, say };
    const events = await startLocalEvents({ ...common, invokeAsync });
    ending(() => events.close());
    ending(await passStoreEvents({ ...common, events }));
    const ofInstances = new InstanceEvents({ ...common, events });
    ending(() => ofInstances.close());
    this.tellInstance = (change) => {
      ofInstances.tell(change);
    };
    const alarms = startLocalAlarms({ ...common, events, invokeAsync, metrics: this.metrics });
    ending(() => alarms.close());
    return {
      endpoint: events.endpoint,
      refresh: () => events.refresh(),
      watch: (balancer) => {
        const health = (arn: string): ReturnType<DataPlane["health"]> => balancer.health(arn);
        ending(countHosts({ metrics: this.metrics, clock, store, health }));
      },
    };
  }
}

export interface Begun {
  readonly endpoint: string;
  /** Reads the rules again. */
  refresh(): Promise<void>;
  /** Counts its targets from now on. */
  watch(balancer: DataPlane): void;
}

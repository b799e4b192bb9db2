/**
 * What happens by itself: metrics counted where the planes tell of them, alarms on these, rules and schedules, events of
 * buckets, instances and pipelines, all of them to the stack's functions, queues and topics; and the pipelines, which
 * rules start.
 */
import { startLocalAlarms } from "../alarms/local-alarms";
import type { Clock } from "../clock/clock";
import type { EmulatorAddress } from "../emulator-client";
import { startLocalEvents } from "../events/local-events";
import { invokeAsyncOf, nowhere, type SendElsewhere } from "../events/sender";
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
import { startLocalPipelines, type LocalPipelines } from "../pipelines/local-pipelines";

export interface ReactionsOptions {
  readonly clock: Clock;
  readonly store: EmulatorAddress;
  /** 12 digits. */
  readonly account: string;
  readonly say: (plane: "events" | "pipelines") => (line: string) => void;
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
    const { clock, store, account } = this.options;
    const invokeAsync = invokeAsyncOf(lambda.invocations);
    const common = { store, account, clock, say: this.options.say("events") };
    const pipelines = await startLocalPipelines({
      ...{ store, account, clock, say: this.options.say("pipelines"), invokeAsync },
      tell: (change) => void events.put(change),
    });
    ending(() => pipelines.close());
    const events = await startLocalEvents({ ...common, invokeAsync, elsewhere: toPipelines(pipelines) });
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
      pipelines,
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
  readonly pipelines: LocalPipelines;
  /** Reads the rules again. */
  refresh(): Promise<void>;
  /** Counts its targets from now on. */
  watch(balancer: DataPlane): void;
}

/** Of what is no function, queue or topic, a rule may have a pipeline. */
function toPipelines(pipelines: LocalPipelines): SendElsewhere {
  return async (target, body) => {
    if (target.arn.split(":")[2] !== "codepipeline") await nowhere(target);
    else pipelines.startBy(target.arn, body);
  };
}

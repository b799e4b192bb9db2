/**
 * The metrics of the load balancers, of what they answered and of how their targets are.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
import type { Clock } from "../clock/clock";
import type { EmulatorAddress } from "../emulator-client";
import type { TargetHealth } from "../load-balancer/health/targets";
import { usedGroups } from "../load-balancer/model";
import type { Answered } from "../load-balancer/node/node";
import { readStore } from "../load-balancer/store/read-store";
import { storeClients, type StoreClients } from "../load-balancer/store/store";
import type { MetricStore } from "./metric-store";

const NAMESPACE = "AWS/ApplicationELB";

/** Counts an answer. @param at - milliseconds since 1970 */
export function countAnswer(metrics: MetricStore, answered: Answered, at: number): void {
  const { loadBalancerArn, target, status, byTarget, milliseconds } = answered;
  const LoadBalancer = suffixOf(loadBalancerArn);
  const add = (name: string, value: number): void => {
    metrics.add({ namespace: NAMESPACE, name, dimensions: { LoadBalancer } }, value, at);
    if (target === undefined || name.startsWith("HTTPCode_ELB")) return;
    const dimensions = { LoadBalancer, TargetGroup: suffixOf(target.groupArn) };
    metrics.add({ namespace: NAMESPACE, name, dimensions }, value, at);
  };
  const hundred = Math.floor(status / 100);
  // Only what a target was chosen for is a request.
  if (target !== undefined) add("RequestCount", 1);
  if (byTarget && hundred >= 2 && hundred <= 5) add(`HTTPCode_Target_${hundred}XX_Count`, 1);
  if (byTarget) add("TargetResponseTime", milliseconds / 1000);
  if (!byTarget && hundred >= 3 && hundred <= 5) add(`HTTPCode_ELB_${hundred}XX_Count`, 1);
}

export interface HostCountsOptions {
  readonly metrics: MetricStore;
  readonly clock: Clock;
  /** Says which target groups the load balancers use. */
  readonly store: EmulatorAddress;
  /** How the targets of a group are. */
  readonly health: (targetGroupArn: string) => readonly Pick<TargetHealth, "state">[] | undefined;
  /** How often they are counted; 10 unless given. */
  readonly seconds?: number;
}

/** Counts healthy and unhealthy targets again and again; ends with what it returns. */
export function countHosts(options: HostCountsOptions): () => Promise<void> {
  const counting = new HostCounts(options);
  counting.follow();
  return () => counting.stop();
}

class HostCounts {
  private readonly clients: StoreClients;
  private callOff = (): void => undefined;
  private counting: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly options: HostCountsOptions) {
    this.clients = storeClients(options.store);
  }

  follow(): void {
    const { clock, seconds = 10 } = this.options;
    this.callOff = clock.after(seconds * 1000, () => {
      const at = clock.now();
      // A store that does not answer is said by others; a minute without a count is what an alarm sees of it.
      this.counting = this.counting.then(() => this.count(at)).catch(() => undefined);
      if (!this.stopped) this.follow();
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.callOff();
    await this.counting;
    this.clients.balancing.destroy();
    this.clients.instances.destroy();
  }

  private async count(at: number): Promise<void> {
    const { metrics, health } = this.options;
    const { loadBalancers } = await readStore(this.clients);
    for (const balancer of loadBalancers)
      for (const arn of usedGroups([balancer])) {
        const states = (health(arn) ?? []).map(({ state }) => state);
        // Without targets there is nothing to count; who is on his way out is counted no more.
        const counted = states.filter((state) => state !== "draining" && state !== "unused");
        if (counted.length === 0) continue;
        const dimensions = { LoadBalancer: suffixOf(balancer.arn), TargetGroup: suffixOf(arn) };
        const healthy = counted.filter((state) => state === "healthy").length;
        metrics.add({ namespace: NAMESPACE, name: "HealthyHostCount", dimensions }, healthy, at);
        const unhealthy = counted.length - healthy;
        metrics.add({ namespace: NAMESPACE, name: "UnHealthyHostCount", dimensions }, unhealthy, at);
      }
  }
}

/** `app/name/id` or `targetgroup/name/id`, as dimensions have it. */
function suffixOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1).replace(/^loadbalancer\//, "");
}

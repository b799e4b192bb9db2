/** What one node goes by: the rules as they reached it, ready to be asked. */
import type { Action, Listener, LoadBalancer, LoadBalancerAttributes, Rule } from "../model";
import { conditionsTest, type RequestFacts, type Test } from "../routing/condition";
import { byWeight } from "../routing/shares";

/** A rule of a node; `next` gives the target group of the next request by weight. */
export interface ReadyRule {
  readonly arn: string;
  readonly action: Action;
  readonly test: Test;
  readonly next: () => string | undefined;
}

export interface ReadyListener {
  readonly arn: string;
  readonly loadBalancerArn: string;
  readonly port: number;
  readonly protocol: string;
  readonly attributes: LoadBalancerAttributes;
  readonly rules: readonly ReadyRule[];
}

export class View {
  private listeners = new Map<string, ReadyListener>();
  private version = 0;

  /** Goes by these from now on; older ones than it goes by already are let be. */
  take(loadBalancers: readonly LoadBalancer[], version: number): void {
    if (version < this.version) return;
    this.version = version;
    this.listeners = new Map(
      loadBalancers.flatMap((balancer) =>
        balancer.listeners.map((listener) => [listener.arn, ready(balancer, listener)] as const),
      ),
    );
  }

  /** Takes listeners it has never heard of, as a new one works from its first moment. */
  takeNew(loadBalancers: readonly LoadBalancer[]): void {
    for (const balancer of loadBalancers)
      for (const listener of balancer.listeners)
        if (!this.listeners.has(listener.arn)) this.listeners.set(listener.arn, ready(balancer, listener));
  }

  listener(arn: string): ReadyListener | undefined {
    return this.listeners.get(arn);
  }
}

/** The first rule whose conditions the request has; the default one has none. */
export function ruleFor({ rules }: ReadyListener, request: RequestFacts): ReadyRule | undefined {
  return rules.find(({ test }) => test(request));
}

function ready(balancer: LoadBalancer, { arn, port, protocol, rules }: Listener): ReadyListener {
  const { attributes, arn: loadBalancerArn } = balancer;
  return { arn, loadBalancerArn, port, protocol, attributes, rules: rules.map(readyRule) };
}

function readyRule({ arn, action, conditions }: Rule): ReadyRule {
  const groups = action.type === "forward" ? action.targetGroups : [];
  return { arn, action, test: conditionsTest(conditions), next: byWeight(groups) };
}

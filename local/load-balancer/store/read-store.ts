/** Reads from the store everything the load balancers go by. */
import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetHealthCommand,
  paginateDescribeLoadBalancers,
  paginateDescribeRules,
  paginateDescribeTargetGroups,
  type Listener as StoredListener,
  type LoadBalancer as StoredBalancer,
  type TargetGroup as StoredGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Declared, Listener, LoadBalancer, RegisteredTarget, TargetGroup } from "../model";
import { readRules } from "./read-rules";
import type { StoreClients } from "./store";

/** Who the store has registered: stopped or gone instances are not told apart yet. */
export type Registrations = ReadonlyMap<string, readonly { readonly id: string; readonly port: number }[]>;

export type Stored = Omit<Declared, "targets"> & { readonly registered: Registrations };

/** Throws what the SDK throws when the store does not answer. */
export async function readStore({ balancing }: StoreClients): Promise<Stored> {
  const [balancers, groups] = await Promise.all([
    all(paginateDescribeLoadBalancers({ client: balancing }, {}), ({ LoadBalancers }) => LoadBalancers),
    all(paginateDescribeTargetGroups({ client: balancing }, {}), ({ TargetGroups }) => TargetGroups),
  ]);
  const application = balancers.filter(({ Type }) => Type === "application");
  const [loadBalancers, targetGroups, registered] = await Promise.all([
    Promise.all(application.map((one) => readBalancer(balancing, one))),
    Promise.all(groups.map((one) => readGroup(balancing, one))),
    Promise.all(groups.map((one) => readRegistered(balancing, one))),
  ]);
  return {
    loadBalancers,
    targetGroups: new Map(targetGroups.map((group) => [group.arn, group])),
    registered: new Map(registered),
  };
}

/** An instance of a group, registered with it, as the store has it. */
export function withInstances(
  { registered, ...rest }: Stored,
  state: (instanceId: string) => string | undefined,
): { declared: Declared; gone: Registrations } {
  const isGone = ({ id }: { id: string }): boolean => /^(terminated|shutting-down)$/.test(state(id) ?? "");
  const split = <T>(take: (one: { id: string; port: number }) => T[]): Map<string, T[]> =>
    new Map([...registered].map(([arn, targets]) => [arn, targets.flatMap(take)]));
  const targets = split<RegisteredTarget>((one) =>
    isGone(one) ? [] : [{ ...one, stopped: /^stop/.test(state(one.id) ?? "") }],
  );
  return { declared: { ...rest, targets }, gone: split((one) => (isGone(one) ? [one] : [])) };
}

type Client = StoreClients["balancing"];

async function all<Page, T>(pages: AsyncIterable<Page>, of: (page: Page) => T[] | undefined): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...(of(page) ?? []));
  return found;
}

async function readBalancer(client: Client, stored: StoredBalancer): Promise<LoadBalancer> {
  const { LoadBalancerArn = "", LoadBalancerName = "" } = stored;
  const [{ Attributes = [] }, { Listeners = [] }] = await Promise.all([
    client.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn })),
    client.send(new DescribeListenersCommand({ LoadBalancerArn })),
  ]);
  const value = (key: string): string | undefined => Attributes.find(({ Key }) => Key === key)?.Value;
  return {
    arn: LoadBalancerArn,
    name: LoadBalancerName,
    attributes: {
      idleTimeoutSeconds: Number(value("idle_timeout.timeout_seconds") ?? 60),
      dropInvalidHeaderFields: value("routing.http.drop_invalid_header_fields.enabled") === "true",
      preserveHostHeader: value("routing.http.preserve_host_header.enabled") === "true",
    },
    listeners: await Promise.all(Listeners.map((one) => readListener(client, one))),
  };
}

async function readListener(client: Client, stored: StoredListener): Promise<Listener> {
  const { ListenerArn = "", Port = 0, Protocol } = stored;
  const rules = await all(paginateDescribeRules({ client }, { ListenerArn }), ({ Rules }) => Rules);
  return {
    arn: ListenerArn,
    port: Port,
    protocol: Protocol === "HTTPS" ? "HTTPS" : "HTTP",
    rules: readRules(rules),
  };
}

async function readGroup(client: Client, stored: StoredGroup): Promise<TargetGroup> {
  const { TargetGroupArn = "", TargetGroupName = "" } = stored;
  const { Attributes = [] } = await client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
  const value = (key: string): string | undefined => Attributes.find(({ Key }) => Key === key)?.Value;
  const sticky = value("stickiness.enabled") === "true" && value("stickiness.type") === "lb_cookie";
  return {
    arn: TargetGroupArn,
    name: TargetGroupName,
    healthCheck: {
      path: stored.HealthCheckPath ?? "/",
      port: stored.HealthCheckPort ?? "traffic-port",
      matcher: stored.Matcher?.HttpCode ?? "200",
      intervalSeconds: stored.HealthCheckIntervalSeconds ?? 30,
      timeoutSeconds: stored.HealthCheckTimeoutSeconds ?? 5,
      healthyThreshold: stored.HealthyThresholdCount ?? 5,
      unhealthyThreshold: stored.UnhealthyThresholdCount ?? 2,
    },
    deregistrationDelaySeconds: Number(value("deregistration_delay.timeout_seconds") ?? 300),
    stickySeconds: sticky ? Number(value("stickiness.lb_cookie.duration_seconds") ?? 86_400) : undefined,
  };
}

async function readRegistered(client: Client, { TargetGroupArn = "" }: StoredGroup) {
  const answer = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  const targets = (answer.TargetHealthDescriptions ?? []).flatMap(({ Target }) =>
    Target?.Id === undefined ? [] : [{ id: Target.Id, port: Target.Port ?? 80 }],
  );
  return [TargetGroupArn, targets] as const;
}

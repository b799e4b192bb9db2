/** What a load balancer does, as the store declares it: plain data, in the words of Elastic Load Balancing. */

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly attributes: LoadBalancerAttributes;
  readonly listeners: readonly Listener[];
}

export interface LoadBalancerAttributes {
  /** Silence after which a connection is closed or an answer given up, in seconds. */
  readonly idleTimeoutSeconds: number;
  /** Whether headers whose names hold anything but letters, digits and hyphens are taken out. */
  readonly dropInvalidHeaderFields: boolean;
  /** Whether targets see the Host header as it came; else a port that is not 80 or 443 is added. */
  readonly preserveHostHeader: boolean;
}

export interface Listener {
  readonly arn: string;
  /** As declared, 1 to 65535. */
  readonly port: number;
  readonly protocol: "HTTP" | "HTTPS";
  /** Lowest priority first, the default rule last. */
  readonly rules: readonly Rule[];
}

export interface Rule {
  readonly arn: string;
  /** 1 to 50000; undefined for the default rule. */
  readonly priority: number | undefined;
  /** All must hold. */
  readonly conditions: readonly Condition[];
  readonly action: Action;
}

/** What a request must have; of several patterns one must fit. */
export type Condition =
  | { readonly field: "host-header" | "path-pattern"; readonly patterns: readonly string[] }
  | { readonly field: "http-header"; readonly name: string; readonly patterns: readonly string[] }
  | { readonly field: "http-request-method"; readonly methods: readonly string[] }
  | { readonly field: "query-string"; readonly pairs: readonly { readonly key?: string; value: string }[] }
  | { readonly field: "source-ip"; readonly ranges: readonly string[] }
  /** One that is not modelled: no request fits. */
  | { readonly field: "unknown"; readonly name: string };

export type Action =
  | Forward
  | {
      readonly type: "fixed-response";
      readonly statusCode: number;
      readonly contentType: string;
      readonly messageBody: string;
    }
  | Redirect
  /** One that is not modelled: answered with 501. */
  | { readonly type: "unknown"; readonly name: string };

export interface Forward {
  readonly type: "forward";
  readonly targetGroups: readonly WeightedGroup[];
  /** How long a client stays with its group, in seconds; undefined without stickiness. */
  readonly stickySeconds: number | undefined;
}

export interface WeightedGroup {
  readonly arn: string;
  /** 0 to 999. */
  readonly weight: number;
}

export interface Redirect {
  readonly type: "redirect";
  readonly statusCode: 301 | 302;
  /** Each may hold `#{protocol}`, `#{host}`, `#{port}`, `#{path}` or `#{query}`. */
  readonly protocol: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly healthCheck: HealthCheck;
  readonly deregistrationDelaySeconds: number;
  /** How long a client stays with its target, in seconds; undefined without stickiness. */
  readonly stickySeconds: number | undefined;
}

export interface HealthCheck {
  readonly path: string;
  /** `traffic-port` or a number. */
  readonly port: string;
  /** Status codes that pass: `200`, `200,202`, `200-299`. */
  readonly matcher: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

/** Who is registered with a target group. */
export interface RegisteredTarget {
  /** Of an instance, or an address. */
  readonly id: string;
  readonly port: number;
  /** Whether it is an instance that was stopped. */
  readonly stopped: boolean;
}

/** Everything the load balancers go by, as it was at one moment. */
export interface Declared {
  readonly loadBalancers: readonly LoadBalancer[];
  readonly targetGroups: ReadonlyMap<string, TargetGroup>;
  /** By the ARN of the target group. */
  readonly targets: ReadonlyMap<string, readonly RegisteredTarget[]>;
}

/** The target groups that some rule forwards to, by weight 0 too. */
export function usedGroups(loadBalancers: readonly LoadBalancer[]): Set<string> {
  const rules = loadBalancers.flatMap(({ listeners }) => listeners.flatMap((listener) => listener.rules));
  return new Set(
    rules.flatMap(({ action }) =>
      action.type === "forward" ? action.targetGroups.map(({ arn }) => arn) : [],
    ),
  );
}

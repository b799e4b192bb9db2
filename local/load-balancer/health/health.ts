/** The health of a target, and what a check makes of it. Pure. Words and codes: TargetHealth of the ELBv2 API. */
import type { HealthCheck } from "../model";

export interface Health {
  readonly state: "initial" | "healthy" | "unhealthy" | "draining" | "unused";
  /** AWS's code; undefined for a healthy target. */
  readonly reason?: string;
  readonly description?: string;
  /** Checks passed or failed one after the other, up to now. */
  readonly passed?: number;
  readonly failed?: number;
}

/** What a check found. */
export type Outcome = { readonly passed: true } | ({ readonly passed: false } & Failure);

export interface Failure {
  readonly reason: "Target.ResponseCodeMismatch" | "Target.Timeout" | "Target.FailedHealthChecks";
  readonly description: string;
}

export const registering: Health = {
  state: "initial",
  reason: "Elb.RegistrationInProgress",
  description: "Target registration is in progress",
};
export const firstChecks: Health = {
  state: "initial",
  reason: "Elb.InitialHealthChecking",
  description: "Initial health checks in progress",
};
export const draining: Health = {
  state: "draining",
  reason: "Target.DeregistrationInProgress",
  description: "Target deregistration is in progress",
};
export const notInUse: Health = {
  state: "unused",
  reason: "Target.NotInUse",
  description: "Target group is not configured to receive traffic from the load balancer",
};
export const notRegistered: Health = {
  state: "unused",
  reason: "Target.NotRegistered",
  description: "Target is not registered to the target group",
};
export const stopped: Health = {
  state: "unused",
  reason: "Target.InvalidState",
  description: "Target is in the stopped state",
};

/** A new target is healthy with its first passed check; one that was unhealthy has to pass as many as declared. */
export function afterCheck(
  health: Health,
  outcome: Outcome,
  { healthyThreshold, unhealthyThreshold }: Pick<HealthCheck, "healthyThreshold" | "unhealthyThreshold">,
): Health {
  if (outcome.passed) {
    const passed = (health.passed ?? 0) + 1;
    const needed = health.state === "unhealthy" ? healthyThreshold : 1;
    return passed >= needed ? { state: "healthy", passed } : { ...health, passed, failed: 0 };
  }
  const { reason, description } = outcome;
  const failed = (health.failed ?? 0) + 1;
  return health.state === "unhealthy" || failed >= unhealthyThreshold
    ? { state: "unhealthy", reason, description, failed }
    : { ...health, failed, passed: 0 };
}

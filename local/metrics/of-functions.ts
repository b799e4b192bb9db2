/**
 * The metrics of functions.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
import type { InvocationSeen } from "../functions/invoke";
import type { MetricStore } from "./metric-store";

const NAMESPACE = "AWS/Lambda";

/** Counts an invocation. @param at - when it was asked for, in milliseconds since 1970 */
export function countInvocation(metrics: MetricStore, seen: InvocationSeen, at: number): void {
  const { functionName: FunctionName, qualifier, executedVersion, milliseconds, failed, throttled } = seen;
  const Resource = qualifier === undefined ? FunctionName : `${FunctionName}:${qualifier}`;
  const sets: readonly Readonly<Record<string, string>>[] = [
    {},
    { FunctionName },
    { FunctionName, Resource },
    ...(executedVersion === undefined ? [] : [{ FunctionName, Resource, ExecutedVersion: executedVersion }]),
  ];
  const add = (name: string, value: number): void => {
    for (const dimensions of sets) metrics.add({ namespace: NAMESPACE, name, dimensions }, value, at);
  };
  add("Throttles", throttled ? 1 : 0);
  // What was throttled is neither an invocation nor an error.
  if (throttled) return;
  add("Invocations", 1);
  add("Errors", failed ? 1 : 0);
  add("Duration", milliseconds);
}

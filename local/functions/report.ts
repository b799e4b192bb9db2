/** What the platform writes after an invocation, and the trace it gives one. */
import { randomBytes } from "node:crypto";
import type { FunctionVersion } from "./function-version";

/** The lines END and REPORT. */
export function report(
  version: FunctionVersion,
  requestId: string,
  took: number,
  peak?: number,
  init?: number,
): string[] {
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${took.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(took + (init ?? 0))} ms`,
    `Memory Size: ${version.memoryMiB} MB`,
    `Max Memory Used: ${peak === undefined ? "not measured" : `${peak} MB`}`,
    ...(init === undefined ? [] : [`Init Duration: ${init.toFixed(2)} ms`]),
  ];
  return [`END RequestId: ${requestId}`, parts.join("\t")];
}

/** As X-Ray writes it, not sampled. */
export function traceId(now: number): string {
  const seconds = Math.floor(now / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")};Parent=${randomBytes(8).toString("hex")};Sampled=0`;
}

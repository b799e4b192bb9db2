/** One health check: a GET on a fresh connection. */
import { request } from "node:http";
import type { HealthCheck } from "../model";
import type { Failure, Outcome } from "./health";

/** Where a process listens on this machine. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Whether a status code is one of `200`, `200,202`, `200-299`. Pure. */
export function inMatcher(matcher: string, status: number): boolean {
  return matcher.split(",").some((part) => {
    const [from = Number.NaN, to = from] = part.trim().split("-").map(Number);
    return status >= from && status <= to;
  });
}

/** What the check finds; never throws, and is over after the declared time, or when it is called off. */
export async function probe(
  address: Address | undefined,
  check: Pick<HealthCheck, "path" | "matcher" | "timeoutSeconds">,
  calledOff: AbortSignal,
): Promise<Outcome> {
  if (address === undefined) return REFUSED;
  const late = AbortSignal.timeout(check.timeoutSeconds * 1000);
  try {
    const status = await statusOf(address, check.path, late, calledOff);
    return inMatcher(check.matcher, status) ? { passed: true } : { passed: false, ...mismatch(status) };
  } catch {
    return late.aborted ? TIMED_OUT : REFUSED;
  }
}

function statusOf(
  { host, port }: Address,
  path: string,
  late: AbortSignal,
  calledOff: AbortSignal,
): Promise<number> {
  return new Promise<number>((resolve, reject) => {
    const headers = { Host: `${host}:${port}`, "User-Agent": "ELB-HealthChecker/2.0", Connection: "close" };
    const sent = request({ host, port, path, headers, signal: late, agent: false }, (response) => {
      // The whole answer has to come, as AWS waits for it.
      response.resume().once("error", reject);
      response.once("end", () => {
        resolve(response.statusCode ?? 0);
      });
    });
    const end = (): void => {
      sent.destroy();
    };
    calledOff.addEventListener("abort", end);
    sent.once("close", () => {
      calledOff.removeEventListener("abort", end);
      reject(new Error("closed"));
    });
    sent.on("error", reject).end();
  });
}

const REFUSED: Outcome = {
  passed: false,
  reason: "Target.FailedHealthChecks",
  description: "Health checks failed",
};
const TIMED_OUT: Outcome = { passed: false, reason: "Target.Timeout", description: "Request timed out" };

function mismatch(status: number): Failure {
  return {
    reason: "Target.ResponseCodeMismatch",
    description: `Health checks failed with these codes: [${status}]`,
  };
}

/** What a load balancer changes in headers on their way; lists have names and values in turn, as they came. Pure. */
import { randomBytes } from "node:crypto";
import { ONE_HOP } from "../../loopback/one-hop";
import type { LoadBalancerAttributes } from "../model";

/** Expect is answered by the load balancer itself. */
const NOT_PASSED_ON = new Set([...ONE_HOP, "expect"]);
const REPLACED = new Set([
  "host",
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-port",
  "x-amzn-trace-id",
]);
const VALID_NAME = /^[A-Za-z0-9-]+$/;
/** A name or an IPv4 address, or an IPv6 address in brackets; then a port. */
const HOST = /^([\w.-]{1,255}|\[[0-9a-fA-F:.]{2,45}\])(:\d{1,5})?$/;

/** All values of a header. */
export function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name.toLowerCase(),
  );
}

/** The Host without its port; undefined when it is missing, twice there, or no host. */
export function hostOf(rawHeaders: readonly string[]): string | undefined {
  const [value = "", ...more] = valuesOf(rawHeaders, "host");
  return more.length > 0 ? undefined : HOST.exec(value)?.[1];
}

export interface Arrival {
  readonly rawHeaders: readonly string[];
  readonly clientAddress: string;
  readonly protocol: string;
  /** Of the listener, as declared. */
  readonly port: number;
  readonly attributes: LoadBalancerAttributes;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What the target gets. */
export function towardsTarget(arrival: Arrival): string[] {
  const { rawHeaders, clientAddress, protocol, port, attributes, now } = arrival;
  const kept = rawHeaders.filter((_, index) => {
    const name = rawHeaders[index - (index % 2)] ?? "";
    const lower = name.toLowerCase();
    if (NOT_PASSED_ON.has(lower) || REPLACED.has(lower)) return false;
    return !attributes.dropInvalidHeaderFields || VALID_NAME.test(name);
  });
  const [host = ""] = valuesOf(rawHeaders, "host");
  const addsPort = !attributes.preserveHostHeader && port !== 80 && port !== 443 && !/:\d+$/.test(host);
  kept.push("Host", addsPort ? `${host}:${port}` : host);
  if (valuesOf(rawHeaders, "transfer-encoding").length > 0) kept.push("Transfer-Encoding", "chunked");
  kept.push(
    "X-Forwarded-For",
    [...valuesOf(rawHeaders, "x-forwarded-for"), clientAddress].join(", "),
    "X-Forwarded-Proto",
    protocol.toLowerCase(),
    "X-Forwarded-Port",
    String(port),
    "X-Amzn-Trace-Id",
    traceId(valuesOf(rawHeaders, "x-amzn-trace-id")[0], now),
  );
  return kept;
}

/** What the client gets. */
export function towardsClient(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter(
    (_, index) => !NOT_PASSED_ON.has((rawHeaders[index - (index % 2)] ?? "").toLowerCase()),
  );
}

/** A root of its own, or its own part in front of a root that came. */
function traceId(given: string | undefined, now: number): string {
  const own = `1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString("hex")}`;
  return given?.includes("Root=") === true ? `Self=${own};${given}` : `Root=${own}`;
}

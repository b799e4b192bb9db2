/**
 * Cross-origin requests, where an API is configured for them. Pure.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
import type { Answer } from "./answer";
import type { Cors } from "./api";

/** Names in lower case. */
type Headers = Readonly<Record<string, string | undefined>>;

/** The answer to a preflight request; `undefined` when the request is none. */
export function preflight(cors: Cors, method: string, headers: Headers): Answer | undefined {
  const { origin } = headers;
  if (method !== "OPTIONS" || origin === undefined || headers["access-control-request-method"] === undefined)
    return undefined;
  const { allowMethods = [], allowHeaders = [], maxAgeSeconds } = cors;
  const allowed = originHeaders(cors, origin);
  if (allowed === undefined) return { status: 204, headers: {}, body: Buffer.alloc(0) };
  return {
    status: 204,
    headers: {
      ...allowed,
      ...list("access-control-allow-methods", allowMethods),
      ...list("access-control-allow-headers", allowHeaders),
      ...(maxAgeSeconds === undefined ? {} : { "access-control-max-age": String(maxAgeSeconds) }),
    },
    body: Buffer.alloc(0),
  };
}

/** An answer with the configured headers in place of the function's own. */
export function withCors(cors: Cors, origin: string | undefined, answer: Answer): Answer {
  const own = Object.entries(answer.headers).filter(([name]) => !name.startsWith("access-control-"));
  const allowed = origin === undefined ? undefined : originHeaders(cors, origin);
  const exposed =
    allowed === undefined ? {} : list("access-control-expose-headers", cors.exposeHeaders ?? []);
  return { ...answer, headers: { ...Object.fromEntries(own), ...allowed, ...exposed } };
}

function originHeaders(
  { allowOrigins = [], allowCredentials = false }: Cors,
  origin: string,
): Record<string, string> | undefined {
  const fits = (allowed: string): boolean =>
    allowed === "*" ||
    allowed === origin ||
    (allowed.endsWith("://*") && origin.startsWith(allowed.slice(0, -1)));
  if (!allowOrigins.some(fits)) return undefined;
  const all = allowOrigins.includes("*");
  return {
    "access-control-allow-origin": all ? "*" : origin,
    ...(all ? {} : { vary: "origin" }),
    ...(allowCredentials ? { "access-control-allow-credentials": "true" } : {}),
  };
}

function list(name: string, values: readonly string[]): Record<string, string> {
  return values.length === 0 ? {} : { [name]: values.join(",") };
}

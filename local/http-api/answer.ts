/** What a client gets for what a function gave: the response of payload format 2.0. Pure. */
import type { Invoked } from "./api";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
  /** What went wrong between API and function, for the log. */
  readonly problem?: string;
}

const JSON_TYPE = "application/json";
const TEXT_TYPE = "text/plain; charset=utf-8";
/** What belongs to the connection, which is ours. */
const OWN_HEADERS = ["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"];

/** `{"message": …}`, as the service says it. */
export function message(status: number, text: string, problem?: string): Answer {
  const body = Buffer.from(JSON.stringify({ message: text }));
  const headers = { "content-type": JSON_TYPE };
  return problem === undefined ? { status, headers, body } : { status, headers, body, problem };
}

export function answerOf({ payload, functionError }: Invoked): Answer {
  if (functionError !== undefined)
    return internal(`the function failed: ${payload.toString().slice(0, 500)}`);
  let given: unknown;
  try {
    given = JSON.parse(payload.toString());
  } catch {
    return internal("the function gave no JSON");
  }
  if (typeof given !== "object" || given === null || !("statusCode" in given)) return inferred(given);
  const {
    statusCode,
    headers = {},
    cookies = [],
    body = "",
    isBase64Encoded = false,
  } = given as Record<string, unknown>;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return internal("statusCode is no status");
  if (typeof body !== "string" && body !== null) return internal("body is no string");
  if (!Array.isArray(cookies)) return internal("cookies are no list");
  const own = ownHeaders(headers);
  if (own === undefined) return internal("headers are no object of strings, numbers and booleans");
  const setCookies = cookies.map(String);
  return {
    status,
    headers: {
      ...("content-type" in own || body === "" || body === null ? {} : { "content-type": TEXT_TYPE }),
      ...own,
      ...(setCookies.length === 0 ? {} : { "set-cookie": setCookies }),
    },
    body: Buffer.from(body ?? "", isBase64Encoded === true ? "base64" : "utf8"),
  };
}

/** Without a status code all of it is the body. */
function inferred(given: unknown): Answer {
  const text = typeof given === "string" ? given : JSON.stringify(given);
  return { status: 200, headers: { "content-type": JSON_TYPE }, body: Buffer.from(text) };
}

function internal(problem: string): Answer {
  return message(500, "Internal Server Error", problem);
}

function ownHeaders(given: unknown): Record<string, string> | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(given as Record<string, unknown>)) {
    const key = name.toLowerCase();
    if (!["string", "number", "boolean"].includes(typeof value)) return undefined;
    // Node.js writes headers as Latin-1, and refuses what would end them.
    const text = Buffer.from(String(value), "utf8").toString("latin1");
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(key) || /[\0\r\n]/.test(text)) return undefined;
    if (!OWN_HEADERS.includes(key)) own[key] = text;
  }
  return own;
}

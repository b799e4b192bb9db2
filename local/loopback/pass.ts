/** Passes a call on to the store as it came, and gives its answer. */
import { request, type IncomingHttpHeaders } from "node:http";

export interface StoreAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** A call may take the store as long, in milliseconds. */
const DEADLINE = 10_000;

const OF_THE_CONNECTION = new Set(["host", "connection", "transfer-encoding", "expect"]);

/** Throws the system's error when the store is not there, `TimeoutError` when it does not answer within 10 s. */
export function pass(endpoint: string, headers: IncomingHttpHeaders, body: string): Promise<StoreAnswer> {
  const given = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(DEADLINE);
    const length = Buffer.byteLength(body);
    request(
      endpoint,
      { method: "POST", headers: { ...Object.fromEntries(given), "content-length": length }, signal },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.once("error", reject);
        answer.once("end", () => {
          resolve({
            status: answer.statusCode ?? 502,
            type: answer.headers["content-type"] ?? "text/xml",
            body: Buffer.concat(parts).toString("utf8"),
          });
        });
      },
    )
      .once("error", reject)
      .end(body);
  });
}

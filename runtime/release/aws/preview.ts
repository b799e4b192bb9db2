/** What an address answers, asked several times at once. */
import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { shown } from "../../../refusal/refusal";

/** A version is no longer. */
const LONGEST_BYTES = 200;
/** For one answer, from the first byte sent to the last that comes. */
const DEADLINE_MILLISECONDS = 3000;

/** Each answer's text, trimmed, in quotes; or what came instead: `status 503`, `no answer in time`. */
export function answersAt(url: URL, times: number, deadline: number): Promise<string[]> {
  const until = Math.min(deadline, Date.now() + DEADLINE_MILLISECONDS);
  const signal = AbortSignal.timeout(Math.max(0, until - Date.now()));
  return Promise.all(Array.from({ length: times }, () => answerAt(url, signal)));
}

function answerAt(url: URL, signal: AbortSignal): Promise<string> {
  const request = url.protocol === "https:" ? overHttps : overHttp;
  return new Promise((resolve) => {
    const failed = (error: Error): void => {
      resolve(signal.aborted ? "no answer in time" : ((error as NodeJS.ErrnoException).code ?? error.name));
    };
    const options = { agent: false, signal, headers: { "cache-control": "no-cache" } };
    request(url, options, (response) => {
      const { statusCode = 0 } = response;
      if (statusCode !== 200) {
        response.destroy();
        resolve(`status ${statusCode}`);
        return;
      }
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
        if (text.length <= LONGEST_BYTES) return;
        response.destroy();
        resolve(shown(text));
      });
      response.once("error", failed).once("end", () => {
        resolve(JSON.stringify(text.trim()));
      });
    })
      .once("error", failed)
      .end();
  });
}

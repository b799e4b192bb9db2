/** Whether somebody listens where it is said. */
import { connect } from "node:net";

/** How long an answer may take. */
export const ANSWER_SECONDS = 5;

/** Those nobody listens at, in words. */
export async function silent(urls: readonly string[]): Promise<string[]> {
  const heard = await Promise.all(
    urls.map(async (url) => ((await listens(url)) ? [] : [`nothing answers at ${url}`])),
  );
  return heard.flat();
}

function listens(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 80), timeout: ANSWER_SECONDS * 1000 });
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", end(true)).once("timeout", end(false)).once("error", end(false));
  });
}

/** Ports for listeners that tests declare. */
import { once } from "node:events";
import { createServer } from "node:net";

/** The first of three ports in a row that nothing listens on now, outside of those the system gives to anyone. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all([port, port + 1, port + 2].map(isFree));
    if (free.every(Boolean)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  const listening = await once(server, "listening").then(
    () => true,
    () => false,
  );
  if (listening) await once(server.close(), "close");
  return listening;
}

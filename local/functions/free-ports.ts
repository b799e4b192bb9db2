/** Ports of 127.0.0.1 for programs that want to be told where to listen. */
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

const REMEMBERED = 64;

export class FreePorts {
  private readonly given: number[] = [];

  /** One that nobody has now, and that was not given to another just before. */
  async next(): Promise<number> {
    for (;;) {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      server.close();
      await once(server, "close");
      if (this.given.includes(port)) continue;
      this.given.push(port);
      if (this.given.length > REMEMBERED) this.given.shift();
      return port;
    }
  }
}

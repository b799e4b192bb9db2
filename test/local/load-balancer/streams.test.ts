import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";
import { becomes } from "../../helpers/processes";
import { ask, balanced, health, named } from "./balanced";
import { to } from "./declared";
import { freePort } from "./free-port";

const MEBIBYTE = Buffer.alloc(1024 * 1024, "x");

describe("a load balancer passes bodies on as they come", () => {
  const world = balanced();

  const before = async () => {
    const { declare } = world;
    const group = await declare.group();
    await declare.register(group, "app");
    await declare.listener(await declare.balancer(), await freePort(), to(group));
    const plane = await world.plane();
    await health(plane, group, ["healthy"]);
    return plane.listeners()[0]!.url;
  };

  it("100 MB up and down, holding back next to nothing", async () => {
    await world.app((asked, response) => {
      if (asked.url === "/health") response.end();
      else asked.pipe(response);
    }, "app");
    const url = await before();
    const sent = request(url, { method: "POST", agent: false });
    const answered = once(sent, "response") as Promise<[IncomingMessage]>;
    let most = 0;
    let written = 0;
    let read = 0;
    sent.write(MEBIBYTE);
    written += 1;
    const [response] = await answered;
    const done = new Promise<void>((resolve, reject) => {
      response.on("data", (part: Buffer) => (read += part.length));
      response.once("end", resolve).once("error", reject);
    });
    for (; written < 100; written++) {
      if (!sent.write(MEBIBYTE)) await once(sent, "drain");
      most = Math.max(most, written * MEBIBYTE.length - read);
    }
    sent.end();
    await done;
    assert.equal(read, 100 * MEBIBYTE.length);
    // Sockets of this machine hold some megabytes each, and nothing else holds any.
    assert.ok(most < 40 * MEBIBYTE.length, `${most} bytes were on their way at once`);
  });

  it("up no faster than the target reads", async () => {
    let held: IncomingMessage | undefined;
    await world.app((asked, response) => {
      if (asked.url === "/health") {
        response.end();
        return;
      }
      held = asked;
      asked.once("end", () => response.end("all")).pause();
    }, "app");
    const url = await before();
    const sent = request(url, { method: "POST", agent: false });
    let written = 0;
    let stuck = false;
    while (!stuck && written < 100) {
      written += 1;
      stuck = !sent.write(MEBIBYTE) && !(await drains(sent));
    }
    assert.ok(stuck && written < 40, `${written} MiB were taken`);
    held!.resume();
    sent.end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    assert.equal(response.statusCode, 200);
    response.resume();
  });

  it("a head and each part at once, long before the end", async () => {
    let go: (() => void)[] = [];
    await world.app((asked, response) => {
      if (asked.url === "/health") {
        response.end();
        return;
      }
      response.writeHead(200, { "Content-Type": "text/event-stream" }).flushHeaders();
      go = [() => response.write("one"), () => response.end("two")];
    }, "app");
    const url = await before();
    const sent = request(url, { agent: false }).end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    assert.equal(response.headers["content-type"], "text/event-stream");
    response.setEncoding("utf8");
    go[0]!();
    assert.deepEqual(await once(response, "data"), ["one"]);
    go[1]!();
    assert.deepEqual(await once(response, "data"), ["two"]);
  });

  it("on one connection of the client as many requests as come, whatever their targets", async () => {
    await world.app(named("app"), "app");
    const url = await before();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (const method of ["GET", "POST", "GET", "HEAD"]) {
      const sent = request(url, { method, agent }).end(method === "POST" ? "body" : undefined);
      const [response] = (await once(sent, "response")) as [IncomingMessage];
      ports.add(response.socket.localPort);
      response.resume();
      await once(response, "end");
      assert.equal(response.statusCode, 200);
    }
    agent.destroy();
    assert.equal(ports.size, 1);
  });

  it("no further to the target when the client breaks off", async () => {
    let broken = false;
    await world.app((asked, response) => {
      if (asked.url === "/health") response.end();
      else response.once("close", () => (broken = true)).write("a part");
    }, "app");
    const url = await before();
    const sent = request(url, { agent: false }).end();
    sent.on("error", () => undefined);
    await once(sent, "response");
    sent.destroy();
    await becomes(() => broken, "the target to notice");
    assert.equal((await ask(url, { path: "/health" })).status, 200);
  });
});

/** Whether it can be written to again within a moment. */
async function drains(sent: NodeJS.EventEmitter): Promise<boolean> {
  const moment = AbortSignal.timeout(300);
  return once(sent, "drain", { signal: moment }).then(
    () => true,
    () => false,
  );
}

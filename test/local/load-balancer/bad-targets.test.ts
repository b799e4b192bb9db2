import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createServer as createTcp, type AddressInfo, type Socket } from "node:net";
import { MovedClock } from "../../../local/clock/clock";
import { ask, balanced, ended, health, named } from "./balanced";
import { to } from "./declared";
import { freePort } from "./free-port";

describe("a load balancer before a target", () => {
  const world = balanced();

  /** One listener, one group, and the targets given. */
  const before = async (ids: readonly string[], idleSeconds = 1) => {
    const { declare } = world;
    const group = await declare.group();
    await declare.register(group, ...ids);
    const balancer = await declare.balancer("shop", { "idle_timeout.timeout_seconds": String(idleSeconds) });
    await declare.listener(balancer, await freePort(), to(group));
    const plane = await world.plane();
    return { plane, group, url: plane.listeners()[0]!.url };
  };

  it("that has no process answers 502, as one that listens nowhere does", async () => {
    const { plane, group, url } = await before(["none"]);
    world.addresses.set("none", { host: "127.0.0.1", port: await freePort() });
    const clock = new MovedClock(Date.now());
    const checked = await world.plane({ clock });
    await health(checked, group, ["unhealthy"], clock);
    assert.equal((await ask(checked.listeners()[0]!.url)).status, 502);
    world.addresses.clear();
    assert.equal((await ask(checked.listeners()[0]!.url)).status, 502);
    // Nobody is healthy or unhealthy yet where the first checks are not over.
    assert.equal(plane.health(group)![0]!.state, "initial");
    assert.equal((await ask(url)).status, 503);
  });

  it("that is too slow answers 504, and 408 when it is the client who is", async () => {
    await world.app((request, response) => {
      if (request.url === "/health") response.end();
    }, "slow");
    const { plane, group, url } = await before(["slow"]);
    await health(plane, group, ["healthy"]);
    const { status, text } = await ask(url);
    assert.equal(status, 504);
    assert.match(text, /<h1>504 Gateway Time-out<\/h1>/);
    const { hostname, port } = new URL(url);
    const client = connect(Number(port), hostname);
    client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
    assert.match(await textOf(client), /^HTTP\/1\.1 408 Request Time-out\r\n/);
  });

  it("that breaks off before its answer answers 502, and breaks off where that does on its way", async () => {
    await world.app((request, response) => {
      if (request.url === "/health") response.end();
      else if (request.url === "/before") response.destroy();
      else {
        response.writeHead(200, { "Content-Length": "100" }).write("a part");
        setTimeout(() => response.destroy(), 50);
      }
    }, "breaks");
    const { plane, group, url } = await before(["breaks"]);
    await health(plane, group, ["healthy"]);
    assert.equal((await ask(url, { path: "/before" })).status, 502);
    await assert.rejects(ask(url, { path: "/midway" }), { code: "ECONNRESET" });
  });

  for (const [what, text] of Object.entries({
    "speaks no HTTP": "what?\r\n\r\n",
    "has a status that is none": "HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n",
    "changes the protocol unasked": "HTTP/1.1 101 Switching\r\nUpgrade: odd\r\nConnection: upgrade\r\n\r\n",
  }))
    it(`that ${what} answers 502`, async () => {
      const server = await raw(text);
      world.addresses.set("odd", { host: "127.0.0.1", port: server.port });
      try {
        const { plane, group, url } = await before(["odd"]);
        await health(plane, group, ["healthy"]);
        assert.equal((await ask(url)).status, 502);
        assert.equal((await ask(url)).status, 502);
      } finally {
        server.end();
      }
    });

  it("that is gone leaves the others to answer once its checks fail", async () => {
    const clock = new MovedClock(Date.now());
    const dying = await world.app(named("dying"), "dying");
    await world.app(named("living"), "living");
    const { declare } = world;
    const group = await declare.group();
    await declare.register(group, "dying", "living");
    await declare.listener(await declare.balancer(), await freePort(), to(group));
    const plane = await world.plane({ clock });
    await health(plane, group, ["healthy", "healthy"], clock);
    await ended(dying);
    await health(plane, group, ["unhealthy", "healthy"], clock);
    const { url } = plane.listeners()[0]!;
    assert.deepEqual([(await ask(url)).text, (await ask(url)).text], ["living", "living"]);
  });
});

describe("a load balancer before a client", () => {
  const world = balanced();

  const sent = async (text: string): Promise<string> => {
    const { declare } = world;
    await declare.listener(await declare.balancer(), await freePort());
    const plane = await world.plane();
    const { hostname, port } = new URL(plane.listeners()[0]!.url);
    const client = connect(Number(port), hostname);
    client.write(text);
    return textOf(client);
  };

  for (const [what, text] of Object.entries({
    "a Host that is none": "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
    "two of them": "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\nConnection: close\r\n\r\n",
    "no Host": "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    "what is no HTTP": "hello\r\n\r\n",
    "more headers than it takes": `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(70_000)}\r\n\r\n`,
    "two lengths that contradict":
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
  }))
    it(`that sends ${what} answers 400`, async () => {
      const answer = await sent(text);
      assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\nServer: awselb\/2\.0\r\n/);
      assert.match(answer, /<h1>400 Bad Request<\/h1>/);
    });
});

/** Answers its checks, and everything else with that text. */
async function raw(text: string): Promise<{ port: number; end: () => void }> {
  const sockets: Socket[] = [];
  const server = createTcp((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.once("data", (data) => {
      const checked = data.includes("GET /health ");
      socket.end(checked ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" : text);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const end = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port, end };
}

async function textOf(socket: Socket): Promise<string> {
  let text = "";
  socket.setEncoding("utf8").on("data", (part: string) => {
    text += part;
    if (text.includes("</html>")) socket.end();
  });
  socket.on("error", () => undefined);
  await once(socket, "close");
  return text;
}

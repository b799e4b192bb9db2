import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { CreateListenerCommand, DeleteListenerCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { startDataPlane } from "../../../local/load-balancer/data-plane";
import { available } from "../../../local/load-balancer/node/addresses";
import { listenTogether } from "../../../local/load-balancer/node/listen";
import { Refusal } from "../../../refusal/refusal";
import { ask, balanced } from "./balanced";
import { fixed } from "./declared";
import { freePort } from "./free-port";

describe("a listener", () => {
  const world = balanced();
  const taken: Server[] = [];
  const take = async (port: number, address: string): Promise<Server> => {
    const server = createServer().listen({ port, host: address, exclusive: true });
    await once(server, "listening");
    taken.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of taken.splice(0)) if (server.listening) await once(server.close(), "close");
  });

  it("refuses addresses that other machines could reach, and none at all", async () => {
    for (const nodes of [["127.0.0.1", "0.0.0.0"], ["::"], ["192.0.2.1"], []])
      await assert.rejects(world.plane({ nodes }), {
        name: "Refusal",
        message:
          `nodes: must be addresses in 127.0.0.0/8, at least one, got ${JSON.stringify(nodes)}; ` +
          "nothing here listens for other machines",
      });
  });

  it("takes the next port on every node when one node's is taken, and says which and why", async () => {
    const port = await freePort();
    await take(port, "127.0.0.2");
    const { declare } = world;
    await declare.listener(await declare.balancer(), port);
    const plane = await world.plane();
    const [listener] = plane.listeners();
    assert.deepEqual(listener!.nodeUrls, [`http://127.0.0.1:${port + 1}`, `http://127.0.0.2:${port + 1}`]);
    assert.deepEqual([listener!.declaredPort, listener!.port], [port, port + 1]);
    assert.deepEqual(world.said, [
      `shop: port ${port} is not free (EADDRINUSE on 127.0.0.2); its listener is on port ${port + 1} instead`,
    ]);
    for (const url of listener!.nodeUrls) assert.equal((await ask(url)).status, 404);
  });

  it("of a node whose address this machine has not is on the first node's, which is said", async () => {
    const said: string[] = [];
    // No address of this machine is what 127.0.0.2 is where only 127.0.0.1 exists.
    const addresses = await available(["127.0.0.1", "192.0.2.1"], (line) => said.push(line));
    assert.deepEqual(addresses, ["127.0.0.1", "127.0.0.1"]);
    assert.deepEqual(said, [
      "this machine has no address 192.0.2.1: that node listens on 127.0.0.1, on other ports",
    ]);
  });

  it("has a port for each node where nodes share an address, and says which", async () => {
    const port = await freePort();
    const { declare } = world;
    const balancer = await declare.balancer();
    await declare.listener(balancer, port, fixed("200", "first"));
    await declare.listener(balancer, port + 1, fixed("200", "second"));
    const plane = await world.plane({ nodes: ["127.0.0.1", "127.0.0.1"] });
    const at = (...ports: number[]) => ports.map((one) => `http://127.0.0.1:${one}`);
    const [first, second] = plane.listeners();
    assert.deepEqual([first!.url, second!.url], at(port, port + 1));
    assert.deepEqual(first!.nodeUrls, at(port, port + 2));
    assert.equal(second!.nodeUrls.length, 2);
    assert.deepEqual(world.said, [
      `shop: another node of its listener on port ${port} is at ${first!.nodeUrls[1]}`,
      `shop: another node of its listener on port ${port + 1} is at ${second!.nodeUrls[1]}`,
    ]);
    for (const url of first!.nodeUrls) assert.equal((await ask(url)).text, "first");
    for (const url of second!.nodeUrls) assert.equal((await ask(url)).text, "second");
  });

  it("that finds no port for a second node of the same address leaves none listening", async () => {
    const servers = [createServer(), createServer()];
    const places = servers.map((server) => ({ server, address: "127.0.0.1" }));
    await assert.rejects(listenTogether(places, 65_535, new Set()), {
      message:
        "the listener on port 65535: must be on a free port, 65535 or one of the 200 after it, " +
        "got EADDRINUSE on 127.0.0.1; end what listens there, or give other addresses",
    });
    assert.deepEqual(
      servers.map(({ listening: still }) => still),
      [false, false],
    );
  });

  it("does not take the next port when another listener declares that", async () => {
    const port = await freePort();
    await take(port, "127.0.0.1");
    const { declare } = world;
    const balancer = await declare.balancer();
    await declare.listener(balancer, port, fixed("200", "first"));
    await declare.listener(balancer, port + 1, fixed("200", "second"));
    const plane = await world.plane();
    assert.deepEqual(
      plane.listeners().map((one) => [one.declaredPort, one.port]),
      [
        [port, port + 2],
        [port + 1, port + 1],
      ],
    );
    assert.equal((await ask(plane.listeners()[0]!.url)).text, "first");
  });

  it("of HTTPS speaks HTTP, and says so", async () => {
    const { declare } = world;
    const LoadBalancerArn = await declare.balancer();
    const Port = await freePort();
    await declare.balancing.send(
      new CreateListenerCommand({
        LoadBalancerArn,
        Port,
        Protocol: "HTTPS",
        DefaultActions: [{ Type: "redirect", RedirectConfig: { StatusCode: "HTTP_301", Path: "/#{path}x" } }],
      }),
    );
    const plane = await world.plane();
    assert.deepEqual(world.said, [
      `shop: there is no certificate here; its HTTPS listener speaks HTTP on port ${Port}`,
    ]);
    const { message, status } = await ask(plane.listeners()[0]!.url, { headers: { Host: "a" } });
    assert.deepEqual([status, message.headers.location], [301, `https://a:${Port}/x`]);
  });

  it("opens when it is made and closes when it is deleted, on addresses of this machine's own only", async () => {
    const { declare } = world;
    const balancer = await declare.balancer();
    const plane = await world.plane({ propagationSeconds: 5 });
    assert.deepEqual(plane.listeners(), []);
    const port = await freePort();
    const ListenerArn = await declare.listener(balancer, port);
    await plane.refresh();
    // With rules from its first moment: what takes its time is a change.
    assert.equal((await ask(`http://127.0.0.2:${port}`)).text, "nothing here");
    assert.deepEqual(listening(port).sort(), ["0100007F", "0200007F"]);
    await declare.balancing.send(new DeleteListenerCommand({ ListenerArn }));
    await plane.refresh();
    assert.deepEqual(plane.listeners(), []);
    assert.deepEqual(listening(port), []);
    await assert.rejects(ask(`http://127.0.0.1:${port}`), { code: "ECONNREFUSED" });
  });

  it("leaves nothing listening when its plane is closed", async () => {
    const { declare } = world;
    const port = await freePort();
    await declare.listener(await declare.balancer(), port);
    const plane = await startDataPlane({ store: world.store, addressOf: () => undefined });
    assert.equal(listening(port).length, 2);
    await plane.close();
    assert.deepEqual(listening(port), []);
  });

  it("that finds no port says so, and none of its nodes listens", async () => {
    const [first, second] = [createServer(), createServer()];
    const places = [
      { server: first, address: "127.0.0.1" },
      { server: second, address: "127.0.0.2" },
    ];
    await take(65_535, "127.0.0.2");
    await assert.rejects(listenTogether(places, 65_535, new Set()), (error: unknown) => {
      assert.ok(error instanceof Refusal);
      assert.equal(
        error.message,
        "the listener on port 65535: must be on a free port, 65535 or one of the 200 after it, " +
          "got EADDRINUSE on 127.0.0.2; end what listens there, or give other addresses",
      );
      return true;
    });
    assert.deepEqual([first.listening, second.listening], [false, false]);
    assert.deepEqual(listening(65_535), ["0200007F"]);
  });
});

/** The addresses that something listens on with that port, as the kernel writes them. */
function listening(port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return ["tcp", "tcp6"].flatMap((protocol) =>
    readFileSync(`/proc/net/${protocol}`, "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([, address = "", , state]) => state === "0A" && address.endsWith(wanted))
      .map(([, address = ""]) => address.split(":")[0]!),
  );
}

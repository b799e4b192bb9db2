/** The proxy that instances reach other machines by. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect, createServer as netServer, type AddressInfo, type Server as NetServer } from "node:net";
import { networkInterfaces } from "node:os";
import { buffer, text } from "node:stream/consumers";
import { promisify } from "node:util";
import { isElsewhere, type Allows } from "../../../local/instances/elsewhere";
import { startProxy, type Proxy } from "../../../local/instances/proxy";

/** What curl prints, and its exit code. */
async function curl(proxy: Proxy, ...args: readonly string[]): Promise<{ out: string; code: number }> {
  const asked = ["-s", "-x", `http://127.0.0.1:${proxy.port}`, "--noproxy", "", "-m", "20", ...args];
  try {
    const { stdout } = await promisify(execFile)("curl", asked, { maxBuffer: 64 * 1024 * 1024 });
    return { out: stdout, code: 0 };
  } catch (error) {
    const { stdout, code } = error as { stdout: string; code: number };
    return { out: stdout, code };
  }
}

const STATUS = ["-o", "/dev/null", "-w", "%{http_code} %{http_connect}"];

describe("the proxy of the instances", () => {
  let origin: Server;
  let proxy: Proxy;
  let url: string;
  beforeEach(async () => {
    origin = createServer((request, response) => {
      void text(request).then((body) => {
        const { method, url: path, headers } = request;
        const seen = { method, path, body, host: headers.host, hop: headers["proxy-connection"] };
        response.writeHead(path === "/teapot" ? 418 : 200, { "x-two": ["a", "b"] }).end(JSON.stringify(seen));
      });
    }).listen(0, "127.0.0.1");
    await once(origin, "listening");
    url = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    await proxy.close();
    origin.close().closeAllConnections();
  });
  const start = async (allows?: Allows): Promise<void> => {
    proxy = await startProxy(allows);
  };
  const anywhere = (): boolean => true;

  it("leads nowhere on this machine, however it is written", async () => {
    await start();
    const { port } = new URL(url);
    const own = Object.values(networkInterfaces())
      .flatMap((known) => known ?? [])
      .filter(({ family }) => family === "IPv4")
      .map(({ address }) => address);
    const hosts = ["127.0.0.1", "localhost", "127.1", "2130706433", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"];
    for (const host of [...hosts, ...own, "169.254.169.254"]) {
      const plain = await curl(proxy, ...STATUS, `http://${host}:${port}/`);
      assert.deepEqual([host, plain], [host, { out: "403 000", code: 0 }]);
      const tunnel = await curl(proxy, "-p", ...STATUS, `http://${host}:${port}/`);
      assert.deepEqual([host, tunnel], [host, { out: "000 403", code: 56 }]);
    }
  });

  it("says why", async () => {
    await start();
    assert.equal((await curl(proxy, "http://127.0.0.1/")).out, "127.0.0.1 is no other machine\n");
    assert.equal((await curl(proxy, "http://localhost/")).out, "localhost is no other machine\n");
    const { out } = await curl(proxy, ...STATUS, "http://nowhere.invalid/");
    assert.equal(out, "502 000");
    const direct = await fetch(`http://127.0.0.1:${proxy.port}/`);
    assert.deepEqual(
      [direct.status, await direct.text()],
      [403, "a proxy is asked for http://… or CONNECT\n"],
    );
  });

  it("judges the addresses of a name when it connects, all of them", async () => {
    const asked: string[] = [];
    await start((address) => {
      asked.push(address);
      return address === "127.0.0.1";
    });
    const { port } = new URL(url);
    assert.equal((await curl(proxy, ...STATUS, `http://localhost:${port}/`)).out, "200 000");
    assert.ok(asked.includes("127.0.0.1"));
  });

  it("passes requests of plain HTTP on, and answers as they come", async () => {
    await start(anywhere);
    const body = "x".repeat(300_000);
    const sent = await curl(proxy, "-i", "-X", "PUT", "-d", body.slice(0, 100_000), `${url}/a%20b?c=d`);
    const [head = "", seen = ""] = sent.out.split("\r\n\r\n").slice(-2);
    assert.match(head, /^HTTP\/1\.1 200 OK\r\nx-two: a\r\nx-two: b\r\n/);
    assert.deepEqual(JSON.parse(seen), {
      method: "PUT",
      path: "/a%20b?c=d",
      body: body.slice(0, 100_000),
      host: new URL(url).host,
    });
    assert.equal((await curl(proxy, ...STATUS, `${url}/teapot`)).out, "418 000");
  });

  it("tunnels what is said, both ways and whole", async () => {
    await start(anywhere);
    const { out } = await curl(proxy, "-p", `${url}/through`);
    assert.equal((JSON.parse(out) as { path: string }).path, "/through");
    const echo: NetServer = netServer((one) => one.pipe(one)).listen(0, "127.0.0.1");
    await once(echo, "listening");
    const socket = connect(proxy.port, "127.0.0.1");
    socket.write(`CONNECT 127.0.0.1:${(echo.address() as AddressInfo).port} HTTP/1.1\r\n\r\n`);
    const [answer] = (await once(socket, "data")) as [Buffer];
    assert.equal(answer.toString(), "HTTP/1.1 200 Connection established\r\n\r\n");
    const sent = randomBytes(8 * 1024 * 1024);
    socket.end(sent);
    assert.ok((await buffer(socket)).equals(sent));
    echo.close();
  });

  it("answers 502 where nobody listens, and ends its tunnels with itself", async () => {
    await start(anywhere);
    const { port } = new URL(url);
    const socket = connect(proxy.port, "127.0.0.1");
    socket.write(`CONNECT 127.0.0.1:${port} HTTP/1.1\r\n\r\n`);
    await once(socket, "data");
    const closed = once(socket, "close");
    await proxy.close();
    await closed;
    origin.close().closeAllConnections();
    await once(origin, "close");
    await start(anywhere);
    assert.deepEqual(await curl(proxy, ...STATUS, url), { out: "502 000", code: 0 });
    assert.deepEqual(await curl(proxy, "-p", ...STATUS, url), { out: "000 502", code: 56 });
  });

  it("takes other machines for such, and no address of this one", async () => {
    await start();
    for (const address of ["192.0.2.1", "198.51.100.7", "203.0.113.9", "2001:db8::1", "::ffff:192.0.2.1"])
      assert.equal(isElsewhere(address), true, address);
    for (const address of [
      "127.16.0.1",
      "::1",
      "::",
      "fe80::1",
      "255.255.255.255",
      "::ffff:127.0.0.1",
      "ff02::1",
    ])
      assert.equal(isElsewhere(address), false, address);
  });
});

/** The network of an instance alone: a program in one, and what this machine sees of it. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as httpServer } from "node:http";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { inNetwork, reachedAt } from "../../../local/instances/network";
import { motoPython } from "../../../local/moto/install";
import { becomes, isRunning } from "../../helpers/processes";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { becomesRefused, listeningOutside, refused } from "./listening";

const MIB = 1024 * 1024;
const MOST_MEMORY_KIB = 12 * 1024;

describe("the network of an instance", () => {
  let python = "";
  let address = "";
  let child: ChildProcess;
  before(async function () {
    this.timeout(MOTO_TIMEOUT);
    python = await motoPython({ env: process.env, report: () => undefined });
  });
  beforeEach(() => {
    address = `127.16.${process.pid % 256}.${1 + (randomBytes(1)[0]! % 254)}`;
  });
  afterEach(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  });

  /** Runs a script of Node.js inside; resolves when it has printed a line, to that. */
  async function inside(script: string, reached: readonly string[] = []): Promise<string> {
    const command = ["setpriv", "--pdeathsig", "KILL", process.execPath, "-e", script];
    const [program, ...args] = inNetwork({ unshare: "unshare", python }, { address, reached }, command);
    child = spawn(program, args, {
      env: { ...process.env, ADDRESS: address },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface({ input: child.stdout! }), "line", {
      signal: AbortSignal.timeout(20_000),
    })) as [string];
    return line;
  }

  /** A connection with what listens inside; asks until it is offered, at most 10 s. */
  async function connected(port: number): Promise<Socket> {
    for (let tries = 0; ; tries++) {
      const socket = connect({ ...reachedAt(address, port), allowHalfOpen: true });
      try {
        await once(socket, "connect");
        return socket;
      } catch (error) {
        assert.ok(tries < 200, `waited 10 s for port ${port}: ${String(error)}`);
        await sleep(50);
      }
    }
  }

  async function said(port: number): Promise<string> {
    const socket = await connected(port);
    socket.end();
    return (await buffer(socket)).toString();
  }

  const SERVES = `const { createServer } = require("node:net");
    const says = (text, port, host) => new Promise((resolve) => {
      const server = createServer((one) => one.on("error", () => {}).end(text)).listen(port, host, () => resolve(server));
    });`;

  it("offers at its address what listens there or on all addresses, and nothing on any other", async () => {
    const before = listeningOutside(80, 8080, 8081, 8082, 8083, 60_080);
    await inside(`${SERVES}
      Promise.all([
        says("own", 8081, process.env.ADDRESS), says("all", 8080, "0.0.0.0"), says("six", 8082, "::"),
        says("low", 80, "0.0.0.0"), says("loopback", 8083, "127.0.0.1"),
      ]).then(() => console.log("ready"));`);
    assert.equal(await said(8081), "own");
    assert.equal(await said(8080), "all");
    assert.equal(await said(8082), "six");
    assert.equal(await said(80), "low");
    // As on EC2, it is not for others.
    assert.equal(await refused(reachedAt(address, 8083)), true);
    assert.deepEqual(listeningOutside(80, 8080, 8081, 8082, 8083, 60_080), before);
  });

  it("offers a port for as long as something listens there, again and again", async () => {
    await inside(`${SERVES}
      const serve = async () => {
        const server = await says("here", 8080, "0.0.0.0");
        setTimeout(() => server.close(() => setTimeout(serve, 300)), 300);
      };
      serve().then(() => console.log("ready"));`);
    for (let times = 0; times < 2; times++) {
      assert.equal(await said(8080), "here");
      await becomesRefused(reachedAt(address, 8080));
    }
  });

  it("says once that a port cannot be offered, and offers it when it can", async () => {
    const taken = createServer().listen(8080, address);
    await once(taken, "listening");
    const script = `${SERVES} says("mine", 8080, "0.0.0.0").then(() => console.log("ready"));`;
    const [program, ...args] = inNetwork({ unshare: "unshare", python }, { address, reached: [] }, [
      process.execPath,
      "-e",
      script,
    ]);
    child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let complaints = "";
    child.stderr!.on("data", (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    await becomes(() => complaints !== "", "a complaint");
    await sleep(500);
    assert.equal(
      complaints,
      `private-network: port 8080 cannot be offered at ${address}: Address already in use\n`,
    );
    taken.close();
    assert.equal(await said(8080), "mine");
    assert.equal(complaints.split("\n").length, 2);
  });

  it("passes on 64 MiB each way as they are, also to one who takes his time", async function () {
    this.timeout(60_000);
    await inside(`const { createServer } = require("node:net");
      createServer({ allowHalfOpen: true }, (one) => one.pipe(one)).listen(8080, () => console.log("ready"));`);
    const socket = await connected(8080);
    const [sent, heard] = [createHash("sha256"), createHash("sha256")];
    const sending = (async () => {
      for (let count = 0; count < 64; count++) {
        const chunk = randomBytes(MIB);
        sent.update(chunk);
        if (!socket.write(chunk)) await once(socket, "drain");
      }
      socket.end();
    })();
    await sleep(1000);
    let bytes = 0;
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      heard.update(chunk);
      bytes += chunk.length;
      if (bytes < 100 * 1024) await sleep(10);
    }
    await sending;
    assert.equal(bytes, 64 * MIB);
    assert.equal(heard.digest("hex"), sent.digest("hex"));
    const [, most] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid!}/status`, "utf8")) ?? [];
    assert.ok(Number(most) <= MOST_MEMORY_KIB, `${most!} KiB`);
  });

  it("lets a connection break off on either side, and the other hears of it", async () => {
    await inside(`const { createServer } = require("node:net");
      let gone = 0;
      createServer((one) => one.on("error", () => {}).once("data", (text) => {
        if (String(text) === "break off") one.write("half", () => setTimeout(() => one.resetAndDestroy(), 100));
        else if (String(text) === "how many") one.end(String(gone));
        else one.once("close", () => gone++);
      })).listen(8080, () => console.log("ready"));`);
    const broken = await connected(8080);
    broken.write("break off");
    await assert.rejects(buffer(broken), { code: "ECONNRESET" });
    const breaks = await connected(8080);
    breaks.write("stay");
    await sleep(100);
    breaks.resetAndDestroy();
    for (let tries = 0; ; tries++) {
      const asks = await connected(8080);
      asks.write("how many");
      if ((await buffer(asks)).toString() === "1") break;
      assert.ok(tries < 100, "waited 5 s for the other end to hear of it");
      await sleep(50);
    }
  });

  it("reaches what it is given of this machine, at the same address, and nothing else of it", async () => {
    const servers = ["given", "other"].map((text) =>
      httpServer((_, response) => response.end(text)).listen(0, "127.0.0.1"),
    );
    await Promise.all(servers.map((server) => once(server, "listening")));
    const [given, other] = servers.map((server) => `127.0.0.1:${(server.address() as AddressInfo).port}`);
    const line = await inside(
      `const ask = (at) => fetch("http://" + at).then((one) => one.text(), (error) => error.cause.code);
      Promise.all([ask("${given!}"), ask("${other!}"), ask("192.0.2.1")]).then((all) => console.log(all.join(" ")));`,
      [given!],
    );
    for (const server of servers) server.close();
    assert.equal(line, "given ECONNREFUSED ENETUNREACH");
  });

  it("ends as its command does, and takes it along when it is killed", async () => {
    const [program, ...args] = inNetwork({ unshare: "unshare", python }, { address, reached: [] }, [
      "sh",
      "-c",
      "exit 7",
    ]);
    child = spawn(program, args, { stdio: "ignore" });
    assert.deepEqual(await once(child, "exit"), [7, null]);
    const pid = Number(await inside("console.log(process.pid); setInterval(() => {}, 1000);"));
    assert.equal(isRunning(pid), true);
    child.kill("SIGKILL");
    await becomes(() => !isRunning(pid), "the command to end");
  });
});

import assert from "node:assert/strict";
import { connect } from "node:net";
import { once } from "node:events";
import { bodyOf, close, json, listen } from "../../../local/loopback/server";

describe("a server on this machine", () => {
  it("refuses a port that is taken, and says which", async () => {
    const { server, port } = await listen(undefined);
    await assert.rejects(listen(undefined, port), {
      name: "Refusal",
      message: `port: must be a free port of 127.0.0.1, got ${port} (taken by another process); name another one, or 0 for any`,
    });
    await close(server);
  });

  it("gives no body that is too large, having read it, and answers", async () => {
    const { server, port } = await listen((request, response) => {
      void bodyOf(request, 1_000_000).then((body) => {
        json(response, body === undefined ? 413 : 200, { bytes: body?.length });
      });
    });
    const sent = async (bytes: number): Promise<[number, unknown]> => {
      const answer = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: "x".repeat(bytes) });
      return [answer.status, await answer.json()];
    };
    assert.deepEqual(await sent(1_000_000), [200, { bytes: 1_000_000 }]);
    assert.deepEqual(await sent(1_000_001), [413, {}]);
    await close(server);
  });

  it("is there for this machine only", async () => {
    const { server, port } = await listen(undefined);
    assert.deepEqual(server.address(), { address: "127.0.0.1", family: "IPv4", port });
    await close(server);
  });

  it("ends while a request waits for its answer", async () => {
    const { server, port } = await listen(() => undefined);
    const socket = connect(port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
    await once(server, "request");
    const ended = once(socket, "close");
    await close(server);
    await ended;
  });
});

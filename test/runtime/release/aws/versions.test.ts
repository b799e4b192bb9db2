import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { askByDeploy, answerVersion, askHere, questionFrom } from "../../../../runtime/release/aws/versions";
import { ended } from "../../../local/load-balancer/balanced";
import { freePort } from "../../../local/load-balancer/free-port";
import { linesOf } from "../refused";
import { IDENTITY, REGISTRATION } from "../sample";
import { calls, withAddresses } from "./environment";
import { withWire } from "./wire";

describe("which release answers at the preview", () => {
  const open: Server[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map(ended));
  });
  const served = async (listener: RequestListener): Promise<{ url: string; server: Server }> => {
    const server = createServer(listener).listen(0, "127.0.0.1");
    open.push(server);
    await once(server, "listening");
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
  };
  const asked = async (previewUrl: string, times = 4, milliseconds = 5000) =>
    askHere({ ...REGISTRATION, previewUrl }, "r2", times, Date.now() + milliseconds);

  it("is not the wanted one where one answer of many is another's", async () => {
    let count = 0;
    const { url } = await served((_, response) => response.end(++count === 3 ? "r1" : "r2\n"));
    assert.deepEqual(await asked(url), {
      all: false,
      reason: `3 of 4 answers of ${url}/version were release r2, others "r1"`,
    });
  });

  it("is not the wanted one where anything else than 200 comes, or a page, or nothing", async () => {
    const { url } = await served((_, response) => response.writeHead(503).end("r2"));
    assert.match((await asked(url)).reason, /^0 of 4 answers .*, others status 503$/);
    const page = await served((_, response) => response.end("<html>".repeat(10_000)));
    assert.match((await asked(page.url)).reason, /others "<html><html>.{50,80}\.\.\.$/);
    const gone = `http://127.0.0.1:${await freePort()}`;
    assert.match((await asked(gone)).reason, /^0 of 4 answers .*, others ECONNREFUSED$/);
    const cut = await served((request) => request.socket.destroy());
    assert.match((await asked(cut.url)).reason, /^0 of 4 answers .*, others ECONNRESET$/);
  });

  it("is not waited for longer than the invocation has", async () => {
    const { url } = await served(() => undefined);
    const began = Date.now();
    assert.match((await asked(url, 4, 300)).reason, /^0 of 4 answers .*, others no answer in time$/);
    assert.ok(Date.now() - began < 2000);
    const slow = await served((_, response) => response.write("r"));
    assert.match((await asked(slow.url, 4, 300)).reason, /others no answer in time$/);
  });

  it("is asked on a connection of its own each time, all at once", async () => {
    let [connections, atOnce, most] = [0, 0, 0];
    const { url, server } = await served((_, response) => {
      most = Math.max(most, ++atOnce);
      setTimeout(() => {
        atOnce--;
        response.end("r2");
      }, 50);
    });
    server.on("connection", () => connections++);
    assert.deepEqual(await asked(url, 6), {
      all: true,
      reason: `6 of 6 answers of ${url}/version were release r2`,
    });
    assert.deepEqual([connections, most], [6, 6]);
  });
});

describe("a question of which release answers", () => {
  const wire = withWire();
  withAddresses(() => ({ AWS_ENDPOINT_URL: wire.url }));
  const QUESTION = { ask: "version", service: "storefront", releaseId: "r2", times: 4 } as const;

  it("is refused where it is malformed, with everything that is wrong", () => {
    assert.deepEqual(
      linesOf(() => questionFrom({ ask: "time", service: "A", releaseId: "", times: 0, more: 1 })),
      [
        'ask: must be version, got "time"; let multistage ask',
        'service: must be 1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen last, got "A"; let multistage ask',
        'releaseId: must be the id of a release, got ""; let multistage ask',
        "times: must be a whole number from 1 to 100, got 0; let multistage ask",
        "more: must be left out, got 1; let multistage ask",
      ],
    );
  });

  it("is told apart from every other event", () => {
    assert.deepEqual(questionFrom(QUESTION), QUESTION);
    for (const event of [undefined, null, "ask", {}, { "CodePipeline.job": { id: "1" } }])
      assert.equal(questionFrom(event), undefined);
  });

  it("is put to the stage's function deploy, and its answer handed on", async () => {
    wire.answer = () => ({ status: 200, body: { all: false, reason: "3 of 4" } });
    assert.deepEqual(await askByDeploy(calls(), IDENTITY, "r2", 4), { all: false, reason: "3 of 4" });
    assert.deepEqual(wire.sent, [
      { operation: "POST /2015-03-31/functions/shop-dev-deploy/invocations", body: JSON.stringify(QUESTION) },
    ]);
  });

  it("that the function fails, or answers with something else, is no answer", async () => {
    const failed = { "x-amz-function-error": "Unhandled" };
    wire.answer = () => ({ status: 200, body: { errorMessage: "timed out" }, headers: failed });
    await assert.rejects(askByDeploy(calls(), IDENTITY, "r2", 4), {
      message: 'lambda:Invoke: Error: deploy ended with an error: {"errorMessage":"timed out"}',
    });
    wire.answer = () => ({ status: 200, body: { all: "yes" } });
    await assert.rejects(
      askByDeploy(calls(), IDENTITY, "r2", 4),
      /^CallFailed: lambda:Invoke: all: must be true or false/,
    );
    wire.answer = () => ({ status: 200, body: "no JSON" });
    await assert.rejects(askByDeploy(calls(), IDENTITY, "r2", 4), /^CallFailed: lambda:Invoke: SyntaxError/);
  });

  it("is answered by asking the preview that is registered for the service", async () => {
    const server = createServer((_, response) => response.end("r2")).listen(0, "127.0.0.1");
    await once(server, "listening");
    const previewUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const Value = JSON.stringify({ ...REGISTRATION, previewUrl });
    const Name = "/shop/dev/services/storefront/registration";
    wire.answer = () => ({ status: 200, body: { Parameters: [{ Name, Value }] } });
    try {
      const options = { project: "shop", stage: "dev", deadline: Date.now() + 5000 };
      assert.deepEqual(await answerVersion(options, QUESTION, calls().clients), {
        all: true,
        reason: `4 of 4 answers of ${previewUrl}/version were release r2`,
      });
    } finally {
      await ended(server);
    }
  });
});

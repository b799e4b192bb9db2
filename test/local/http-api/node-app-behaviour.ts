/** What a Node.js app of a team's own must see and say through the API, whichever adapter serves it. */
import { strict as assert } from "node:assert";
import { setTimeout as sleep } from "node:timers/promises";
import type { WebAdapter } from "../../../local/functions/web-adapter";
import { zipOf } from "../functions/helpers";
import { servedApp, type ServedApp } from "./served-app";

const APP = `
  const { createServer } = require("node:http");
  createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk)).on("end", () => {
      const { pathname } = new URL(request.url, "http://app");
      const { method, url, headers } = request;
      if (pathname === "/health") return response.end("ok");
      if (pathname === "/binary") return response.writeHead(200, { "content-type": "image/png" }).end(Buffer.from([137, 80, 0, 255]));
      if (pathname === "/latin1") return response.writeHead(200, { "content-type": "text/plain; charset=iso-8859-1" }).end(Buffer.from([0xfc]));
      if (pathname === "/broken") return response.writeHead(500).end("broken");
      if (pathname === "/dies") process.exit(7);
      response.writeHead(200, [["content-type", "application/json"], ["set-cookie", "a=1; Path=/"], ["set-cookie", "b=2"], ["x-many", "1"], ["x-many", "2"]].flat());
      response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString("base64") }));
    });
  }).listen(process.env.AWS_LWA_PORT ?? process.env.PORT ?? 8080, "127.0.0.1");
`;

interface Echo {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export const nodeApp = (environment: string): Promise<Buffer> =>
  zipOf({
    "run.sh": { text: `#!/bin/sh\n${environment} exec "${process.execPath}" app.js\n`, mode: 0o100755 },
    "app.js": APP,
  });

export function behavesAsNodeApp(adapter: () => WebAdapter): void {
  let app: ServedApp;
  before(async () => {
    app = await servedApp(await nodeApp(""), adapter());
  });
  after(() => app.stop());
  const echo = async (path: string, init?: RequestInit): Promise<Echo> =>
    (await (await fetch(app.url + path, init)).json()) as Echo;

  it("hears the method, the query as it came, cookies and headers", async () => {
    const headers = { cookie: "a=1; b=2", "x-own": "1" };
    const {
      method,
      url,
      headers: heard,
    } = await echo("/pets?a=1&a=2&b=%C3%BC%20x", { method: "PUT", headers, body: "x" });
    assert.deepEqual([method, url], ["PUT", "/pets?a=1&a=2&b=%C3%BC%20x"]);
    assert.equal(heard["cookie"], "a=1;b=2");
    assert.equal(heard["x-own"], "1");
    assert.equal(heard["x-forwarded-proto"], "https");
    assert.equal(heard["host"], new URL(app.url).host);
    const context = JSON.parse(heard["x-amzn-request-context"] ?? "{}") as {
      http: { path: string };
      apiId: string;
    };
    assert.deepEqual([context.apiId, context.http.path], ["a1b2c3d4e5", "/pets"]);
    assert.equal(
      typeof (JSON.parse(heard["x-amzn-lambda-context"] ?? "{}") as { request_id: unknown }).request_id,
      "string",
    );
  });

  it("hears a path that is encoded again, also after the API has decoded it", async () => {
    assert.equal((await echo("/gr%C3%BC%C3%9Fe/a%20b")).url, "/gr%C3%BC%C3%9Fe/a%20b");
    // What the service loses, it loses here too.
    assert.equal((await echo("/a%2Fb")).url, "/a/b");
  });

  it("gets and gives bytes as they are, both ways", async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const { body } = await echo("/", {
      method: "POST",
      body: bytes,
      headers: { "content-type": "application/octet-stream" },
    });
    assert.deepEqual(Buffer.from(body, "base64"), bytes);
    const picture = await fetch(`${app.url}/binary`);
    assert.equal(picture.headers.get("content-type"), "image/png");
    assert.deepEqual([...new Uint8Array(await picture.arrayBuffer())], [137, 80, 0, 255]);
  });

  it("sets several cookies, but one value of any other header, as payload 2.0 has no room for more", async () => {
    const { headers } = await fetch(app.url);
    assert.deepEqual(headers.getSetCookie(), ["a=1; Path=/", "b=2"]);
    assert.equal(headers.get("x-many"), "1");
  });

  it("answers 500 by itself, which is no failed invocation", async () => {
    const response = await fetch(`${app.url}/broken`);
    assert.deepEqual([response.status, await response.text()], [500, "broken"]);
  });

  it("is started again when it dies in a request, which fails", async () => {
    const dead = await fetch(`${app.url}/dies`);
    assert.deepEqual([dead.status, await dead.text()], [500, `{"message":"Internal Server Error"}`]);
    // A request may come before anybody has noticed, as it may on AWS.
    for (let tries = 1; (await fetch(app.url)).status !== 200; tries++) {
      assert.ok(tries < 100, "waited 2 s for an app that answers");
      await sleep(20);
    }
    assert.equal(app.log().filter((line) => line.startsWith("INIT_START")).length, 2);
  });

  it("is said to have been served by the adapter that served it", () => {
    assert.deepEqual([...app.adapters], [adapter().name]);
    assert.equal(app.log()[0], `INIT_START Runtime Version: python3.13 (local, ${adapter().name})`);
  });

  it("fails its invocations with the statuses it is declared to fail with", async () => {
    const strict = await servedApp(await nodeApp(""), adapter(), {
      environment: { AWS_LWA_ERROR_STATUS_CODES: "500-599" },
    });
    const response = await fetch(`${strict.url}/broken`);
    assert.deepEqual([response.status, await response.text()], [500, `{"message":"Internal Server Error"}`]);
    const { functionError } = await strict.call({ ...strict.events[0] });
    assert.equal(functionError, "Unhandled");
    await strict.stop();
  });

  for (const [title, zip] of [
    ["listens at another port than it was told", () => nodeApp("AWS_LWA_PORT=0")],
    [
      "does not listen at all",
      () => zipOf({ "run.sh": { text: "#!/bin/sh\nexec sleep 300\n", mode: 0o100755 } }),
    ],
  ] as const)
    it(`never becomes ready when it ${title}: its start is begun again, then given up`, async () => {
      const options = { timeoutSeconds: 1, initSeconds: 1, environment: { AWS_LWA_ASYNC_INIT: "false" } };
      const silent = await servedApp(await zip(), adapter(), options);
      assert.equal((await fetch(silent.url)).status, 500);
      const starts = silent.log().filter((line) => line.startsWith("INIT_START"));
      const late = silent
        .log()
        .filter((line) => line.startsWith("INIT_REPORT") && line.includes("Status: timeout"));
      assert.deepEqual([starts.length, late.length, silent.runner.environments], [2, 2, 0]);
      await silent.stop();
    });
}

/** Declared as the stack does: Lambda's start ends after 9.8 s all the same, and the first request waits. */
export function timesOutWhereNobodyListens(adapter: () => WebAdapter): void {
  it("times out in the first request when its app never listens where it was told to", async () => {
    const wrong = await servedApp(await nodeApp("AWS_LWA_PORT=0"), adapter(), { timeoutSeconds: 1 });
    const response = await fetch(wrong.url);
    assert.deepEqual([response.status, await response.text()], [500, `{"message":"Internal Server Error"}`]);
    assert.ok(
      wrong.log().some((line) => line.endsWith("Task timed out after 1.00 seconds")),
      wrong.log().join("\n"),
    );
    await wrong.stop();
  }).timeout(30_000);
}

import { strict as assert } from "node:assert";
import { setTimeout as sleep } from "node:timers/promises";
import { MovedClock, realClock } from "../../../local/clock/clock";
import { HttpApi } from "../../../local/http-api/http-api";
import type { Invoke } from "../../../local/http-api/api";
import type { HttpApiEvent } from "../../../local/http-api/event";
import { becomes } from "../../helpers/processes";
import { ARN, Begun, STAGE } from "./begun";

describe("an HTTP API", () => {
  const http = new Begun();

  it("is refused a port that is taken, and says which", async () => {
    await http.begin();
    const port = Number(new URL(http.api.url).port);
    await assert.rejects(
      HttpApi.start({ api: STAGE, invoke: () => Promise.reject(new Error()), clock: realClock, port }),
      new RegExp(
        `^Refusal: port: must be a free port of 127\\.0\\.0\\.1, got ${port} \\(taken by another process\\)`,
      ),
    );
  });

  it("answers what it has no route for with 404, and what it cannot decode with 400", async () => {
    await http.begin({ routes: [{ routeKey: "GET /pets", integration: { functionArn: ARN } }] });
    assert.deepEqual(await http.get("/dogs"), [404, `{"message":"Not Found"}`]);
    assert.deepEqual(await http.get("/%zz"), [400, `{"message":"Bad Request"}`]);
    assert.equal(http.events.length, 0);
  });

  it("answers with 500 what the function fails, and with 503 what is throttled behind it", async () => {
    const errors = {
      "/fails": new Error("gone"),
      "/busy": Object.assign(new Error("Rate Exceeded."), { status: 429 }),
    };
    await http.begin({}, (_, event) =>
      Promise.reject(errors[(JSON.parse(event.toString()) as HttpApiEvent).rawPath as keyof typeof errors]),
    );
    assert.deepEqual(await http.get("/fails"), [500, `{"message":"Internal Server Error"}`]);
    assert.deepEqual(await http.get("/busy"), [503, `{"message":"Service Unavailable"}`]);
  });

  it("gives up after 30 s, or as long as the integration says", async () => {
    const clock = new MovedClock(0);
    const functionArn = ARN;
    const routes = [
      { routeKey: "$default", integration: { functionArn } },
      { routeKey: "GET /quick", integration: { functionArn, timeoutMilliseconds: 2_000 } },
    ];
    let asked = 0;
    const silent: Invoke = () => {
      asked += 1;
      return new Promise(() => undefined);
    };
    await http.begin({ routes }, silent, clock);
    const [slow, quick] = [http.get("/slow"), http.get("/quick")];
    await becomes(() => asked === 2, "the function to be asked");
    clock.advance(2_000);
    assert.deepEqual(await quick, [503, `{"message":"Service Unavailable"}`]);
    clock.advance(27_999);
    assert.equal(await Promise.race([slow, sleep(50, "waits")]), "waits");
    clock.advance(1);
    assert.deepEqual(await slow, [503, `{"message":"Service Unavailable"}`]);
  });

  it("answers with 429 what comes faster than its stage or route allows, and goes on when there is room", async () => {
    const clock = new MovedClock(0);
    const integration = { functionArn: ARN };
    const routes = [
      { routeKey: "$default", integration },
      { routeKey: "GET /own", integration, throttle: { ratePerSecond: 1, burst: 1 } },
    ];
    await http.begin({ routes, throttle: { ratePerSecond: 2, burst: 3 } }, undefined, clock);
    const statuses = async (path: string, count: number): Promise<number[]> => {
      const all: number[] = [];
      for (let time = 0; time < count; time++) all.push((await http.get(path))[0]);
      return all;
    };
    assert.deepEqual(await statuses("/", 5), [200, 200, 200, 429, 429]);
    assert.deepEqual(await statuses("/own", 2), [200, 429]);
    assert.deepEqual(await http.get("/"), [429, `{"message":"Too Many Requests"}`]);
    clock.advance(1_000);
    assert.deepEqual(await statuses("/", 3), [200, 200, 429]);
  });

  it("answers with 413 a body of more than 10 MB, and with 431 headers of more than 10 KB", async () => {
    await http.begin();
    assert.deepEqual(await http.get("/", { method: "POST", body: Buffer.alloc(10_485_761) }), [
      413,
      `{"message":"Request Entity Too Large"}`,
    ]);
    assert.equal((await http.get("/", { headers: { x: "y".repeat(11_000) } }))[0], 431);
  });

  it("answers preflight requests itself, and puts its own CORS headers in place of the function's", async () => {
    const cors = {
      allowOrigins: ["https://app.example.com"],
      allowMethods: ["GET", "PUT"],
      allowHeaders: ["x-token"],
      exposeHeaders: ["x-count"],
      allowCredentials: true,
      maxAgeSeconds: 300,
    };
    const headers = { "access-control-allow-origin": "*", "x-count": "3" };
    let invoked = 0;
    await http.begin({ cors }, () => {
      invoked++;
      return Promise.resolve({
        payload: Buffer.from(JSON.stringify({ statusCode: 200, headers, body: "" })),
      });
    });
    const origin = "https://app.example.com";
    const asked = { origin, "access-control-request-method": "PUT" };
    const preflight = await fetch(http.api.url, { method: "OPTIONS", headers: asked });
    assert.deepEqual([preflight.status, invoked], [204, 0]);
    const seen = (response: Response): Record<string, string> =>
      Object.fromEntries([...response.headers].filter(([name]) => name.startsWith("access-control-")));
    const allowed = { "access-control-allow-credentials": "true", "access-control-allow-origin": origin };
    assert.deepEqual(seen(preflight), {
      ...allowed,
      "access-control-allow-headers": "x-token",
      "access-control-allow-methods": "GET,PUT",
      "access-control-max-age": "300",
    });
    assert.deepEqual(seen(await fetch(http.api.url, { headers: { origin } })), {
      ...allowed,
      "access-control-expose-headers": "x-count",
    });
    assert.deepEqual(
      seen(await fetch(http.api.url, { headers: { origin: "https://evil.example.com" } })),
      {},
    );
    assert.deepEqual(
      seen(
        await fetch(http.api.url, {
          method: "OPTIONS",
          headers: { ...asked, origin: "https://evil.example.com" },
        }),
      ),
      {},
    );
    assert.equal(invoked, 2);
  });

  it("writes a line for every request in the format of its stage", async () => {
    await http.begin({
      accessLogFormat:
        "$context.httpMethod $context.path $context.status $context.responseLength $context.routeKey $context.nothing",
    });
    await http.get("/a%20b?q=1");
    assert.deepEqual(http.access, ["GET /a%20b 200 4 $default -"]);
  });

  it("answers HEAD without a body, and takes new routes without losing its port", async () => {
    await http.begin();
    const head = await fetch(http.api.url, { method: "HEAD" });
    assert.deepEqual([head.status, head.headers.get("content-length"), await head.text()], [200, "4", ""]);
    http.api.deploy({ ...STAGE, routes: [] });
    assert.equal((await http.get("/"))[0], 404);
  });
});

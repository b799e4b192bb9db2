import { strict as assert } from "node:assert";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { MovedClock, realClock, type Clock } from "../../../local/clock/clock";
import { HttpApi } from "../../../local/http-api/http-api";
import type { ApiStage, Invoke } from "../../../local/http-api/api";
import type { HttpApiEvent } from "../../../local/http-api/event";

const ARN = "arn:aws:lambda:eu-central-1:123456789012:function:guestbook:live";
const STAGE: ApiStage = {
  apiId: "a1b2c3d4e5",
  accountId: "123456789012",
  region: "eu-central-1",
  routes: [{ routeKey: "$default", integration: { functionArn: ARN } }],
};

describe("an HTTP API", () => {
  let api: HttpApi;
  let events: HttpApiEvent[];
  let access: string[];
  const begin = async (
    given: Partial<ApiStage> = {},
    invoke?: Invoke,
    clock: Clock = realClock,
  ): Promise<void> => {
    events = [];
    access = [];
    const echo: Invoke = (_, event) => {
      events.push(JSON.parse(event.toString()) as HttpApiEvent);
      return Promise.resolve({ payload: Buffer.from(`{"statusCode":200,"body":"fine"}`) });
    };
    const onAccess = (line: string): void => void access.push(line);
    api = await HttpApi.start({ api: { ...STAGE, ...given }, invoke: invoke ?? echo, clock, onAccess });
  };
  afterEach(() => api.stop());
  const get = async (path: string, init?: RequestInit): Promise<[number, string]> => {
    const response = await fetch(api.url + path, init);
    return [response.status, await response.text()];
  };
  /** Sends a request byte by byte; gives the answer. */
  const raw = async (text: string): Promise<string> => {
    const socket = connect(Number(new URL(api.url).port), "127.0.0.1");
    socket.end(text.replaceAll("\n", "\r\n"));
    let answer = "";
    socket.on("data", (chunk) => (answer += chunk.toString()));
    await once(socket, "close");
    return answer;
  };

  it("is refused a port that is taken, and says which", async () => {
    await begin();
    const port = Number(new URL(api.url).port);
    await assert.rejects(
      HttpApi.start({ api: STAGE, invoke: () => Promise.reject(new Error()), clock: realClock, port }),
      new RegExp(
        `^Refusal: port: must be a free port of 127\\.0\\.0\\.1, got ${port} \\(taken by another process\\)`,
      ),
    );
  });

  it("answers what it has no route for with 404, and what it cannot decode with 400", async () => {
    await begin({ routes: [{ routeKey: "GET /pets", integration: { functionArn: ARN } }] });
    assert.deepEqual(await get("/dogs"), [404, `{"message":"Not Found"}`]);
    assert.deepEqual(await get("/%zz"), [400, `{"message":"Bad Request"}`]);
    assert.equal(events.length, 0);
  });

  it("answers with 500 what the function fails, and with 503 what is throttled behind it", async () => {
    const errors = {
      "/fails": new Error("gone"),
      "/busy": Object.assign(new Error("Rate Exceeded."), { status: 429 }),
    };
    await begin({}, (_, event) =>
      Promise.reject(errors[(JSON.parse(event.toString()) as HttpApiEvent).rawPath as keyof typeof errors]),
    );
    assert.deepEqual(await get("/fails"), [500, `{"message":"Internal Server Error"}`]);
    assert.deepEqual(await get("/busy"), [503, `{"message":"Service Unavailable"}`]);
  });

  it("gives up after 30 s, or as long as the integration says", async () => {
    const clock = new MovedClock(0);
    const functionArn = ARN;
    const routes = [
      { routeKey: "$default", integration: { functionArn } },
      { routeKey: "GET /quick", integration: { functionArn, timeoutMilliseconds: 2_000 } },
    ];
    await begin({ routes }, () => new Promise(() => undefined), clock);
    const [slow, quick] = [get("/slow"), get("/quick")];
    await sleep(50);
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
    await begin({ routes, throttle: { ratePerSecond: 2, burst: 3 } }, undefined, clock);
    const statuses = async (path: string, count: number): Promise<number[]> => {
      const all: number[] = [];
      for (let time = 0; time < count; time++) all.push((await get(path))[0]);
      return all;
    };
    assert.deepEqual(await statuses("/", 5), [200, 200, 200, 429, 429]);
    assert.deepEqual(await statuses("/own", 2), [200, 429]);
    assert.deepEqual(await get("/"), [429, `{"message":"Too Many Requests"}`]);
    clock.advance(1_000);
    assert.deepEqual(await statuses("/", 3), [200, 200, 429]);
  });

  it("answers with 413 a body of more than 10 MB, and with 431 headers of more than 10 KB", async () => {
    await begin();
    assert.deepEqual(await get("/", { method: "POST", body: Buffer.alloc(10_485_761) }), [
      413,
      `{"message":"Request Entity Too Large"}`,
    ]);
    assert.equal((await get("/", { headers: { x: "y".repeat(11_000) } }))[0], 431);
  });

  it("gives functions the documented event, field by field", async () => {
    const clock = new MovedClock(Date.UTC(2020, 2, 12, 19, 3, 58));
    await begin(
      {
        variables: { stageVariable1: "value1" },
        routes: [{ routeKey: "ANY /my/{name}", integration: { functionArn: ARN } }],
      },
      undefined,
      clock,
    );
    const { port } = new URL(api.url);
    await raw(
      [
        "POST /my/path?parameter1=value1&parameter1=value2&parameter2=a%20value&empty HTTP/1.1",
        `Host: api.example.com:${port}`,
        "Header1: value1",
        "HEADER2: value1",
        "header2: value2",
        "Cookie: cookie1=1; cookie2=a=b",
        "Cookie: cookie3",
        "User-Agent: agent",
        "X-Forwarded-For: 10.0.0.9",
        "Content-Type: application/json",
        "Content-Length: 13",
        "Connection: close",
        "",
        `{"hello":"u"}`,
      ].join("\n"),
    );
    const [event] = events as [HttpApiEvent];
    const { requestId } = event.requestContext;
    const trace = event.headers["x-amzn-trace-id"];
    assert.match(requestId, /^[0-9a-f-]{36}$/);
    assert.match(trace ?? "", /^Root=1-5e6a879e-[0-9a-f]{24}$/);
    assert.deepEqual(event, {
      version: "2.0",
      routeKey: "ANY /my/{name}",
      rawPath: "/my/path",
      rawQueryString: "parameter1=value1&parameter1=value2&parameter2=a%20value&empty",
      cookies: ["cookie1=1", "cookie2=a=b", "cookie3"],
      headers: {
        host: `api.example.com:${port}`,
        header1: "value1",
        header2: "value1,value2",
        "user-agent": "agent",
        "content-type": "application/json",
        "content-length": "13",
        "x-amzn-trace-id": trace,
        "x-forwarded-for": "10.0.0.9, 127.0.0.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
      },
      queryStringParameters: { parameter1: "value1,value2", parameter2: "a value", empty: "" },
      requestContext: {
        accountId: "123456789012",
        apiId: "a1b2c3d4e5",
        domainName: "api.example.com",
        domainPrefix: "api",
        http: {
          method: "POST",
          path: "/my/path",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "agent",
        },
        requestId,
        routeKey: "ANY /my/{name}",
        stage: "$default",
        time: "12/Mar/2020:19:03:58 +0000",
        timeEpoch: 1_584_039_838_000,
      },
      body: `{"hello":"u"}`,
      pathParameters: { name: "path" },
      isBase64Encoded: false,
      stageVariables: { stageVariable1: "value1" },
    });
  });

  it("leaves out what a request does not have", async () => {
    await begin();
    await raw("GET / HTTP/1.1\nHost: x\nConnection: close\n\n");
    const [event] = events as [HttpApiEvent];
    assert.deepEqual(Object.keys(event), [
      "version",
      "routeKey",
      "rawPath",
      "rawQueryString",
      "headers",
      "requestContext",
      "isBase64Encoded",
    ]);
    assert.equal(event.rawQueryString, "");
    assert.equal(event.headers["content-length"], "0");
  });

  it("gives the path decoded, as the service does, and the query as it came", async () => {
    await begin();
    await raw("GET /gr%C3%BC%C3%9Fe/a%2Fb%20c?q=%C3%BC HTTP/1.1\nHost: x\nConnection: close\n\n");
    await raw("GET /cut%3Fhere/and/there HTTP/1.1\nHost: x\nConnection: close\n\n");
    assert.deepEqual(
      events.map(({ rawPath, rawQueryString, requestContext }) => [
        rawPath,
        rawQueryString,
        requestContext.http.path,
      ]),
      [
        ["/grüße/a/b c", "q=%C3%BC", "/grüße/a/b c"],
        ["/cut", "", "/cut"],
      ],
    );
  });

  it("gives a body as text for a few types only, and as base64 for all others", async () => {
    await begin();
    for (const type of [
      "text/html",
      "application/json; charset=utf-8",
      "application/xml",
      "application/javascript",
    ])
      await get("/", { method: "POST", body: "grüße", headers: { "content-type": type } });
    for (const type of [
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "image/png",
      "application/jsonp",
    ])
      await get("/", { method: "POST", body: "grüße", headers: { "content-type": type } });
    await get("/", { method: "POST", body: Buffer.from("grüße") });
    const base64 = Buffer.from("grüße").toString("base64");
    assert.deepEqual(
      events.map(({ body, isBase64Encoded }) => [body, isBase64Encoded]),
      [...Array<unknown>(4).fill(["grüße", false]), ...Array<unknown>(5).fill([base64, true])],
    );
  });

  it("has a named stage stand first in the path", async () => {
    await begin({ stage: "v1", routes: [{ routeKey: "GET /pets/{id}", integration: { functionArn: ARN } }] });
    assert.equal((await get("/v1/pets/6"))[0], 200);
    assert.equal((await get("/pets/6"))[0], 404);
    const [{ rawPath, pathParameters, requestContext }] = events as [HttpApiEvent];
    assert.deepEqual([rawPath, pathParameters, requestContext.stage], ["/v1/pets/6", { id: "6" }, "v1"]);
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
    await begin({ cors }, () => {
      invoked++;
      return Promise.resolve({
        payload: Buffer.from(JSON.stringify({ statusCode: 200, headers, body: "" })),
      });
    });
    const origin = "https://app.example.com";
    const asked = { origin, "access-control-request-method": "PUT" };
    const preflight = await fetch(api.url, { method: "OPTIONS", headers: asked });
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
    assert.deepEqual(seen(await fetch(api.url, { headers: { origin } })), {
      ...allowed,
      "access-control-expose-headers": "x-count",
    });
    assert.deepEqual(seen(await fetch(api.url, { headers: { origin: "https://evil.example.com" } })), {});
    assert.deepEqual(
      seen(
        await fetch(api.url, {
          method: "OPTIONS",
          headers: { ...asked, origin: "https://evil.example.com" },
        }),
      ),
      {},
    );
    assert.equal(invoked, 2);
  });

  it("writes a line for every request in the format of its stage", async () => {
    await begin({
      accessLogFormat:
        "$context.httpMethod $context.path $context.status $context.responseLength $context.routeKey $context.nothing",
    });
    await get("/a%20b?q=1");
    assert.deepEqual(access, ["GET /a%20b 200 4 $default -"]);
  });

  it("answers HEAD without a body, and takes new routes without losing its port", async () => {
    await begin();
    const head = await fetch(api.url, { method: "HEAD" });
    assert.deepEqual([head.status, head.headers.get("content-length"), await head.text()], [200, "4", ""]);
    api.deploy({ ...STAGE, routes: [] });
    assert.equal((await get("/"))[0], 404);
  });
});

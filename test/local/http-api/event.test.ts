import { strict as assert } from "node:assert";
import { MovedClock } from "../../../local/clock/clock";
import type { HttpApiEvent } from "../../../local/http-api/event";
import { ARN, Begun } from "./begun";

describe("what an HTTP API gives a function", () => {
  const http = new Begun();

  it("gives functions the documented event, field by field", async () => {
    const clock = new MovedClock(Date.UTC(2020, 2, 12, 19, 3, 58));
    await http.begin(
      {
        variables: { stageVariable1: "value1" },
        routes: [{ routeKey: "ANY /my/{name}", integration: { functionArn: ARN } }],
      },
      undefined,
      clock,
    );
    const { port } = new URL(http.api.url);
    await http.raw(
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
    const [event] = http.events as [HttpApiEvent];
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
    await http.begin();
    await http.raw("GET / HTTP/1.1\nHost: x\nConnection: close\n\n");
    const [event] = http.events as [HttpApiEvent];
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
    await http.begin();
    await http.raw("GET /gr%C3%BC%C3%9Fe/a%2Fb%20c?q=%C3%BC HTTP/1.1\nHost: x\nConnection: close\n\n");
    await http.raw("GET /cut%3Fhere/and/there HTTP/1.1\nHost: x\nConnection: close\n\n");
    assert.deepEqual(
      http.events.map(({ rawPath, rawQueryString, requestContext }) => [
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
    await http.begin();
    for (const type of [
      "text/html",
      "application/json; charset=utf-8",
      "application/xml",
      "application/javascript",
    ])
      await http.get("/", { method: "POST", body: "grüße", headers: { "content-type": type } });
    for (const type of [
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "image/png",
      "application/jsonp",
    ])
      await http.get("/", { method: "POST", body: "grüße", headers: { "content-type": type } });
    await http.get("/", { method: "POST", body: Buffer.from("grüße") });
    const base64 = Buffer.from("grüße").toString("base64");
    assert.deepEqual(
      http.events.map(({ body, isBase64Encoded }) => [body, isBase64Encoded]),
      [...Array<unknown>(4).fill(["grüße", false]), ...Array<unknown>(5).fill([base64, true])],
    );
  });

  it("has a named stage stand first in the path", async () => {
    await http.begin({
      stage: "v1",
      routes: [{ routeKey: "GET /pets/{id}", integration: { functionArn: ARN } }],
    });
    assert.equal((await http.get("/v1/pets/6"))[0], 200);
    assert.equal((await http.get("/pets/6"))[0], 404);
    const [{ rawPath, pathParameters, requestContext }] = http.events as [HttpApiEvent];
    assert.deepEqual([rawPath, pathParameters, requestContext.stage], ["/v1/pets/6", { id: "6" }, "v1"]);
  });
});

import assert from "node:assert/strict";
import type { Mirrorable } from "../../../local/mirror/emulator";
import { declaredApis } from "../../../local/planes/apis";

const FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:web:live";
const INVOKED = `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;

function object(type: string, id: string, properties: Mirrorable["properties"]): Mirrorable {
  return { type: `aws:apigatewayv2/${type}`, id, properties };
}

const api = object("api:Api", "a1", {
  name: "shop",
  region: "eu-central-1",
  apiEndpoint: "https://a1.execute-api.eu-central-1.amazonaws.com",
});
const stage = object("stage:Stage", "$default", { apiId: "a1", name: "$default" });
const integration = object("integration:Integration", "i1", {
  apiId: "a1",
  integrationUri: INVOKED,
  payloadFormatVersion: "2.0",
  timeoutMilliseconds: 5000,
});
const route = object("route:Route", "r1", {
  apiId: "a1",
  routeKey: "$default",
  target: "integrations/i1",
  authorizationType: "NONE",
});

describe("the HTTP APIs of a stack", () => {
  it("have no route that leads to no function here, or is written for another payload, and say so", () => {
    const elsewhere = object("integration:Integration", "i2", {
      apiId: "a1",
      integrationUri: "https://a.example",
    });
    const older = object("integration:Integration", "i3", {
      ...integration.properties,
      payloadFormatVersion: "1.0",
    });
    const to = (id: string, routeKey: string): Mirrorable =>
      object("route:Route", id, { ...route.properties, routeKey, target: `integrations/${id}` });
    const [declared] = declaredApis(
      [api, stage, elsewhere, older, to("i2", "GET /a"), to("i3", "GET /b"), to("i4", "GET /c")],
      "123456789012",
    );
    assert.deepEqual(declared?.stage.routes, []);
    assert.deepEqual(
      declared.unmodelled,
      ["GET /a", "GET /b", "GET /c"].map((key) => `${key}: leads to no function`),
    );
  });

  it("let everybody in where an authorizer stands, and say so", () => {
    const guarded = object("route:Route", "r1", { ...route.properties, authorizationType: "JWT" });
    const [declared] = declaredApis([api, stage, integration, guarded], "123456789012");
    assert.deepEqual(declared?.unmodelled, ["$default: its authorizer lets everybody in"]);
    assert.equal(declared.stage.routes.length, 1);
  });

  it("are read with their routes, functions and times, one for each stage", () => {
    const second = object("stage:Stage", "v2", {
      apiId: "a1",
      name: "v2",
      stageVariables: { colour: "blue" },
    });
    const other = object("route:Route", "r9", { ...route.properties, apiId: "b2" });
    const [first, named] = declaredApis([api, stage, second, integration, route, other], "123456789012");
    assert.deepEqual(first, {
      key: "a1/$default",
      name: "shop",
      domain: "a1.execute-api.eu-central-1.amazonaws.com",
      unmodelled: [],
      stage: {
        apiId: "a1",
        accountId: "123456789012",
        region: "eu-central-1",
        stage: "$default",
        routes: [
          {
            routeKey: "$default",
            integration: { functionArn: FUNCTION, timeoutMilliseconds: 5000 },
            throttle: undefined,
          },
        ],
      },
    });
    assert.deepEqual([named?.key, named?.stage.variables], ["a1/v2", { colour: "blue" }]);
  });

  it("have the limits, origins and access log that are declared", () => {
    const own = object("stage:Stage", "$default", {
      ...stage.properties,
      accessLogSettings: { format: "$context.path" },
      defaultRouteSettings: { throttlingBurstLimit: 5, throttlingRateLimit: 2 },
      routeSettings: [{ routeKey: "$default", throttlingBurstLimit: 9, throttlingRateLimit: 3 }],
    });
    const corsConfiguration = { allowOrigins: ["https://a.example"], allowCredentials: true, maxAge: 60 };
    const shared = object("api:Api", "a1", { ...api.properties, corsConfiguration });
    const [declared] = declaredApis([shared, own, integration, route], "123456789012");
    const { cors, throttle, accessLogFormat, routes } = declared!.stage;
    assert.deepEqual(cors, {
      allowOrigins: ["https://a.example"],
      allowCredentials: true,
      maxAgeSeconds: 60,
    });
    assert.deepEqual(throttle, { burst: 5, ratePerSecond: 2 });
    assert.deepEqual(routes[0]?.throttle, { burst: 9, ratePerSecond: 3 });
    assert.equal(accessLogFormat, "$context.path");
  });
});

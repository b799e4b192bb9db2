import assert from "node:assert/strict";
import { guestbook, LOG_GROUP } from "./guestbook";
import { make, only } from "./make";

describe("the way to a serverless service", () => {
  it("leads over the alias live, which stands on the published version", async () => {
    // Anything more among these inputs would be sent with every later change and undo a release.
    assert.deepEqual(only(await make(guestbook()), "aws:lambda/alias:Alias").inputs, {
      name: "live",
      functionName: "shop-dev-guestbook-web",
      functionVersion: "7",
    });
  });

  it("is an HTTP API that hands every request to the alias", async () => {
    const made = await make(guestbook());
    const { tags, ...api } = only(made, "aws:apigatewayv2/api:Api").inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(api, { name: "shop-dev-guestbook-api", protocolType: "HTTP" });
    assert.deepEqual(only(made, "aws:apigatewayv2/integration:Integration").inputs, {
      apiId: "id:Api guestbook-api",
      integrationType: "AWS_PROXY",
      integrationUri: "arn:invoke-alias",
      payloadFormatVersion: "2.0",
    });
    assert.deepEqual(only(made, "aws:apigatewayv2/route:Route").inputs, {
      apiId: "id:Api guestbook-api",
      routeKey: "$default",
      target: "integrations/id:Integration guestbook-api",
    });
  });

  it("is open to this API alone, and to the alias alone", async () => {
    assert.deepEqual(only(await make(guestbook()), "aws:lambda/permission:Permission").inputs, {
      action: "lambda:InvokeFunction",
      function: "shop-dev-guestbook-web",
      qualifier: "live",
      principal: "apigateway.amazonaws.com",
      sourceArn: "arn:execution-of-api/*/*",
    });
  });

  it("is deployed by itself and logs every request, with nothing a user sent but the path", async () => {
    const made = await make(guestbook());
    const { tags, accessLogSettings, ...stage } = only(made, "aws:apigatewayv2/stage:Stage").inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(stage, { apiId: "id:Api guestbook-api", name: "$default", autoDeploy: true });
    const { format, destinationArn } = accessLogSettings as { format: string; destinationArn: string };
    assert.equal(destinationArn, "arn:LogGroup guestbook-api");
    assert.deepEqual(JSON.parse(format), {
      requestId: "$context.requestId",
      time: "$context.requestTime",
      ip: "$context.identity.sourceIp",
      method: "$context.httpMethod",
      path: "$context.path",
      status: "$context.status",
      bytes: "$context.responseLength",
      milliseconds: "$context.responseLatency",
      error: "$context.integrationErrorMessage",
    });
    assert.equal(
      only(made, LOG_GROUP, "guestbook-api").inputs["name"],
      "/aws/vendedlogs/apis/shop-dev-guestbook-api",
    );
  });
});

/** The HTTP API in front of a serverless service: every request goes to the alias. */
import * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import type { ResolvedApp } from "./resolve";
import type { ServerlessServiceArgs } from "./serverless-service";

/** What is logged of each request (docs.aws.amazon.com/apigateway: http-api-logging-variables). */
const ACCESS_LOG = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  ip: "$context.identity.sourceIp",
  method: "$context.httpMethod",
  path: "$context.path",
  status: "$context.status",
  bytes: "$context.responseLength",
  milliseconds: "$context.responseLatency",
  error: "$context.integrationErrorMessage",
};

export function createHttpApi(
  parent: pulumi.Resource,
  name: string,
  args: ServerlessServiceArgs,
  app: ResolvedApp,
  fn: lambda.Function,
  alias: lambda.Alias,
): apigatewayv2.Api {
  const identity = { ...args.identity, role: "api" };
  const tagged = { tags: tags(identity, args.ownership) };

  const api = new apigatewayv2.Api(
    `${name}-api`,
    { name: physicalName("aws:apigatewayv2/api:Api", identity), protocolType: "HTTP", ...tagged },
    { parent },
  );
  const integration = new apigatewayv2.Integration(
    `${name}-api`,
    {
      apiId: api.id,
      integrationType: "AWS_PROXY",
      integrationUri: alias.invokeArn,
      payloadFormatVersion: "2.0",
    },
    { parent },
  );
  new apigatewayv2.Route(
    `${name}-api`,
    { apiId: api.id, routeKey: "$default", target: pulumi.interpolate`integrations/${integration.id}` },
    { parent },
  );
  const log = new cloudwatch.LogGroup(
    `${name}-api`,
    {
      name: physicalName("aws:cloudwatch/logGroup:LogGroup#api", identity),
      retentionInDays: app.logRetentionDays,
      ...tagged,
    },
    { parent },
  );
  new apigatewayv2.Stage(
    `${name}-api`,
    {
      apiId: api.id,
      name: "$default",
      autoDeploy: true,
      accessLogSettings: { destinationArn: log.arn, format: JSON.stringify(ACCESS_LOG) },
      ...tagged,
    },
    { parent },
  );
  new lambda.Permission(
    `${name}-api`,
    {
      action: "lambda:InvokeFunction",
      function: fn.name,
      qualifier: alias.name,
      principal: "apigateway.amazonaws.com",
      // Any stage, method and path, of this API alone.
      sourceArn: pulumi.interpolate`${api.executionArn}/*/*`,
    },
    { parent },
  );
  return api;
}

/** Amazon API Gateway, HTTP APIs. */
import { arn, dnsSuffix, gatewayId, page, text, type Place, type Row } from "./row";

const COMMIT = "00a35305dc1b297a6fcdecdfbba33f1e63c3da39";

/** API Gateway's own ARNs name no account. */
function gatewayArn({ partition, region }: Place, path: string): string {
  return `arn:${partition}:apigateway:${region}::/apis/${path}`;
}

function endpoint(place: Place, api: string): string {
  return `https://${api}.execute-api.${place.region}.${dnsSuffix(place)}`;
}

const api: Row = {
  type: "aws:apigatewayv2/api:Api",
  source: page(COMMIT, "internal/service/apigatewayv2/api.go"),
  id: () => gatewayId(),
  idLine: 237,
  autoName: "name",
  replaceOn: { credentialsArn: 117, protocolType: 151, routeKey: 157, target: 169 },
  update: "changed",
  updateLine: 302,
  computed: ({ inputs, place }, id) => ({
    apiEndpoint: endpoint(place, id),
    apiKeySelectionExpression: inputs["apiKeySelectionExpression"] ?? "$request.header.x-api-key",
    arn: gatewayArn(place, id),
    executionArn: arn(place, "execute-api", id),
    ipAddressType: inputs["ipAddressType"] ?? "ipv4",
    routeSelectionExpression: inputs["routeSelectionExpression"] ?? "$request.method $request.path",
  }),
};

const integration: Row = {
  type: "aws:apigatewayv2/integration:Integration",
  source: page("03412d530417901a6e5360333350b8d3c802cece", "internal/service/apigatewayv2/integration.go"),
  id: () => gatewayId().slice(-7),
  idLine: 234,
  replaceOn: { apiId: 32, integrationSubtype: 79, integrationType: 85 },
  update: "changed",
  updateLine: 291,
  computed: ({ inputs }) => ({
    connectionType: inputs["connectionType"] ?? "INTERNET",
    payloadFormatVersion: inputs["payloadFormatVersion"] ?? "1.0",
    timeoutMilliseconds: inputs["timeoutMilliseconds"] ?? 30_000,
  }),
};

const route: Row = {
  type: "aws:apigatewayv2/route:Route",
  source: page(COMMIT, "internal/service/apigatewayv2/route.go"),
  id: () => gatewayId().slice(-7),
  idLine: 165,
  unique: {
    key: ({ inputs }) => `${text(inputs, "apiId")} ${text(inputs, "routeKey")}`,
    error: "ConflictException: a route with that key already exists for this API",
  },
  replaceOn: { apiId: 46 },
  update: "changed",
  updateLine: 243,
  computed: ({ inputs }) => ({
    apiKeyRequired: inputs["apiKeyRequired"] ?? false,
    authorizationType: inputs["authorizationType"] ?? "NONE",
  }),
};

const stage: Row = {
  type: "aws:apigatewayv2/stage:Stage",
  source: page("02f6d2d9fb6028a483e4c2b92d7e2432ff0b9127", "internal/service/apigatewayv2/stage.go"),
  id: ({ inputs }) => text(inputs, "name"),
  idLine: 247,
  within: ["apiId"],
  autoName: "name",
  unique: {
    key: ({ inputs }) => `${text(inputs, "apiId")} ${text(inputs, "name")}`,
    error: "ConflictException: Stage already exists",
  },
  replaceOn: { apiId: 71, name: 142 },
  update: "changed",
  updateLine: 305,
  computed: ({ inputs, place }, id) => {
    const owner = text(inputs, "apiId");
    return {
      arn: gatewayArn(place, `${owner}/stages/${id}`),
      autoDeploy: inputs["autoDeploy"] ?? false,
      executionArn: arn(place, "execute-api", `${owner}/${id}`),
      invokeUrl: `${endpoint(place, owner)}/${id === "$default" ? "" : id}`,
    };
  },
};

export const apigatewayv2 = [api, integration, route, stage];

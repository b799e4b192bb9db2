/** The HTTP APIs of a stack, out of what it declares. Pure. */
import { isValues, type Value, type Values } from "../../wire/values";
import type { ApiStage, Cors, Route, Throttle } from "../http-api/api";
import type { Mirrorable } from "../mirror/emulator";
import { asText as text } from "../mirror/mirrored";

/** A stage of an API, and how it is known. */
export interface DeclaredApi {
  /** Its API's id and its own name. */
  readonly key: string;
  /** The API's name. */
  readonly name: string;
  /** The name it has on AWS, without a scheme. */
  readonly domain: string;
  readonly stage: ApiStage;
  /** What of it does not work here, a line for each. */
  readonly unmodelled: readonly string[];
}

const MODULE = "aws:apigatewayv2/";

/** Every stage of every HTTP API of the stack. */
export function declaredApis(objects: readonly Mirrorable[], account: string): DeclaredApi[] {
  const all = (type: string, apiId: string): Mirrorable[] =>
    objects.filter((one) => one.type === `${MODULE}${type}` && text(one.properties["apiId"]) === apiId);
  const apis = objects.filter(({ type }) => type === `${MODULE}api:Api`);
  return apis.flatMap(({ id, properties: api }) => {
    const integrations = new Map(all("integration:Integration", id).map((one) => [one.id, one.properties]));
    return all("stage:Stage", id).map(({ properties: stage }): DeclaredApi => {
      const unmodelled: string[] = [];
      const routes = all("route:Route", id).flatMap(({ properties }) => {
        const route = routeOf(properties, integrations, stage);
        if (route === undefined) unmodelled.push(`${text(properties["routeKey"])}: leads to no function`);
        else if (text(properties["authorizationType"]) !== "NONE")
          unmodelled.push(`${route.routeKey}: its authorizer lets everybody in`);
        return route ?? [];
      });
      const cors = corsOf(api["corsConfiguration"]);
      const throttle = throttleOf(stage["defaultRouteSettings"]);
      const log = stage["accessLogSettings"];
      return {
        key: `${id}/${text(stage["name"])}`,
        name: text(api["name"]),
        domain: text(api["apiEndpoint"]).replace(/^https:\/\//, ""),
        unmodelled,
        stage: {
          apiId: id,
          accountId: account,
          region: text(api["region"]),
          stage: text(stage["name"]),
          routes,
          ...(isValues(stage["stageVariables"]) ? { variables: texts(stage["stageVariables"]) } : {}),
          ...(cors === undefined ? {} : { cors }),
          ...(throttle === undefined ? {} : { throttle }),
          ...(isValues(log) ? { accessLogFormat: text(log["format"]) } : {}),
        },
      };
    });
  });
}

function routeOf(route: Values, integrations: ReadonlyMap<string, Values>, stage: Values): Route | undefined {
  const integration = integrations.get(text(route["target"]).replace(/^integrations\//, ""));
  const functionArn = functionOf(text(integration?.["integrationUri"]));
  if (integration === undefined || functionArn === undefined) return undefined;
  const routeKey = text(route["routeKey"]);
  const { timeoutMilliseconds, payloadFormatVersion } = integration;
  if (text(payloadFormatVersion) !== "2.0") return undefined;
  const own = list(stage["routeSettings"]).find((one) => text(one["routeKey"]) === routeKey);
  return {
    routeKey,
    integration: {
      functionArn,
      ...(typeof timeoutMilliseconds === "number" ? { timeoutMilliseconds } : {}),
    },
    throttle: throttleOf(own),
  };
}

/** A function's ARN, out of itself or of what invokes it. */
function functionOf(uri: string): string | undefined {
  return /(arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[^/]+)/.exec(uri)?.[1];
}

function throttleOf(settings: Value | undefined): Throttle | undefined {
  if (!isValues(settings)) return undefined;
  const { throttlingBurstLimit: burst, throttlingRateLimit: ratePerSecond } = settings;
  return typeof burst === "number" && typeof ratePerSecond === "number"
    ? { burst, ratePerSecond }
    : undefined;
}

function corsOf(cors: Value | undefined): Cors | undefined {
  if (!isValues(cors)) return undefined;
  const names = ["allowOrigins", "allowMethods", "allowHeaders", "exposeHeaders"] as const;
  const lists = names.flatMap((name) => (Array.isArray(cors[name]) ? [[name, cors[name].map(text)]] : []));
  const { allowCredentials, maxAge } = cors;
  return {
    ...(Object.fromEntries(lists) as Partial<Cors>),
    ...(typeof allowCredentials === "boolean" ? { allowCredentials } : {}),
    ...(typeof maxAge === "number" ? { maxAgeSeconds: maxAge } : {}),
  };
}

function list(value: Value | undefined): Values[] {
  return Array.isArray(value) ? value.filter(isValues) : [];
}

function texts(values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, text(value)]));
}

/** A web app behind an adapter behind an HTTP API, as a client reaches it; the events in between are kept. */
import { realClock } from "../../../local/clock/clock";
import type { WebAdapter } from "../../../local/functions/web-adapter";
import type { HttpApiEvent } from "../../../local/http-api/event";
import { HttpApi } from "../../../local/http-api/http-api";
import { stage, versionOf, type Stage } from "../functions/helpers";

export interface ServedApp extends Stage {
  /** Without a slash at the end. */
  readonly url: string;
  readonly events: HttpApiEvent[];
  /** The names of the adapters that served. */
  readonly adapters: Set<string | undefined>;
}

/** What the stack declares for a web app (components/serverless-service/adapter.ts). */
export const DECLARED = {
  AWS_LAMBDA_EXEC_WRAPPER: "/opt/bootstrap",
  AWS_LWA_ASYNC_INIT: "true",
  AWS_LWA_PORT: "8080",
  AWS_LWA_READINESS_CHECK_PATH: "/health",
};

export async function servedApp(
  zip: Buffer,
  adapter: WebAdapter,
  given: { environment?: Record<string, string>; timeoutSeconds?: number; initSeconds?: number } = {},
): Promise<ServedApp> {
  const { environment, timeoutSeconds = 30, initSeconds } = given;
  const version = versionOf({
    zip,
    handler: "run.sh",
    runtime: "python3.13",
    timeoutSeconds,
    environment: { ...DECLARED, ...environment },
  });
  const programs = { node: process.execPath, python: "python3", adapter };
  const own = stage([version], { programs, ...(initSeconds === undefined ? {} : { initSeconds }) });
  const events: HttpApiEvent[] = [];
  const adapters = new Set<string | undefined>();
  const api = await HttpApi.start({
    api: {
      apiId: "a1b2c3d4e5",
      accountId: "123456789012",
      region: "eu-central-1",
      routes: [{ routeKey: "$default", integration: { functionArn: version.functionArn } }],
    },
    clock: realClock,
    invoke: async (arn, payload, traceId) => {
      events.push(JSON.parse(payload.toString()) as HttpApiEvent);
      const result = await own.runner.invokeArn(arn, payload, traceId);
      adapters.add(result.webAdapter);
      return result;
    },
  });
  return {
    ...own,
    url: api.url,
    events,
    adapters,
    async stop() {
      await api.stop();
      await own.stop();
    },
  };
}

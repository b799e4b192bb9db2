/** Where SDK clients find each service, as the variables that all AWS SDKs read. Pure. */

export interface Endpoints {
  /** The emulator's: every service that has none of its own. */
  readonly store: string;
  readonly lambda: string;
  /** Of Elastic Load Balancing's API. */
  readonly balancing: string;
  readonly events?: string;
  readonly metrics?: string;
  readonly pipelines?: string;
}

export function endpoints(all: Endpoints): Record<string, string> {
  const { store, lambda, balancing, events, metrics, pipelines } = all;
  return {
    AWS_ENDPOINT_URL: store,
    AWS_ENDPOINT_URL_LAMBDA: lambda,
    AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: balancing,
    ...(events === undefined ? {} : { AWS_ENDPOINT_URL_EVENTBRIDGE: events }),
    ...(metrics === undefined ? {} : { AWS_ENDPOINT_URL_CLOUDWATCH: metrics }),
    ...(pipelines === undefined ? {} : { AWS_ENDPOINT_URL_CODEPIPELINE: pipelines }),
  };
}

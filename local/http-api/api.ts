/** What an HTTP API is made of, as data, and what it calls. */

/** A route and where it leads. */
export interface Route {
  /** `$default`, or method (or ANY) and path, as `GET /pets/{id}` or `ANY /{proxy+}`. */
  readonly routeKey: string;
  readonly integration: Integration;
  /** Requests a second, and at once; those of the stage unless given. */
  readonly throttle?: Throttle | undefined;
}

/** A function behind a route; payload format 2.0. */
export interface Integration {
  /** With its qualifier, if it has one: an alias, mostly. */
  readonly functionArn: string;
  /** 30,000 at most, which it is unless given. */
  readonly timeoutMilliseconds?: number | undefined;
}

export interface Throttle {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** What is allowed to pages of other origins. */
export interface Cors {
  readonly allowOrigins?: readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly allowCredentials?: boolean;
  readonly maxAgeSeconds?: number;
}

/** One stage of an API. */
export interface ApiStage {
  readonly apiId: string;
  readonly accountId: string;
  readonly region: string;
  /** `$default` unless given; any other name stands first in the path. */
  readonly stage?: string;
  readonly routes: readonly Route[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly cors?: Cors;
  /** 10,000 a second and 5,000 at once, an account's own, unless given. */
  readonly throttle?: Throttle;
  /** With `$context` variables; nothing is logged unless given. */
  readonly accessLogFormat?: string;
}

/** What came of an invocation. */
export interface Invoked {
  readonly payload: Buffer;
  /** Set where the function failed. */
  readonly functionError?: string | undefined;
}

/** Invokes a function; rejects when the invocation is not taken, with `status` 429 when there are too many. */
export type Invoke = (functionArn: string, event: Buffer, traceId: string) => Promise<Invoked>;

/** What the runner knows of functions, and the interface it asks for it: whoever keeps functions implements that. */

/** One version of a function, as it is run. */
export interface FunctionVersion {
  readonly functionName: string;
  /** A number, or `$LATEST`. */
  readonly version: string;
  /** Without a qualifier. */
  readonly functionArn: string;
  /** Another one as soon as code or settings change, which `$LATEST` does: older environments then serve no more. */
  readonly revision: string;
  /** As `nodejs22.x`, `python3.13` or `provided.al2023`. */
  readonly runtime: string;
  /** As `index.handler`; the start command where the Lambda Web Adapter is declared. */
  readonly handler: string;
  readonly memoryMiB: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Names the code among all code: base64, as Lambda says it. */
  readonly codeSha256: string;
  /** The zip. */
  readonly code: () => Promise<Buffer>;
  readonly logGroup: string;
  readonly logFormat: "Text" | "JSON";
  /** Executables that are started beside the runtime, as those in `/opt/extensions` are. */
  readonly extensions?: readonly string[];
}

/** A version and its share of an alias's invocations; the shares of an alias are 1 together. */
export interface Share {
  readonly version: string;
  readonly weight: number;
}

/** What happens to asynchronous invocations. */
export interface AsyncSettings {
  /** 0 to 2. */
  readonly maximumRetryAttempts: number;
  /** 60 to 21,600. */
  readonly maximumEventAgeSeconds: number;
  /** ARNs of a queue, topic or function. */
  readonly onSuccess?: string | undefined;
  readonly onFailure?: string | undefined;
  /** The older way: gets the event alone. */
  readonly deadLetterTarget?: string | undefined;
}

/** Lambda's own values where nothing was set. */
export const ASYNC_DEFAULTS: AsyncSettings = { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 };

/** Who keeps functions. */
export interface FunctionSource {
  /** The shares behind a version, an alias or `$LATEST`; `undefined` when there is none of that name. */
  routing(functionName: string, qualifier: string): readonly Share[] | undefined;
  /** A version; `undefined` when there is none. */
  version(functionName: string, version: string): FunctionVersion | undefined;
  /** Whether any version has that code. */
  usesCode(codeSha256: string): boolean;
  asyncSettings(functionName: string, qualifier: string): AsyncSettings;
  /** How many of its invocations may run at once; `undefined` where nothing is reserved. */
  reservedConcurrency(functionName: string): number | undefined;
}

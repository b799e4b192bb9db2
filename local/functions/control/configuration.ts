/** A function's configuration in the shape of Lambda's API, and what the runner makes of it. Pure. */
import type { FunctionVersion } from "../function-version";
import { invalid } from "../invoke-error";

/** As Lambda reports it; what is not named here is kept as it was given. */
export interface Configuration {
  readonly FunctionName: string;
  /** Without a qualifier. */
  readonly FunctionArn: string;
  readonly Version: string;
  readonly Runtime: string;
  readonly Role: string;
  readonly Handler: string;
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly CodeSha256: string;
  readonly CodeSize: number;
  readonly RevisionId: string;
  readonly LastModified: string;
  readonly Description: string;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
  readonly LoggingConfig?: { readonly LogGroup?: string; readonly LogFormat?: string };
  readonly DeadLetterConfig?: { readonly TargetArn?: string };
  readonly [field: string]: unknown;
}

/** What UpdateFunctionConfiguration can change. */
export const SETTINGS = [
  "Runtime",
  "Role",
  "Handler",
  "Timeout",
  "MemorySize",
  "Description",
  "Environment",
  "LoggingConfig",
  "DeadLetterConfig",
  "VpcConfig",
  "TracingConfig",
  "EphemeralStorage",
  "KMSKeyArn",
  "SnapStart",
] as const;

const DEFAULTS = {
  Timeout: 3,
  MemorySize: 128,
  Description: "",
  PackageType: "Zip",
  Architectures: ["x86_64"],
  TracingConfig: { Mode: "PassThrough" },
  EphemeralStorage: { Size: 512 },
  SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
};

/** Input of the API, before it was checked. */
export type Input = Readonly<Record<string, unknown>>;

/**
 * The settings of a new function, checked, with Lambda's defaults.
 *
 * @throws LambdaError
 */
export function settingsOf(input: Input): Input {
  for (const needed of ["Role", "Runtime", "Handler"])
    if (typeof input[needed] !== "string")
      throw invalid(`${needed}: must be given for a function whose code is a zip`);
  return {
    ...DEFAULTS,
    ...changedSettings(input),
    ...only(input, ["Architectures", "PackageType"]),
    ...layersOf(input),
  };
}

/**
 * The settings in a change, checked.
 *
 * @throws LambdaError
 */
export function changedSettings(input: Input): Input {
  between(input, "Timeout", 1, 900);
  between(input, "MemorySize", 128, 10_240);
  const variables = (input["Environment"] as { Variables?: unknown } | undefined)?.Variables ?? {};
  for (const [name, value] of Object.entries(variables as Input))
    if (typeof value !== "string") throw invalid(`Environment.Variables.${name}: must be a string`);
  return { ...only(input, SETTINGS), ...layersOf(input) };
}

/** Asked for by ARN, reported as objects. */
function layersOf({ Layers }: Input): Input {
  return Array.isArray(Layers) ? { Layers: Layers.map((Arn: unknown) => ({ Arn, CodeSize: 0 })) } : {};
}

function only(input: Input, names: readonly string[]): Input {
  return Object.fromEntries(
    Object.entries(input).filter(([name, value]) => names.includes(name) && value !== undefined),
  );
}

function between(input: Input, name: string, low: number, high: number): void {
  const value = input[name];
  if (value === undefined) return;
  if (!Number.isInteger(value) || (value as number) < low || (value as number) > high)
    throw invalid(`${name}: must be a whole number from ${low} to ${high}, got ${JSON.stringify(value)}`);
}

/** What the runner runs. */
export function runnable(configuration: Configuration, code: () => Promise<Buffer>): FunctionVersion {
  const { FunctionName, LoggingConfig: logging = {} } = configuration;
  return {
    functionName: FunctionName,
    version: configuration.Version,
    functionArn: configuration.FunctionArn,
    revision: configuration.RevisionId,
    runtime: configuration.Runtime,
    handler: configuration.Handler,
    memoryMiB: configuration.MemorySize,
    timeoutSeconds: configuration.Timeout,
    environment: configuration.Environment?.Variables ?? {},
    codeSha256: configuration.CodeSha256,
    code,
    logGroup: logging.LogGroup ?? `/aws/lambda/${FunctionName}`,
    logFormat: logging.LogFormat === "JSON" ? "JSON" : "Text",
  };
}

/** Serverless service arguments, checked: every default filled in, everything wrong said at once. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";
import { DEFAULT_LOG_RETENTION_DAYS, logRetentionProblems } from "../log-retention";

/**
 * The runtimes that are offered: not deprecated, and long enough to live
 * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html).
 */
export const Runtime = {
  Python312: "python3.12",
  Python313: "python3.13",
  Python314: "python3.14",
  NodeJs22: "nodejs22.x",
  NodeJs24: "nodejs24.x",
} as const;
export type Runtime = (typeof Runtime)[keyof typeof Runtime];

/** The processor functions run on. */
export const Architecture = { Arm64: "arm64", X86: "x86_64" } as const;
export type Architecture = (typeof Architecture)[keyof typeof Architecture];

/** How the web app of a service runs. */
export interface AppSettings {
  /** The Lambda runtime it runs on. */
  runtime: Runtime;
  /** The file of the artifact that starts the app: an executable script with LF line ends. Defaults to run.sh. */
  startCommand?: string;
  /** The port the app listens on, 1024 to 65535, not 3000 or 9001, which Lambda uses. Defaults to 8080. */
  port?: number;
  /** The path that answers below 500 when the app is ready, beginning with a slash. Defaults to /health. */
  healthPath?: string;
  /** The processor. Defaults to arm64. */
  architecture?: Architecture;
  /** Memory in MiB, 128 to 10,240. Defaults to 512. */
  memoryMiB?: number;
  /** Seconds a request may take, 1 to 29: an HTTP API gives up after 30. Defaults to 29. */
  timeoutSeconds?: number;
  /** Days logs are kept; one of the numbers CloudWatch Logs offers. Defaults to 30. */
  logRetentionDays?: number;
}

export type ResolvedApp = Required<AppSettings>;

/** Lambda Insights listens on 3000, the Runtime API on 9001. */
const TAKEN_PORTS = [3000, 9001];

/** The settings with every default filled in. */
export function resolveApp(app: AppSettings): ResolvedApp {
  return { runtime: app.runtime, ...withDefaults(app) };
}

function withDefaults(app: Unchecked<AppSettings>): Omit<ResolvedApp, "runtime"> {
  return {
    startCommand: app.startCommand ?? "run.sh",
    port: app.port ?? 8080,
    healthPath: app.healthPath ?? "/health",
    architecture: app.architecture ?? Architecture.Arm64,
    memoryMiB: app.memoryMiB ?? 512,
    timeoutSeconds: app.timeoutSeconds ?? 29,
    logRetentionDays: app.logRetentionDays ?? DEFAULT_LOG_RETENTION_DAYS,
  };
}

/** Everything wrong with the settings; `path` is where they stand, ending in a dot, or empty. */
export function appProblems(app: Unchecked<AppSettings>, path: string): Problem[] {
  const { startCommand, port, healthPath, architecture, memoryMiB, timeoutSeconds, logRetentionDays } =
    withDefaults(app);
  const problem = (property: string, ok: boolean, rule: string, value: unknown, remedy: string): Problem[] =>
    ok ? [] : [{ property: path + property, rule, got: shown(value), remedy }];
  const oneOf = (values: readonly unknown[]): string => `one of ${values.join(", ")}`;
  const runtimes = Object.values(Runtime);
  const architectures = Object.values(Architecture);
  return [
    ...problem(
      "runtime",
      runtimes.some((one) => one === app.runtime),
      oneOf(runtimes),
      app.runtime,
      "choose one",
    ),
    ...problem(
      "startCommand",
      /^(?!.*\/\.\.?(?:\/|$))\w[\w.-]*(?:\/[\w.-]+)*$/.test(startCommand),
      "a file inside the artifact, without a leading slash",
      startCommand,
      "name the script that starts the app",
    ),
    ...problem(
      "port",
      isWhole(port, 1024, 65535) && !TAKEN_PORTS.includes(port),
      "a whole number from 1024 to 65535, not 3000 or 9001",
      port,
      "use 8080",
    ),
    ...problem(
      "healthPath",
      /^\/[^\s?#]*$/.test(healthPath),
      "a path that begins with a slash",
      healthPath,
      "use /health",
    ),
    ...problem(
      "architecture",
      architectures.includes(architecture),
      oneOf(architectures),
      architecture,
      "choose one",
    ),
    ...problem(
      "memoryMiB",
      isWhole(memoryMiB, 128, 10240),
      "a whole number from 128 to 10240",
      memoryMiB,
      "use 512",
    ),
    ...problem(
      "timeoutSeconds",
      isWhole(timeoutSeconds, 1, 29),
      "a whole number from 1 to 29",
      timeoutSeconds,
      "an HTTP API ends every request after 30 s",
    ),
    ...logRetentionProblems(logRetentionDays, `${path}logRetentionDays`),
  ];
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

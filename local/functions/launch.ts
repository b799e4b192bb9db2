/** How a version is started: its processes, and the environment variables that Lambda sets. Pure. */
import { join } from "node:path";
import { Refusal } from "../../refusal/refusal";
import { packageRoot } from "../package-root";
import type { FunctionVersion } from "./function-version";
import type { WebAdapter } from "./web-adapter";

/** Runtime clients and the stand-in of the web adapter: plain files, run as they are. */
export const CLIENTS = join(packageRoot(), "local", "functions", "clients");

const ADAPTER_WRAPPER = "/opt/bootstrap";

/** The programs of this machine. */
export interface Programs {
  readonly node: string;
  readonly python: string;
  readonly adapter: WebAdapter;
}

/** Where an environment runs. */
export interface Place {
  /** `host:port` of its Runtime API. */
  readonly runtimeApi: string;
  /** The unpacked code. */
  readonly taskRoot: string;
  /** A folder of its own, for temporary files. */
  readonly temporary: string;
  readonly region: string;
  readonly logStream: string;
  /** A port of its own for the app, where a web adapter is declared: several environments share this machine. */
  readonly appPort: number;
  /** The PATH of the processes. */
  readonly path: string;
  /** Variables of the local AWS, as AWS_ENDPOINT_URL; they win over the function's. */
  readonly extra: Readonly<Record<string, string>>;
}

/** Whether the version is a web app behind the Lambda Web Adapter. */
export function isWebApp({ environment }: FunctionVersion): boolean {
  return environment["AWS_LAMBDA_EXEC_WRAPPER"] === ADAPTER_WRAPPER;
}

/**
 * The runtime's process first, then its extensions.
 *
 * @throws Refusal for a runtime or wrapper that cannot run here
 */
export function commands(version: FunctionVersion, taskRoot: string, programs: Programs): string[][] {
  const extensions = (version.extensions ?? []).map((path) => [path]);
  if (isWebApp(version))
    return [[join(taskRoot, version.handler)], [...programs.adapter.command], ...extensions];
  const { AWS_LAMBDA_EXEC_WRAPPER: wrapper } = version.environment;
  const runtime = runtimeCommand(version, taskRoot, programs);
  if (wrapper === undefined) return [runtime, ...extensions];
  if (!wrapper.startsWith("/var/task/"))
    throw refused("AWS_LAMBDA_EXEC_WRAPPER", `${ADAPTER_WRAPPER} or a file in /var/task`, wrapper);
  return [[join(taskRoot, wrapper.slice("/var/task/".length)), ...runtime], ...extensions];
}

function runtimeCommand(
  { runtime }: FunctionVersion,
  taskRoot: string,
  { node, python }: Programs,
): string[] {
  if (runtime.startsWith("nodejs"))
    return [node, "--import", join(CLIENTS, "network.mjs"), join(CLIENTS, "node-client.mjs")];
  if (runtime.startsWith("python")) return [python, "-u", join(CLIENTS, "python_client.py")];
  if (runtime.startsWith("provided")) return [join(taskRoot, "bootstrap")];
  throw refused("runtime", "nodejs…, python… or provided…", runtime);
}

function refused(property: string, rule: string, got: string): Refusal {
  return new Refusal({ property, rule: `${rule} to run here`, got, remedy: "declare one of these" });
}

/** All variables of the processes; nothing of this machine's own environment but PATH. */
export function variables(version: FunctionVersion, place: Place): Record<string, string> {
  const { functionName, runtime, environment } = version;
  const port = String(place.appPort);
  return {
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    TMPDIR: place.temporary,
    ...environment,
    ...(isWebApp(version) ? { AWS_LWA_PORT: port, PORT: port } : {}),
    // Reserved: a function cannot set them (docs.aws.amazon.com/lambda: configuration-envvars).
    PATH: place.path,
    ...(runtime.startsWith("provided") ? {} : { AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}` }),
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_SESSION_TOKEN: "local",
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: version.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(version.memoryMiB),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: version.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: place.logStream,
    AWS_LAMBDA_LOG_FORMAT: version.logFormat,
    AWS_LAMBDA_RUNTIME_API: place.runtimeApi,
    AWS_XRAY_CONTEXT_MISSING: "LOG_ERROR",
    LAMBDA_TASK_ROOT: place.taskRoot,
    LAMBDA_RUNTIME_DIR: CLIENTS,
    _HANDLER: version.handler,
    ...place.extra,
  };
}

/** Runs a program for a preview or an update. */
import proto from "@pulumi/pulumi/proto/language_pb";
import { Refusal } from "../../../refusal/refusal";
import { endOf, type Children } from "./children";
import { runner } from "./runner";
import { runnerEnvironment, runtimeOptions } from "./runtime-options";

/** What the runner exits with when it has told the engine already what went wrong. */
const ALREADY_TOLD = 32;

export interface EngineAddress {
  readonly address: string;
  readonly tracing: string | undefined;
}

/** Resolves when the program has ended; what it prints goes where the host's own output goes, to the engine. */
export async function runProgram(
  request: proto.RunRequest,
  engine: EngineAddress,
  children: Children,
  cancelled: AbortSignal,
): Promise<proto.RunResponse> {
  const response = new proto.RunResponse();
  try {
    if (request.getAttachDebugger()) throw new Error("multistage's language host cannot attach a debugger");
    const options = runtimeOptions(request.getInfo());
    const args = [...options.nodeArguments, ...runnerArguments(request, engine)];
    const child = children.start(process.execPath, args, {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...configuration(request), ...runnerEnvironment(options) },
    });
    cancelled.addEventListener("abort", () => void children.end([child]));
    const end = await endOf(child);
    if (end === ALREADY_TOLD) response.setBail(true);
    else if (end !== 0)
      response.setError(`the program ended with ${typeof end === "number" ? `exit code ${end}` : end}`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    response.setError(
      error instanceof Refusal ? error.message : `the program cannot be run: ${error.message}`,
    );
  }
  return response;
}

function runnerArguments(request: proto.RunRequest, { address, tracing }: EngineAddress): string[] {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() ?? request.getPwd();
  const named = {
    monitor: request.getMonitorAddress(),
    engine: address,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info?.getRootDirectory(),
    stack: request.getStack(),
    pwd: folder,
    parallel: String(request.getParallel()),
    tracing,
  };
  const given = Object.entries(named).filter(([, value]) => value !== undefined && value !== "");
  return [
    runner("run", folder),
    ...given.flatMap(([name, value]) => [`--${name}`, String(value)]),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info?.getEntryPoint() ?? request.getProgram(),
    ...request.getArgsList(),
  ];
}

function configuration(request: proto.RunRequest): Record<string, string> {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}

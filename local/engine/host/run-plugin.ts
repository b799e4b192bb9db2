/** Runs a plugin that is written for Node.js: a component package, or a policy pack given as a folder. */
import proto from "@pulumi/pulumi/proto/language_pb";
import { endOf, type Children } from "./children";
import { runner } from "./runner";
import { runnerEnvironment, runtimeOptions, type RuntimeOptions } from "./runtime-options";
import { relay, type OutputStream } from "./wire";

/**
 * Resolves when the plugin has ended well. A policy pack gets the stack's tags but, unlike under the official host,
 * not its configuration.
 */
export async function runPlugin(
  request: proto.RunPluginRequest,
  children: Children,
  stream: OutputStream<proto.RunPluginResponse>,
): Promise<void> {
  if (request.getAttachDebugger()) throw new Error("multistage's language host cannot attach a debugger");
  const folder = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const options = runtimeOptions(request.getInfo());
  const isPolicyPack = request.getKind() === "analyzer";
  const args = isPolicyPack
    ? policyPack(folder, request.getArgsList(), options)
    : [runner("run-plugin", folder), folder, ...request.getArgsList()];
  const child = children.start(process.execPath, [...options.nodeArguments, ...args], {
    cwd: isPolicyPack ? folder : request.getPwd(),
    env: { ...Object.fromEntries(request.getEnvList().map(variable)), ...runnerEnvironment(options) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  stream.cancelled.addEventListener("abort", () => void children.end([child]));
  relay(child, stream, (chunk, from) => {
    const response = new proto.RunPluginResponse();
    if (from === "stdout") response.setStdout(chunk);
    else response.setStderr(chunk);
    return response;
  });
  const end = await endOf(child);
  if (end !== 0)
    throw new Error(`the plugin ended with ${typeof end === "number" ? `exit code ${end}` : end}`);
}

/** The SDK's runner loads the compiler whatever the options say; a pack in JavaScript needs neither. */
function policyPack(folder: string, args: readonly string[], { typescript }: RuntimeOptions): string[] {
  return typescript ? [runner("run-policy-pack", folder), ...args, folder] : [folder, ...args];
}

/** `NAME=value`, where the value may hold further signs of equality. */
function variable(text: string): [string, string] {
  const at = text.indexOf("=");
  return [text.slice(0, at), text.slice(at + 1)];
}

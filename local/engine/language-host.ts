/**
 * The Node.js language host for engines that come without the official one (those built from Go modules): a program
 * the engine starts, which runs Node.js programs for it and tells it which plugins their packages need. It does what
 * the official host does, but for debuggers and code generation.
 */
import { parseArgs } from "node:util";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import services from "@pulumi/pulumi/proto/language_grpc_pb";
import type proto from "@pulumi/pulumi/proto/language_pb";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import { serveLocally } from "../../wire/serve-locally";
import { Children } from "./host/children";
import { installDependencies } from "./host/package-manager";
import { about, programDependencies } from "./host/about";
import { requiredPackages } from "./host/required-packages";
import { runPlugin } from "./host/run-plugin";
import { runProgram } from "./host/run-program";
import { streaming, unary } from "./host/wire";

async function main(): Promise<void> {
  // The engine puts flags of its own before its address.
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: { tracing: { type: "string" } },
  });
  const engine = { address: positionals.at(-1) ?? "", tracing: values.tracing as string | undefined };
  const children = new Children();
  const { port } = await serveLocally(services.LanguageRuntimeService, {
    // No version: the engine then does not look for a plugin of just that one.
    getPluginInfo: unary(() => new plugin.PluginInfo()),
    about: unary((request: proto.AboutRequest) => about(request)),
    getRequiredPackages: unary((request: proto.GetRequiredPackagesRequest) => requiredPackages(request)),
    getProgramDependencies: unary((request: proto.GetProgramDependenciesRequest) =>
      programDependencies(request),
    ),
    run: unary((request: proto.RunRequest, cancelled) => runProgram(request, engine, children, cancelled)),
    runPlugin: streaming<proto.RunPluginRequest, proto.RunPluginResponse>((request, stream) =>
      runPlugin(request, children, stream),
    ),
    installDependencies: streaming<proto.InstallDependenciesRequest, proto.InstallDependenciesResponse>(
      (request, stream) => installDependencies(request, children, stream),
    ),
    cancel: unary(() => {
      void children.end();
      return new Empty();
    }),
  });
  endWithEngine(children);
  process.stdout.write(`${port}\n`);
}

/** The engine holds our standard input open for as long as it lives, and interrupts us when it is done. */
function endWithEngine(children: Children): void {
  const end = (): void => {
    void children.end().then(() => process.exit(0));
  };
  process.stdin.once("end", end).resume();
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
}

void main();

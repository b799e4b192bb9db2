/** The compiled pack in a process of its own, and the engine's end of the wire; no engine is needed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import proto from "@pulumi/pulumi/proto/analyzer_pb";
import services from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { ROOT } from "../helpers/command-line";
import { answer } from "../local/engine/host-client";

/** The compiled pack, as `--policy-pack` takes it. */
export const PACK = join(ROOT, "dist", "policy");

type Level = keyof typeof proto.EnforcementLevel;
type Inputs = Record<string, JavaScriptValue>;

export interface RunningPack {
  readonly info: () => Promise<proto.AnalyzerInfo.AsObject>;
  readonly configure: (levels: Record<string, Level>) => Promise<unknown>;
  /** `level policy: message`, a diagnostic each. */
  readonly analyze: (type: string, inputs: Inputs, provider?: Inputs) => Promise<string[]>;
  readonly close: () => Promise<void>;
}

export async function startPack(): Promise<RunningPack> {
  const pack = spawn(process.execPath, [join(PACK, "pack", "index.js")], {
    cwd: PACK,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = (await once(pack.stdout, "data")) as [Buffer];
  const credentials = grpc.credentials.createInsecure();
  const client = new services.AnalyzerClient(`127.0.0.1:${port.toString().trim()}`, credentials);
  return {
    info: async () => {
      const info = await answer<Empty, proto.AnalyzerInfo>(client.getAnalyzerInfo.bind(client), new Empty());
      return info.toObject();
    },
    configure: (levels) => {
      const request = new proto.ConfigureAnalyzerRequest();
      for (const [policy, level] of Object.entries(levels)) {
        const config = new proto.PolicyConfig();
        config.setEnforcementlevel(proto.EnforcementLevel[level]);
        config.setProperties(new Struct());
        request.getPolicyconfigMap().set(policy, config);
      }
      return answer<proto.ConfigureAnalyzerRequest, Empty>(client.configure.bind(client), request);
    },
    analyze: async (type, inputs, provider) => {
      const request = new proto.AnalyzeRequest();
      request.setType(type);
      request.setOptions(new proto.AnalyzerResourceOptions());
      request.setProperties(Struct.fromJavaScript(inputs));
      if (provider !== undefined) {
        const resource = new proto.AnalyzerProviderResource();
        resource.setType("pulumi:providers:aws");
        resource.setProperties(Struct.fromJavaScript(provider));
        request.setProvider(resource);
      }
      const response = await answer<proto.AnalyzeRequest, proto.AnalyzeResponse>(
        client.analyze.bind(client),
        request,
      );
      return response.getDiagnosticsList().map((one) => {
        const levels = Object.keys(proto.EnforcementLevel);
        return `${levels[one.getEnforcementlevel()] ?? ""} ${one.getPolicyname()}: ${one.getMessage()}`;
      });
    },
    close: async () => {
      client.close();
      const ended = once(pack, "close");
      pack.kill();
      await ended;
    },
  };
}

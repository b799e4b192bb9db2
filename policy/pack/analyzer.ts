/** The gRPC service that the engine asks for every resource and, at the end, for the stack. */
import type * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import proto from "@pulumi/pulumi/proto/analyzer_pb";
import services from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import { status } from "@grpc/grpc-js";
import { readingBeside } from "../configuration/file";
import { unaryWith, type Failure } from "../../wire/unary";
import {
  analyzerInfo,
  dependenciesOf,
  diagnostics,
  remediations,
  resourceOf,
  sentOf,
  told,
  type Pack,
} from "./messages";
import type { Session } from "./session";

/** As which rules that are no rules are described. */
const FRAME = { suppressions: "Every exception is in force, needed and answered for." } as const;

export const service = services.AnalyzerService as unknown as grpc.ServiceDefinition;

export function handlers(pack: Pack, session: Session): grpc.UntypedServiceImplementation {
  const unary = unaryWith(asFailure);
  const described = new Map<string, string>([
    ...Object.entries(FRAME),
    ...session.rules.map(({ id, description }): [string, string] => [id, description]),
  ]);
  const describe = (rule: string): string => described.get(rule) ?? rule;
  return {
    getAnalyzerInfo: unary(() => analyzerInfo(pack, session.rules, session.fromFile)),
    getPluginInfo: unary(() => {
      const info = new plugin.PluginInfo();
      info.setVersion(pack.version);
      return info;
    }),
    configure: unary((request: proto.ConfigureAnalyzerRequest) => {
      session.configure(told(request), readingBeside("."));
      return new Empty();
    }),
    configureStack: unary(() => new proto.AnalyzerStackConfigureResponse()),
    analyze: unary((request: proto.AnalyzeRequest) =>
      diagnostics(pack, session.resource(resourceOf(request)), describe),
    ),
    analyzeStack: unary((request: proto.AnalyzeStackRequest) => {
      const resources = request.getResourcesList().map((one) => resourceOf(one, dependenciesOf(one)));
      return diagnostics(pack, session.stack(resources), describe);
    }),
    remediate: unary((request: proto.AnalyzeRequest) => {
      const [urn, type] = [request.getUrn(), request.getType()];
      return remediations(pack, session.remedies({ urn, type, read: () => sentOf(request) }), describe);
    }),
  };
}

function asFailure(error: unknown): Failure {
  const details = error instanceof Error ? error.message : String(error);
  return Object.assign(new Error(details), { code: status.INTERNAL, details });
}

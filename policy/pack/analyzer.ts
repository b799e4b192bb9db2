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
import type { ReportFile } from "./report-file";
import type { Session } from "./session";

/** As which rules that are no rules are described. */
const FRAME = { suppressions: "Every exception is in force, needed and answered for." } as const;

/** Is judged beside its resources. */
const STACK = "the whole stack";

export const service = services.AnalyzerService as unknown as grpc.ServiceDefinition;

/** @param report - gets everything that is found, before the engine hears of it */
export function handlers(
  pack: Pack,
  session: Session,
  report?: ReportFile,
): grpc.UntypedServiceImplementation {
  let isPreview = false;
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
    configureStack: unary((request: proto.AnalyzerStackConfigureRequest) => {
      isPreview = request.getDryRun();
      return new proto.AnalyzerStackConfigureResponse();
    }),
    analyze: unary((request: proto.AnalyzeRequest) => {
      const found = session.resource(resourceOf(request));
      // An update ends with the first of these, a preview goes on.
      const isLast = !isPreview && found.some(({ level }) => level === "mandatory");
      report?.add(request.getUrn(), found, isLast);
      return diagnostics(pack, found, describe);
    }),
    analyzeStack: unary((request: proto.AnalyzeStackRequest) => {
      const resources = request.getResourcesList().map((one) => resourceOf(one, dependenciesOf(one)));
      const found = session.stack(resources);
      report?.add(STACK, found, true);
      return diagnostics(pack, found, describe);
    }),
    remediate: unary((request: proto.AnalyzeRequest) => {
      const [urn, type] = [request.getUrn(), request.getType()];
      const remedies = session.remedies({ urn, type, read: () => sentOf(request) });
      const failures = remedies.flatMap((remedy) => ("failure" in remedy ? [remedy.failure] : []));
      if (failures.length > 0) report?.add(`the remediation of ${urn}`, failures);
      return remediations(pack, remedies, describe);
    }),
    cancel: unary(() => {
      report?.flush();
      return new Empty();
    }),
  };
}

function asFailure(error: unknown): Failure {
  const details = error instanceof Error ? error.message : String(error);
  return Object.assign(new Error(details), { code: status.INTERNAL, details });
}

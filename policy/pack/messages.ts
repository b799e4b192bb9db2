/** Between the engine's messages to a policy pack and our words. */
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import proto from "@pulumi/pulumi/proto/analyzer_pb";
import { decode, encode } from "../../wire/values";
import type { Configuration } from "../configuration/configuration";
import type { Told } from "../configuration/overlaid";
import { settingsSchema } from "../configuration/schema";
import type { Remedy } from "../remedies";
import type { Report } from "../report";
import type { Level, Rule, SentResource, Severity, StackResource } from "../rule";
import { readable } from "./values";

export interface Pack {
  readonly name: string;
  readonly version: string;
}

const LEVELS: Readonly<Record<Level, proto.EnforcementLevel>> = {
  remediate: proto.EnforcementLevel.REMEDIATE,
  mandatory: proto.EnforcementLevel.MANDATORY,
  advisory: proto.EnforcementLevel.ADVISORY,
  disabled: proto.EnforcementLevel.DISABLED,
};
const SEVERITIES: Readonly<Record<Severity, proto.PolicySeverity>> = {
  low: proto.PolicySeverity.POLICY_SEVERITY_LOW,
  medium: proto.PolicySeverity.POLICY_SEVERITY_MEDIUM,
  high: proto.PolicySeverity.POLICY_SEVERITY_HIGH,
  critical: proto.PolicySeverity.POLICY_SEVERITY_CRITICAL,
};

/** What the pack is: the engine checks a configuration against it, and shows it. */
export function analyzerInfo(
  { name, version }: Pack,
  rules: readonly Rule[],
  configuration: Configuration,
): proto.AnalyzerInfo {
  const info = new proto.AnalyzerInfo();
  info.setName(name);
  info.setVersion(version);
  info.setDescription(
    "Tags, names, least-privilege IAM and what a platform team expects, before anything is made",
  );
  info.setSupportsconfig(true);
  info.setPoliciesList(rules.map((rule) => policyInfo(rule, configuration)));
  return info;
}

function policyInfo(rule: Rule, configuration: Configuration): proto.PolicyInfo {
  const info = new proto.PolicyInfo();
  info.setName(rule.id);
  info.setDescription(rule.description);
  info.setEnforcementlevel(LEVELS[configuration.rules[rule.id]?.level ?? rule.level]);
  info.setSeverity(SEVERITIES[rule.severity]);
  info.setRemediationSteps(rule.remedy);
  const isOfResource = "check" in rule;
  info.setPolicyType(
    isOfResource ? proto.PolicyType.POLICY_TYPE_RESOURCE : proto.PolicyType.POLICY_TYPE_STACK,
  );
  const schema = new proto.PolicyConfigSchema();
  schema.setProperties(Struct.fromJavaScript(settingsSchema(rule)));
  info.setConfigschema(schema);
  return info;
}

/** What the engine was told, by rule. */
export function told(request: proto.ConfigureAnalyzerRequest): Record<string, Told> {
  const levels = new Map(Object.entries(LEVELS).map(([level, number]) => [number, level as Level]));
  const each = [...request.getPolicyconfigMap().entries()].map(([id, config]): [string, Told] => [
    id,
    {
      level: levels.get(config.getEnforcementlevel()) ?? "mandatory",
      settings: config.getProperties()?.toJavaScript() ?? {},
    },
  ]);
  return Object.fromEntries(each);
}

/** A resource as it is about to be made. */
export function resourceOf(
  request: proto.AnalyzeRequest | proto.AnalyzerResource,
  propertyDependencies: StackResource["propertyDependencies"] = {},
): StackResource {
  return {
    type: request.getType(),
    name: request.getName(),
    urn: request.getUrn(),
    inputs: readable(decode(request.getProperties())),
    provider: readable(decode(request.getProvider()?.getProperties())),
    isProtected: request.getOptions()?.getProtect() ?? false,
    propertyDependencies,
  };
}

/** The same before any rule reads it. */
export function sentOf(request: proto.AnalyzeRequest): SentResource {
  return {
    type: request.getType(),
    inputs: decode(request.getProperties()),
    provider: decode(request.getProvider()?.getProperties()),
  };
}

/** What each input of a resource depends on. */
export function dependenciesOf(resource: proto.AnalyzerResource): StackResource["propertyDependencies"] {
  return Object.fromEntries(
    [...resource.getPropertydependenciesMap().entries()].map(([name, urns]) => [name, urns.getUrnsList()]),
  );
}

export function diagnostics(
  { name, version }: Pack,
  reports: readonly Report[],
  describe: (rule: string) => string,
): proto.AnalyzeResponse {
  const response = new proto.AnalyzeResponse();
  response.setDiagnosticsList(
    reports.map(({ rule, urn, level, severity, message }) => {
      const diagnostic = new proto.AnalyzeDiagnostic();
      diagnostic.setPolicyname(rule);
      diagnostic.setPolicypackname(name);
      diagnostic.setPolicypackversion(version);
      diagnostic.setDescription(describe(rule));
      diagnostic.setMessage(`${describe(rule)}\n${message}`);
      diagnostic.setEnforcementlevel(LEVELS[level]);
      diagnostic.setSeverity(SEVERITIES[severity]);
      diagnostic.setUrn(urn);
      return diagnostic;
    }),
  );
  return response;
}

/** What was put right: the engine goes on with the last inputs; where there is a text instead, it tells that. */
export function remediations(
  { name, version }: Pack,
  remedies: readonly Remedy[],
  describe: (rule: string) => string,
): proto.RemediateResponse {
  const response = new proto.RemediateResponse();
  response.setRemediationsList(
    remedies.map((remedy) => {
      const remediation = new proto.Remediation();
      remediation.setPolicyname(remedy.rule);
      remediation.setPolicypackname(name);
      remediation.setPolicypackversion(version);
      remediation.setDescription(describe(remedy.rule));
      if ("inputs" in remedy) remediation.setProperties(encode(remedy.inputs));
      else remediation.setDiagnostic(`${describe(remedy.rule)}\n${remedy.failure.message}`);
      return remediation;
    }),
  );
  return response;
}

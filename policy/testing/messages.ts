/** Between what a test says of resources and the engine's messages to a policy pack. */
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import proto from "@pulumi/pulumi/proto/analyzer_pb";
import { decode, encode, type Values } from "../../wire/values";

/** A resource as a program declares it. */
export interface Declared {
  /** The type token: `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Its name in the program; `it` where it is not given. */
  readonly name?: string;
  /** Plain data, with `unknown` and `secret(...)` wherever they are. */
  readonly inputs: Values;
  /** The inputs of its provider; none where it is not given. */
  readonly provider?: Values;
  /** Whether Pulumi refuses to delete it; not where it is not given. */
  readonly protect?: boolean;
  /** By input the names of the resources it depends on; read by rules on a whole stack. */
  readonly dependsOn?: Readonly<Record<string, readonly string[]>>;
}

/** What the pack says of a resource. */
export interface Diagnostic {
  readonly rule: string;
  readonly level: "mandatory" | "advisory";
  readonly severity: "low" | "medium" | "high" | "critical" | undefined;
  /** The rule's sentence, and in the next line what is wrong. */
  readonly message: string;
  /** The name of the resource. */
  readonly resource: string;
}

/** What the pack would change in a resource before it judges it. */
export interface Remediation {
  readonly rule: string;
  /** All inputs as they are then, with `unknown` and `secret(...)` wherever they are; undefined where nothing is changed. */
  readonly inputs: Values | undefined;
  /** Why nothing is changed; empty where something is. */
  readonly message: string;
}

/** By rule: a level, or what it takes, as in a file for `--policy-pack-config`. */
export type PackConfig = Readonly<
  Record<string, Level | (Readonly<Record<string, unknown>> & { enforcementLevel?: Level })>
>;
type Level = "remediate" | "mandatory" | "advisory" | "disabled";

function urnOf(type: string, name: string, stack: string): string {
  return `urn:pulumi:${stack}::project::${type}::${name}`;
}

export function described<Request extends proto.AnalyzeRequest | proto.AnalyzerResource>(
  request: Request,
  { type, name = "it", inputs, provider, protect = false }: Declared,
  stack: string,
): Request {
  const options = new proto.AnalyzerResourceOptions();
  options.setProtect(protect);
  request.setType(type);
  request.setName(name);
  request.setUrn(urnOf(type, name, stack));
  request.setProperties(encode(inputs));
  request.setOptions(options);
  if (provider !== undefined) {
    const resource = new proto.AnalyzerProviderResource();
    resource.setType(`pulumi:providers:${type.split(":")[0] ?? ""}`);
    resource.setProperties(encode(provider));
    request.setProvider(resource);
  }
  return request;
}

export function inStack(declared: Declared, all: readonly Declared[], stack: string): proto.AnalyzerResource {
  const resource = described(new proto.AnalyzerResource(), declared, stack);
  for (const [input, names] of Object.entries(declared.dependsOn ?? {})) {
    const dependencies = new proto.AnalyzerPropertyDependencies();
    const urns = names.map((wanted) => {
      const found = all.find(({ name }) => name === wanted);
      if (found === undefined) throw new Error(`${input} depends on ${wanted}, which is not in the stack`);
      return urnOf(found.type, wanted, stack);
    });
    dependencies.setUrnsList(urns);
    resource.getPropertydependenciesMap().set(input, dependencies);
  }
  return resource;
}

/** As the engine completes it: every rule has its level. */
export function configuration(
  config: PackConfig,
  policies: readonly proto.PolicyInfo[],
): proto.ConfigureAnalyzerRequest {
  const request = new proto.ConfigureAnalyzerRequest();
  for (const policy of policies) {
    const given = config[policy.getName()] ?? {};
    const { enforcementLevel, ...settings } = typeof given === "string" ? { enforcementLevel: given } : given;
    const one = new proto.PolicyConfig();
    one.setEnforcementlevel(
      enforcementLevel === undefined
        ? policy.getEnforcementlevel()
        : proto.EnforcementLevel[enforcementLevel.toUpperCase() as Uppercase<Level>],
    );
    one.setProperties(Struct.fromJavaScript(settings as Parameters<typeof Struct.fromJavaScript>[0]));
    request.getPolicyconfigMap().set(policy.getName(), one);
  }
  return request;
}

const SEVERITIES = [undefined, "low", "medium", "high", "critical"] as const;

export function diagnostics(response: proto.AnalyzeResponse): readonly Diagnostic[] {
  return response.getDiagnosticsList().map((one) => ({
    rule: one.getPolicyname(),
    level: one.getEnforcementlevel() === proto.EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
    severity: SEVERITIES[one.getSeverity()],
    message: one.getMessage(),
    resource: one.getUrn().split("::").at(-1) ?? "",
  }));
}

export function remediations(response: proto.RemediateResponse): readonly Remediation[] {
  return response.getRemediationsList().map((one) => {
    const message = one.getDiagnostic();
    // The engine takes no inputs beside a message.
    return {
      rule: one.getPolicyname(),
      inputs: message === "" ? decode(one.getProperties()) : undefined,
      message,
    };
  });
}

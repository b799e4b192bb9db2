/** The serverless services of a stage, one component for each entry of the configuration. */
import * as pulumi from "@pulumi/pulumi";
import type { NetworkLayer } from "./layers";
import { ServerlessService } from "../components/serverless-service/serverless-service";
import type { StackConfig } from "./config";
import type { ServerlessConfig } from "./config-services";
import { ofStage } from "./of-stage";
import { fromProjectRoot } from "./read-config";

export function createServerlessServices(
  config: StackConfig,
  network: NetworkLayer,
): Record<string, ServerlessService> {
  const services = config.services.filter((service) => service.kind === "serverless");
  return Object.fromEntries(
    services.map((service) => [
      service.name,
      new ServerlessService(service.name, {
        ...ofStage(config, service.name),
        app: service,
        code: new pulumi.asset.FileArchive(fromProjectRoot(service.artifact)),
        environment: environment(service, config.secrets?.[service.name] ?? {}),
        vpc:
          service.inVpc === true ? { vpcId: network.vpcId, subnetIds: network.privateSubnetIds } : undefined,
      }),
    ]),
  );
}

/** The plain variables, and the secret ones marked as secrets. */
function environment(
  service: ServerlessConfig,
  secrets: Readonly<Record<string, string>>,
): Record<string, pulumi.Input<string>> {
  const hidden = (service.secrets ?? []).map((name) => [name, pulumi.secret(secrets[name] ?? "")] as const);
  return { ...service.environment, ...Object.fromEntries(hidden) };
}

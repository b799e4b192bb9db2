/** The services of a stage, one component for each entry of the configuration. */
import * as pulumi from "@pulumi/pulumi";
import type { Network } from "../components/network/network";
import { ServerlessService } from "../components/serverless-service/serverless-service";
import type { ServerlessConfig, StackConfig } from "./config";
import { fromProjectRoot } from "./read-config";

export function createServices(config: StackConfig, network: Network): Record<string, ServerlessService> {
  const { project, stage, owner, costCenter } = config;
  return Object.fromEntries(
    config.services.map((service) => [
      service.name,
      new ServerlessService(service.name, {
        identity: { project, stage, service: service.name },
        ownership: { owner, costCenter },
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

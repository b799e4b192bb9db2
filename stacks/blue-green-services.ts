/** The services in two fleets, product and pre-product, each with its pipeline. */
import { BlueGreenService } from "../components/blue-green/blue-green-service";
import { DeliveryPipeline } from "../components/delivery-pipeline/delivery-pipeline";
import type { StackConfig } from "./config";
import type { Layers } from "./layers";
import { ofStage } from "./of-stage";

export interface Released {
  readonly service: BlueGreenService;
  readonly pipeline: DeliveryPipeline;
}

/** By name. */
export function createBlueGreenServices(
  config: StackConfig,
  { network, releases }: Layers,
): Readonly<Record<string, Released>> {
  if (releases === undefined) return {};
  const { loadBalancer, artifactBucket, functions, approvalTopicArn, alarmTopicArn } = releases;
  const asked = { topicArn: approvalTopicArn };
  const services = config.services.filter((service) => service.kind === "blueGreen");
  return Object.fromEntries(
    services.map(({ name, approval = false, confirmation = false, ...settings }) => {
      const whose = ofStage(config, name);
      const service = new BlueGreenService(name, {
        ...whose,
        settings: { ...settings, approvalRequired: approval, confirmRequired: confirmation },
        vpcId: network.vpcId,
        subnetIds: network.privateSubnetIds,
        loadBalancer,
        artifactBucket,
        alarmTopicArn,
      });
      const pipeline = new DeliveryPipeline(name, {
        ...whose,
        artifactBucket,
        functions,
        ...(approval ? { approval: asked } : {}),
        ...(confirmation ? { confirmation: asked } : {}),
      });
      return [name, { service, pipeline }];
    }),
  );
}

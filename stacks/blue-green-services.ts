/** The services in two fleets, product and pre-product, each with its pipeline; and what a stage has once for all of them. */
import { BlueGreenService } from "../components/blue-green/blue-green-service";
import { DeliveryPipeline } from "../components/delivery-pipeline/delivery-pipeline";
import { LoadBalancer } from "../components/load-balancer/load-balancer";
import type { Network } from "../components/network/network";
import { Notifications } from "../components/notifications/notifications";
import { ReleaseControl } from "../components/release-control/release-control";
import type { StackConfig } from "./config";
import { ofStage } from "./of-stage";

export interface BlueGreenLayer {
  readonly loadBalancer: LoadBalancer;
  readonly services: Readonly<Record<string, { service: BlueGreenService; pipeline: DeliveryPipeline }>>;
}

/** Nothing where the stage has no load balancer. */
export function createBlueGreenServices(config: StackConfig, network: Network): BlueGreenLayer | undefined {
  if (config.loadBalancer === undefined) return undefined;
  const { protection, releases } = config;
  const { vpcId, publicSubnetIds, privateSubnetIds } = network;
  const loadBalancer = new LoadBalancer("load-balancer", {
    ...ofStage(config),
    ...config.loadBalancer,
    vpcId,
    subnetIds: publicSubnetIds,
    protection,
  });
  const control = new ReleaseControl("release-control", { ...ofStage(config), protection });
  const notifications = new Notifications("notifications", {
    ...ofStage(config),
    approverEmails: releases?.approverEmails,
  });
  const artifactBucket = { name: control.artifactBucketName, arn: control.artifactBucketArn };
  const services = config.services.filter((service) => service.kind === "blueGreen");
  return {
    loadBalancer,
    services: Object.fromEntries(
      services.map(({ name, approval, ...settings }) => {
        const whose = ofStage(config, name);
        const service = new BlueGreenService(name, {
          ...whose,
          settings,
          vpcId,
          subnetIds: privateSubnetIds,
          loadBalancer,
          artifactBucket,
        });
        const pipeline = new DeliveryPipeline(name, {
          ...whose,
          artifactBucket,
          functions: control.functions,
          approval: approval === true ? { topicArn: notifications.approvalTopicArn } : undefined,
        });
        return [name, { service, pipeline }];
      }),
    ),
  };
}

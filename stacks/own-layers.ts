/** The layers a stack makes itself. */
import { LoadBalancer } from "../components/load-balancer/load-balancer";
import { Network } from "../components/network/network";
import { Notifications } from "../components/notifications/notifications";
import { ReleaseControl } from "../components/release-control/release-control";
import type { StackConfig } from "./config";
import type { Layers, NetworkLayer, ReleaseLayer } from "./layers";
import { ofStage } from "./of-stage";

export function createLayers(config: StackConfig): Layers {
  const network = new Network("network", {
    ...ofStage(config),
    ...config.network,
    holdsLoadBalancer: config.loadBalancer !== undefined,
    protection: config.protection,
  });
  const releases = createReleaseLayer(config, network);
  return { network, ...(releases === undefined ? {} : { releases }) };
}

/** Nothing where the stage has no load balancer. */
function createReleaseLayer(config: StackConfig, network: NetworkLayer): ReleaseLayer | undefined {
  if (config.loadBalancer === undefined) return undefined;
  const { protection, releases } = config;
  const loadBalancer = new LoadBalancer("load-balancer", {
    ...ofStage(config),
    ...config.loadBalancer,
    vpcId: network.vpcId,
    subnetIds: network.publicSubnetIds,
    protection,
  });
  const control = new ReleaseControl("release-control", { ...ofStage(config), protection });
  const notifications = new Notifications("notifications", {
    ...ofStage(config),
    approverEmails: releases?.approverEmails,
  });
  return {
    loadBalancer,
    artifactBucket: { name: control.artifactBucketName, arn: control.artifactBucketArn },
    functions: control.functions,
    approvalTopicArn: notifications.approvalTopicArn,
  };
}

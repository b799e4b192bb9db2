/** The layers a stack makes itself. */
import { LoadBalancer } from "../components/load-balancer/load-balancer";
import { resolveListeners } from "../components/load-balancer/resolve";
import { Network } from "../components/network/network";
import { NatGateways } from "../components/network/resolve";
import { Notifications } from "../components/notifications/notifications";
import { PrivateZone } from "../components/private-zone/private-zone";
import type { ZoneSettings } from "../components/private-zone/resolve";
import type { ControlNetwork } from "../components/release-control/placement";
import { ReleaseControl } from "../components/release-control/release-control";
import type { StackConfig } from "./config";
import type { Layers, NetworkLayer, ReleaseLayer } from "./layers";
import { ofStage } from "./of-stage";

export function createLayers(config: StackConfig): Layers {
  const { privateZoneName: zoneName, privateZoneId: zoneId, ...vpc } = config.network ?? {};
  const holdsPrivateZone = zoneName !== undefined || zoneId !== undefined;
  const network = new Network("network", {
    ...ofStage(config),
    ...vpc,
    holdsLoadBalancer: config.loadBalancer !== undefined,
    holdsPrivateZone,
  });
  const zone = holdsPrivateZone ? createZone(config, network, { zoneName, zoneId }) : undefined;
  const releases = createReleaseLayer(config, network, zone);
  return {
    network,
    ...(zone === undefined ? {} : { privateDomain: zone.domain }),
    ...(releases === undefined ? {} : { releases }),
  };
}

function createZone(config: StackConfig, { vpcId }: NetworkLayer, settings: ZoneSettings): PrivateZone {
  const { protection } = config;
  return new PrivateZone("private-zone", { ...ofStage(config), ...settings, vpcId, protection });
}

/** Nothing where the stage has no load balancer. */
function createReleaseLayer(
  config: StackConfig,
  network: Network,
  zone: PrivateZone | undefined,
): ReleaseLayer | undefined {
  if (config.loadBalancer === undefined) return undefined;
  const { protection, releases } = config;
  const loadBalancer = new LoadBalancer("load-balancer", {
    ...ofStage(config),
    ...config.loadBalancer,
    vpcId: network.vpcId,
    subnetIds: network.publicSubnetIds,
    natAddresses: network.natAddresses,
    protection,
  });
  const notifications = new Notifications("notifications", {
    ...ofStage(config),
    approverEmails: releases?.approverEmails,
    alarmEmails: releases?.alarmEmails,
  });
  const control = new ReleaseControl("release-control", {
    ...ofStage(config),
    protection,
    network: controlNetwork(config, network),
    ...(zone === undefined ? {} : { zone: { id: zone.zoneId, arn: zone.zoneArn, domain: zone.domain } }),
    otherLoadBalancerArns: config.loadBalancer.existing === undefined ? [] : [loadBalancer.arn],
    alarmTopicArn: notifications.alarmTopicArn,
  });
  return {
    loadBalancer,
    artifactBucket: { name: control.artifactBucketName, arn: control.artifactBucketArn },
    functions: control.functions,
    approvalTopicArn: notifications.approvalTopicArn,
    alarmTopicArn: notifications.alarmTopicArn,
  };
}

/** The stage's own network, where one reaches the internet from it: how a team's own does is the team's affair. */
function controlNetwork(config: StackConfig, network: NetworkLayer): ControlNetwork | undefined {
  const { create } = config.network ?? {};
  const hasWayOut = create === undefined || (create.natGateways ?? NatGateways.None) !== NatGateways.None;
  if (!hasWayOut || config.loadBalancer === undefined) return undefined;
  const { previewPort } = resolveListeners(config.loadBalancer);
  return { vpcId: network.vpcId, subnetIds: network.privateSubnetIds, previewPort };
}

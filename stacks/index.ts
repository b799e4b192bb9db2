/** The program of every stage: the configuration, then its layers, then what others need to know. */
import { boundRoles, createAccess } from "./access";
import { createBlueGreenServices } from "./blue-green-services";
import { createBudget } from "./budget";
import { createLayers } from "./own-layers";
import { readConfig } from "./read-config";
import { createServerlessServices } from "./serverless-services";
import { shareLayers, takeLayers } from "./shared-layers";

const config = readConfig();
boundRoles(config);

const layers = config.shared === undefined ? createLayers(config) : takeLayers(config, config.shared);
const serverless = createServerlessServices(config, layers.network);
const blueGreen = createBlueGreenServices(config, layers);
createBudget(config);
const access = createAccess(config);

export const vpcId = layers.network.vpcId;
export const privateDomain = layers.privateDomain;
export const urls = Object.fromEntries(Object.entries(serverless).map(([name, { url }]) => [name, url]));
export const loadBalancer = layers.releases?.loadBalancer.dnsName;
export const pipelines = Object.fromEntries(
  Object.entries(blueGreen).map(([name, { pipeline }]) => [name, pipeline.pipelineName]),
);
export const shared = config.shared === undefined ? shareLayers(config, layers) : undefined;
export const roles = access?.roleArns;

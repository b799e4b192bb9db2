/** The program of every stage: the configuration, then its layers, then what others need to know. */
import { Network } from "../components/network/network";
import { createBlueGreenServices } from "./blue-green-services";
import { ofStage } from "./of-stage";
import { readConfig } from "./read-config";
import { createServerlessServices } from "./serverless-services";

const config = readConfig();

const network = new Network("network", { ...ofStage(config), ...config.network });
const serverless = createServerlessServices(config, network);
const blueGreen = createBlueGreenServices(config, network);

export const vpcId = network.vpcId;
export const urls = Object.fromEntries(Object.entries(serverless).map(([name, { url }]) => [name, url]));
export const loadBalancer = blueGreen?.loadBalancer.dnsName;
export const pipelines = Object.fromEntries(
  Object.entries(blueGreen?.services ?? {}).map(([name, { pipeline }]) => [name, pipeline.pipelineName]),
);

/** The program of every stage: the configuration, then its layers, then what others need to know. */
import { Network } from "../components/network/network";
import { readConfig } from "./read-config";
import { createServices } from "./services";

const config = readConfig();
const { project, stage, owner, costCenter } = config;

const network = new Network("network", {
  identity: { project, stage },
  ownership: { owner, costCenter },
  ...config.network,
});
const services = createServices(config, network);

export const vpcId = network.vpcId;
export const urls = Object.fromEntries(Object.entries(services).map(([name, { url }]) => [name, url]));

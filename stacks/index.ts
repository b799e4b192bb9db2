/** The program of every stage: the configuration, then its layers, then what others need to know. */
import { existsSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { Network } from "../components/network/network";
import { parseConfig } from "./config";
import { readRawConfig } from "./raw-config";
import { createServices } from "./services";

const config = parseConfig(readRawConfig(), {
  stack: pulumi.getStack(),
  project: pulumi.getProject(),
  fileExists: existsSync,
});
const { project, stage, owner, costCenter } = config;

const network = new Network("network", {
  identity: { project, stage },
  ownership: { owner, costCenter },
  ...config.network,
});
const services = createServices(config, network);

export const vpcId = network.vpcId;
export const urls = Object.fromEntries(Object.entries(services).map(([name, { url }]) => [name, url]));

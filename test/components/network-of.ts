/** A network to be declared, and the parts of its arguments that its tests share. */
import { Network, type NetworkArgs } from "../../components/network/network";

const common = {
  identity: { project: "shop", stage: "dev" },
  ownership: { owner: "web", costCenter: "1000" },
};

export const network =
  (args: Partial<NetworkArgs>) =>
  (opts: object): Network =>
    new Network("network", { ...common, ...args }, opts);

export const create = { cidrBlock: "10.10.0.0/16" };
export const existing = { vpcId: "vpc-12345678", privateSubnetIds: ["subnet-12345678"] };

/** The services that may have an interface endpoint, as a refusal lists them. */
export const services =
  "ssm, ssmmessages, ec2messages, codedeploy-commands-secure, logs, monitoring, kms, secretsmanager";

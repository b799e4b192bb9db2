/** The service most tests of the serverless service make, with other arguments where they ask for some. */
import * as pulumi from "@pulumi/pulumi";
import type { AppSettings } from "../../components/serverless-service/resolve";
import {
  ServerlessService,
  type ServerlessServiceArgs,
} from "../../components/serverless-service/serverless-service";

export const app: AppSettings = { runtime: "python3.13" };

const args: ServerlessServiceArgs = {
  identity: { project: "shop", stage: "dev", service: "guestbook" },
  ownership: { owner: "web", costCenter: "1000" },
  app,
  code: new pulumi.asset.FileArchive("guestbook.zip"),
};

export const vpc = { vpcId: "vpc-12345678", subnetIds: ["subnet-12345678"] };

export function guestbook(
  changes: Partial<ServerlessServiceArgs> = {},
): (opts: pulumi.ComponentResourceOptions) => ServerlessService {
  return (opts) => new ServerlessService("guestbook", { ...args, ...changes }, opts);
}

export const FUNCTION = "aws:lambda/function:Function";
export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

/** The function of a serverless service with its role and log, its published version, and the alias `live`. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as lambda from "@pulumi/aws/lambda";
import type * as inputs from "@pulumi/aws/types/input";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import { LAMBDA_TRUST } from "../policy-document";
import { createRole } from "../role";
import { adapterEnvironment, adapterLayerArn } from "./adapter";
import { functionPolicy } from "./iam";
import type { ResolvedApp } from "./resolve";
import type { ServerlessServiceArgs, VpcPlacement } from "./serverless-service";

/** The one alias everything in front of the function addresses. */
export const LIVE = "live";

interface WebFunction {
  readonly fn: lambda.Function;
  readonly alias: lambda.Alias;
  readonly log: cloudwatch.LogGroup;
}

export function createWebFunction(
  parent: pulumi.Resource,
  name: string,
  args: ServerlessServiceArgs,
  app: ResolvedApp,
): WebFunction {
  const identity = { ...args.identity, role: "web" };
  const tagged = { tags: tags(identity, args.ownership) };

  const log = new cloudwatch.LogGroup(
    `${name}-web`,
    {
      name: physicalName("aws:cloudwatch/logGroup:LogGroup#lambda", identity),
      retentionInDays: app.logRetentionDays,
      ...tagged,
    },
    { parent },
  );
  const { role, rolePolicy } = createRole(
    { parent, logicalName: `${name}-web`, identity, ...tagged },
    LAMBDA_TRUST,
    log.arn.apply((arn) => functionPolicy(arn, args.vpc !== undefined)),
  );
  const fn = new lambda.Function(
    `${name}-web`,
    {
      name: physicalName("aws:lambda/function:Function", identity),
      role: role.arn,
      runtime: app.runtime,
      architectures: [app.architecture],
      code: args.code,
      handler: app.startCommand,
      layers: [getRegionOutput({}, { parent }).region.apply((at) => adapterLayerArn(at, app.architecture))],
      memorySize: app.memoryMiB,
      timeout: app.timeoutSeconds,
      environment: {
        variables: pulumi
          .output(args.environment ?? {})
          .apply((given) => ({ ...given, ...adapterEnvironment(app) })),
      },
      loggingConfig: { logFormat: "Text", logGroup: log.name },
      vpcConfig: args.vpc === undefined ? undefined : placement(parent, name, args, args.vpc),
      publish: true,
      ...tagged,
    },
    // Without its policy the first request could not write its log.
    { parent, dependsOn: [rolePolicy] },
  );
  const alias = new lambda.Alias(
    `${name}-${LIVE}`,
    { name: LIVE, functionName: fn.name, functionVersion: fn.version },
    { parent },
  );
  return { fn, alias, log };
}

/** The subnets, and a security group that lets the function out and nobody in. */
function placement(
  parent: pulumi.Resource,
  name: string,
  { identity, ownership }: ServerlessServiceArgs,
  { vpcId, subnetIds }: VpcPlacement,
): inputs.lambda.FunctionVpcConfig {
  const own = { ...identity, role: "web" };
  const group = new ec2.SecurityGroup(
    `${name}-web`,
    {
      name: physicalName("aws:ec2/securityGroup:SecurityGroup", own),
      description: "Web function: out anywhere, in from nowhere",
      vpcId,
      tags: tags(own, ownership),
    },
    { parent },
  );
  new vpc.SecurityGroupEgressRule(
    `${name}-web-out`,
    {
      securityGroupId: group.id,
      description: "Out anywhere",
      ipProtocol: "-1",
      cidrIpv4: "0.0.0.0/0",
      tags: tags(own, ownership),
    },
    { parent },
  );
  return { subnetIds, securityGroupIds: [group.id] };
}

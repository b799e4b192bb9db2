/** The five functions that carry out releases, each with its role and its log. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import { LAMBDA_TRUST } from "../policy-document";
import { createRole } from "../role";
import { FUNCTION_NAMES, type FunctionArchives, type FunctionName } from "./bundle";
import { functionPolicy } from "./iam";
import type { ReleaseControlArgs } from "./release-control";

/** For one call; a step that takes longer says so and is called again. */
const TIMEOUT_SECONDS = 60;

export type ReleaseFunctions = Readonly<Record<FunctionName, lambda.Function>>;

export function createReleaseFunctions(
  parent: pulumi.Resource,
  name: string,
  args: ReleaseControlArgs,
  archives: FunctionArchives,
  logRetentionDays: number,
): ReleaseFunctions {
  const functions = FUNCTION_NAMES.map((one) => {
    return [one, createFunction(parent, name, one, args, archives[one], logRetentionDays)] as const;
  });
  return Object.fromEntries(functions) as Record<FunctionName, lambda.Function>;
}

function createFunction(
  parent: pulumi.Resource,
  prefix: string,
  name: FunctionName,
  args: ReleaseControlArgs,
  code: pulumi.asset.Archive,
  logRetentionDays: number,
): lambda.Function {
  const logicalName = `${prefix}-${name}`;
  const identity = { ...args.identity, role: name };
  const tagged = { tags: tags(identity, args.ownership) };

  const log = new cloudwatch.LogGroup(
    logicalName,
    {
      name: physicalName("aws:cloudwatch/logGroup:LogGroup#lambda", identity),
      retentionInDays: logRetentionDays,
      ...tagged,
    },
    { parent },
  );
  const { role, rolePolicy } = createRole(
    { parent, logicalName, identity, ...tagged },
    LAMBDA_TRUST,
    log.arn.apply((arn) => functionPolicy(name, arn)),
  );
  return new lambda.Function(
    logicalName,
    {
      name: physicalName("aws:lambda/function:Function", identity),
      role: role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      code,
      handler: "index.handler",
      memorySize: 256,
      timeout: TIMEOUT_SECONDS,
      loggingConfig: { logFormat: "Text", logGroup: log.name },
      ...tagged,
    },
    // Without its policy the first call could neither write its log nor answer.
    { parent, dependsOn: [rolePolicy] },
  );
}

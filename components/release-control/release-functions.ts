/** The five functions that carry out releases, each with its role and its log. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { releaseVariables } from "../../naming/release-environment";
import { tags } from "../../naming/tags";
import { LAMBDA_TRUST } from "../policy-document";
import { createRole } from "../role";
import { FUNCTION_NAMES, type FunctionArchives, type FunctionName } from "./bundle";
import { functionPolicy, type Reach } from "./iam";
import { placeInNetwork } from "./placement";
import type { ReleaseControlArgs } from "./release-control";

/** For one call; a step that takes longer says so and is called again. */
const TIMEOUT_SECONDS = 60;

export type ReleaseFunctions = Readonly<Record<FunctionName, lambda.Function>>;

/** What is the same for all of them. */
export interface FunctionSettings {
  readonly archives: FunctionArchives;
  readonly logRetentionDays: number;
  readonly reach: pulumi.Output<Reach>;
}

export function createReleaseFunctions(
  parent: pulumi.Resource,
  name: string,
  args: ReleaseControlArgs,
  settings: FunctionSettings,
): ReleaseFunctions {
  const functions = FUNCTION_NAMES.map((one) => {
    return [one, createFunction(parent, name, one, args, settings)] as const;
  });
  return Object.fromEntries(functions) as Record<FunctionName, lambda.Function>;
}

function createFunction(
  parent: pulumi.Resource,
  prefix: string,
  name: FunctionName,
  args: ReleaseControlArgs,
  { archives, logRetentionDays, reach }: FunctionSettings,
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
    pulumi.all([log.arn, reach]).apply(([logGroupArn, all]) => functionPolicy({ name, logGroupArn }, all)),
  );
  const network = name === "deploy" ? args.network : undefined;
  return new lambda.Function(
    logicalName,
    {
      name: physicalName("aws:lambda/function:Function", identity),
      role: role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      code: archives[name],
      handler: "index.handler",
      memorySize: 256,
      timeout: TIMEOUT_SECONDS,
      environment: { variables: variables(args) },
      loggingConfig: { logFormat: "Text", logGroup: log.name },
      vpcConfig: network === undefined ? undefined : placeInNetwork(parent, logicalName, args, network),
      ...tagged,
    },
    // Without its policy the first call could neither write its log nor answer.
    { parent, dependsOn: [rolePolicy] },
  );
}

/** The stage; everything else follows from its name. */
function variables({ identity, zone }: ReleaseControlArgs): pulumi.Output<Record<string, string>> {
  const { project, stage } = identity;
  return pulumi
    .output(zone?.id)
    .apply((zoneId) => releaseVariables({ project, stage, ...(zoneId === undefined ? {} : { zoneId }) }));
}

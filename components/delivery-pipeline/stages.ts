/**
 * What a pipeline does, in CodePipeline's words: the source, and one stage that is the release. One stage, because its
 * lock is the queue: the next revision waits until the one before is released or rejected. Pure but for outputs.
 */
import type * as inputs from "@pulumi/aws/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { DeliveryPipelineArgs } from "./delivery-pipeline";

/** The steps that are functions. */
export const STEPS = ["prepare", "deploy", "release"] as const;
export type Step = (typeof STEPS)[number];

/** The action a pipeline's execution starts with; what starts one names it. */
export const SOURCE_ACTION = "Revision";

/** The stage that is the release, and in it the action that asks a person; who may answer goes by both. */
export const RELEASE_STAGE = "Release";
export const APPROVAL_ACTION = "Approve";

/** Minutes an approval waits unless told otherwise: a day. */
export const DEFAULT_APPROVAL_MINUTES = 1440;

/** Variables of the execution (https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html). */
const SOURCE_NAMESPACE = "Source";
const VERSION_ID = `#{${SOURCE_NAMESPACE}.VersionId}`;
const EXECUTION_ID = "#{codepipeline.PipelineExecutionId}";

/** Where in the artifact bucket a service's revision is uploaded to. */
export function revisionKey(service: string): string {
  return `${service}/revision.zip`;
}

/** What a step's function is told: a job's event has neither the service nor the execution. */
export function userParameters(service: string, step: Step): string {
  return JSON.stringify({ service, step, executionId: EXECUTION_ID, versionId: VERSION_ID });
}

export function stages(service: string, args: DeliveryPipelineArgs): inputs.codepipeline.PipelineStage[] {
  const { artifactBucket, functions, approval } = args;
  const step = (name: string, runOrder: number, which: Step): inputs.codepipeline.PipelineStageAction => ({
    name,
    runOrder,
    category: "Invoke",
    owner: "AWS",
    provider: "Lambda",
    version: "1",
    configuration: {
      FunctionName: functions[which].name,
      UserParameters: userParameters(service, which),
    },
  });
  return [
    { name: "Source", actions: [source(service, artifactBucket.name)] },
    {
      name: RELEASE_STAGE,
      // The numbers between are for tests against the preview (3) and a second approval (6).
      actions: [
        step("Prepare", 1, "prepare"),
        step("Deploy", 2, "deploy"),
        ...(approval === undefined ? [] : [approve(service, approval)]),
        step("Release", 5, "release"),
      ],
    },
  ];
}

function source(service: string, bucket: pulumi.Input<string>): inputs.codepipeline.PipelineStageAction {
  return {
    name: SOURCE_ACTION,
    namespace: SOURCE_NAMESPACE,
    category: "Source",
    owner: "AWS",
    provider: "S3",
    version: "1",
    outputArtifacts: ["Revision"],
    configuration: {
      S3Bucket: bucket,
      S3ObjectKey: revisionKey(service),
      // An event starts it; polling, which is the default, would start it a second time.
      PollForSourceChanges: "false",
    },
  };
}

function approve(
  service: string,
  { topicArn, timeoutMinutes }: NonNullable<DeliveryPipelineArgs["approval"]>,
): inputs.codepipeline.PipelineStageAction {
  return {
    name: APPROVAL_ACTION,
    runOrder: 4,
    category: "Approval",
    owner: "AWS",
    provider: "Manual",
    version: "1",
    // Nobody's answer means no.
    timeoutInMinutes: timeoutMinutes ?? DEFAULT_APPROVAL_MINUTES,
    configuration: {
      NotificationArn: topicArn,
      CustomData: `Release ${service}, version ${VERSION_ID} of its revision? The preview shows it.`,
    },
  };
}

/**
 * What a pipeline does, in CodePipeline's words: the source, and one stage that is the release. One stage, because its
 * lock is the queue: the next revision waits until the one before is released or rejected. Pure but for outputs.
 */
import type * as inputs from "@pulumi/aws/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { Approval, DeliveryPipelineArgs } from "./delivery-pipeline";

/** The steps that are functions. */
export const STEPS = ["prepare", "deploy", "release"] as const;
export type Step = (typeof STEPS)[number];

/** The action a pipeline's execution starts with; what starts one names it. */
export const SOURCE_ACTION = "Revision";

/**
 * The stage that is the release, and in it the actions that ask a person, before users move and after they were watched.
 * Who may answer goes by these names, and so do releases (runtime/release/aws/executions.ts).
 */
export const RELEASE_STAGE = "Release";
export const APPROVAL_ACTION = "Approve";
export const CONFIRMATION_ACTION = "Confirm";

/** Minutes a question waits for its answer unless told otherwise: a day. */
export const DEFAULT_ANSWER_MINUTES = 1440;

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
  const { artifactBucket, functions, approval, confirmation } = args;
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
      // The number between is for tests against the preview (3).
      actions: [
        step("Prepare", 1, "prepare"),
        step("Deploy", 2, "deploy"),
        ...(approval === undefined ? [] : [ask(APPROVAL_ACTION, 4, approve(service), approval)]),
        step("Release", 5, "release"),
        // Nothing follows: the answer is an event, by which the release ends or takes users back.
        ...(confirmation === undefined ? [] : [ask(CONFIRMATION_ACTION, 6, confirm(service), confirmation)]),
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

function approve(service: string): string {
  return `Release ${service}, version ${VERSION_ID} of its revision? The preview shows it.`;
}

function confirm(service: string): string {
  return (
    `Shall users stay on version ${VERSION_ID} of ${service}? Yes retires the fleet before it at once; ` +
    "no takes users back to that, where they can go back."
  );
}

function ask(
  name: string,
  runOrder: number,
  question: string,
  { topicArn, timeoutMinutes }: Approval,
): inputs.codepipeline.PipelineStageAction {
  return {
    name,
    runOrder,
    category: "Approval",
    owner: "AWS",
    provider: "Manual",
    version: "1",
    // Nobody's answer means no.
    timeoutInMinutes: timeoutMinutes ?? DEFAULT_ANSWER_MINUTES,
    configuration: { NotificationArn: topicArn, CustomData: question },
  };
}

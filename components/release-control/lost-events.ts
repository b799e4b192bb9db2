/**
 * What becomes of a call nobody waits for. EventBridge and CodePipeline both call like that, and Lambda calls again twice,
 * a minute and three minutes later (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html). What an event has
 * missed the next sweep finds, so nobody calls again for it. A job is asked for again only once it was answered: a step
 * that could not answer is called again, or its action, and with it the release, would fail for one lost answer.
 */
import * as lambda from "@pulumi/aws/lambda";
import * as sqs from "@pulumi/aws/sqs";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import type { FunctionName } from "./bundle";
import type { ReleaseControlArgs } from "./release-control";
import type { ReleaseFunctions } from "./release-functions";

/** The longest SQS keeps a message. */
const KEPT_SECONDS = 14 * 86_400;

/** The least there is: what is older than that the sweep has seen. */
const OLDEST_SECONDS = 60;

/** So long a pipeline waits for a job's answer (https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html). */
const ANSWER_SECONDS = 1200;

/** The most there are. */
const RETRIES = 2;

/** Whom the pipeline calls. */
const STEPS: readonly FunctionName[] = ["prepare", "deploy", "release"];

export function createLostEvents(
  parent: pulumi.Resource,
  name: string,
  { identity, ownership }: ReleaseControlArgs,
): sqs.Queue {
  const own = { ...identity, role: "lostevents" };
  return new sqs.Queue(
    `${name}-lostevents`,
    {
      name: physicalName("aws:sqs/queue:Queue", own),
      messageRetentionSeconds: KEPT_SECONDS,
      sqsManagedSseEnabled: true,
      tags: tags(own, ownership),
    },
    { parent },
  );
}

/**
 * What `events` could not process is kept. What the pipeline's steps could not is not: a job has credentials for the
 * pipeline's artifacts in it, which stay out of every queue and log
 * (https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-invoke-lambda-function.html).
 *
 * @returns the configuration of `events`, before which nobody should call it
 */
export function keepLostEvents(
  parent: pulumi.Resource,
  name: string,
  functions: ReleaseFunctions,
  queue: sqs.Queue,
): lambda.FunctionEventInvokeConfig {
  const configure = (
    one: FunctionName,
    settings: Omit<lambda.FunctionEventInvokeConfigArgs, "functionName">,
  ) =>
    new lambda.FunctionEventInvokeConfig(
      `${name}-${one}`,
      { functionName: functions[one].name, ...settings },
      { parent },
    );
  for (const step of STEPS)
    configure(step, { maximumRetryAttempts: RETRIES, maximumEventAgeInSeconds: ANSWER_SECONDS });
  return configure("events", {
    maximumRetryAttempts: 0,
    maximumEventAgeInSeconds: OLDEST_SECONDS,
    destinationConfig: { onFailure: { destination: queue.arn } },
  });
}

/**
 * What every step of the pipeline does until the release engine stands: it answers its job with a failure that says
 * so. An action whose job is never answered would hold the pipeline for 20 minutes.
 */
import {
  CodePipelineClient,
  InvalidJobStateException,
  PutJobFailureResultCommand,
  type FailureDetails,
} from "@aws-sdk/client-codepipeline";
import { Refusal } from "../../refusal/refusal";
import { jobIdOf, parametersOf, type Parameters, type Step } from "./job";
import { log } from "./log";

/** How long CodePipeline has for taking the answer; less than the function's own time. */
const DEADLINE_MILLISECONDS = 30_000;

const client = new CodePipelineClient({});

/**
 * The function of a step, to be called by CodePipeline.
 *
 * It throws `Refusal` for an event without a job, and what CodePipeline says when it does not take the answer.
 */
export function refuseJobs(step: Step): (event: unknown) => Promise<void> {
  return async (event) => {
    const jobId = jobIdOf(event);
    const { failureDetails, parameters } = failureOf(event, step);
    log({ level: "error", step, jobId, ...parameters, message: failureDetails.message });
    try {
      await client.send(new PutJobFailureResultCommand({ jobId, failureDetails }), {
        abortSignal: AbortSignal.timeout(DEADLINE_MILLISECONDS),
      });
    } catch (error) {
      // The event came twice, and was answered the first time.
      if (!(error instanceof InvalidJobStateException)) throw error;
      log({ level: "info", step, jobId, message: "the job was answered before" });
    }
  };
}

interface Failure {
  readonly failureDetails: FailureDetails & { readonly message: string };
  readonly parameters?: Parameters;
}

function failureOf(event: unknown, step: Step): Failure {
  try {
    const parameters = parametersOf(event, step);
    const message =
      `the release engine cannot ${step} ${parameters.service} yet: ` +
      "this version of multistage declares what a release needs, and does not carry it out";
    return { failureDetails: { type: "JobFailed", message }, parameters };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = `the step ${step} cannot read its job: ${error.message}`;
    return { failureDetails: { type: "ConfigurationError", message } };
  }
}

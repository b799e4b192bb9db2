/** CodePipeline: what a job of it is told, and who started an execution of it. */
import {
  GetPipelineExecutionCommand,
  PutJobFailureResultCommand,
  PutJobSuccessResultCommand,
} from "@aws-sdk/client-codepipeline";
import * as z from "zod/mini";
import type { JobAnswer } from "../stage-ports";
import { Calls, codeOf } from "./calls";
import { sharedClients, type Clients } from "./clients";
import { pipelineName } from "./executions";
import type { ServiceIdentity } from "./parameters";

/** Seconds for the answer, after all else: with it the pipeline goes on. */
const ANSWER_SECONDS = 10;

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ExecutionDetails.html, and API_FailureDetails.html */
const LONGEST_SUMMARY = 2048;
const LONGEST_MESSAGE = 5000;

/**
 * Tells the pipeline what became of a job; false where it was answered before.
 *
 * @throws CallFailed
 */
export async function answerJob(
  jobId: string,
  answer: JobAnswer,
  clients: Clients = sharedClients(),
): Promise<boolean> {
  const calls = new Calls(clients, Date.now() + ANSWER_SECONDS * 1000);
  try {
    await send(calls, jobId, answer);
    return true;
  } catch (error) {
    if (codeOf(error) === "InvalidJobStateException") return false;
    throw error;
  }
}

async function send(calls: Calls, jobId: string, answer: JobAnswer): Promise<void> {
  const { codePipeline } = calls.clients;
  if (answer.kind === "failed") {
    const { type, message } = answer;
    const failureDetails = { type, message: cut(message, LONGEST_MESSAGE) };
    const command = new PutJobFailureResultCommand({ jobId, failureDetails });
    await calls.ask("codepipeline:PutJobFailureResult", z.unknown(), (options) =>
      codePipeline.send(command, options),
    );
    return;
  }
  const command = new PutJobSuccessResultCommand({
    jobId,
    executionDetails: { summary: cut(answer.summary, LONGEST_SUMMARY) },
    ...(answer.kind === "continue" ? { continuationToken: answer.token } : {}),
  });
  await calls.ask("codepipeline:PutJobSuccessResult", z.unknown(), (options) =>
    codePipeline.send(command, options),
  );
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

const execution = z.object({
  pipelineExecution: z.object({
    trigger: z.optional(
      z.object({ triggerType: z.optional(z.string()), triggerDetail: z.optional(z.string()) }),
    ),
  }),
});

/**
 * Who or what started an execution, for people: `Admin/ada`, `an upload`.
 *
 * @throws CallFailed
 */
export async function startedBy(
  calls: Calls,
  identity: ServiceIdentity,
  pipelineExecutionId: string,
): Promise<string> {
  const command = new GetPipelineExecutionCommand({
    pipelineName: pipelineName(identity),
    pipelineExecutionId,
  });
  const read = await calls.ask("codepipeline:GetPipelineExecution", execution, (options) =>
    calls.clients.codePipeline.send(command, options),
  );
  const { triggerType = "", triggerDetail = "" } = read.pipelineExecution.trigger ?? {};
  switch (triggerType) {
    case "CloudWatchEvent":
      return "an upload";
    case "StartPipelineExecution":
      // The ARN of a user, or of a role with the name of its session.
      return /^arn:[^:]*:(?:iam|sts)::\d*:[^/]+\/(.{1,200})/.exec(triggerDetail)?.[1] ?? "somebody unknown";
    default:
      return triggerType === "" ? "somebody unknown" : triggerType;
  }
}

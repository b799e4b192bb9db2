/** CodePipeline: whether an execution still runs, and what people were asked in it and have said. */
import { GetPipelineExecutionCommand, ListActionExecutionsCommand } from "@aws-sdk/client-codepipeline";
import * as z from "zod/mini";
import { physicalName } from "../../../naming/names";
import type { ExecutionRead, Verdict } from "../observed";
import { codeOf, type Calls } from "./calls";
import type { ServiceIdentity } from "./parameters";

/** What people are asked; components/delivery-pipeline/stages.ts calls it so, a test holds the two together. */
export const RELEASE_STAGE = "Release";
export const APPROVAL_ACTION = "Approve";
export const CONFIRMATION_ACTION = "Confirm";

const execution = z.object({ pipelineExecution: z.object({ status: z.string() }) });
const details = z.object({
  nextToken: z.optional(z.string()),
  actionExecutionDetails: z.array(
    z.object({
      stageName: z.string(),
      actionName: z.string(),
      startTime: z.optional(z.date()),
      lastUpdateTime: z.optional(z.date()),
      updatedBy: z.optional(z.string()),
      status: z.string(),
      output: z.optional(
        z.object({
          executionResult: z.optional(z.object({ externalExecutionSummary: z.optional(z.string()) })),
        }),
      ),
    }),
  ),
});
type Details = z.infer<typeof details>["actionExecutionDetails"];

const STATUS: Readonly<Record<string, ExecutionRead["status"]>> = {
  InProgress: "running",
  // Its actions run on until they end.
  Stopping: "running",
  Succeeded: "succeeded",
  Failed: "failed",
  Stopped: "stopped",
  Superseded: "stopped",
  Cancelled: "stopped",
};

const MISSING: ExecutionRead = {
  status: "missing",
  approval: { state: "none" },
  confirmation: { state: "none" },
};

/** No execution of ours has as many actions, tried again and again. */
const MOST_PAGES = 10;

export function pipelineName({ project, stage, service }: ServiceIdentity): string {
  return physicalName("aws:codepipeline/pipeline:Pipeline", { project, stage, service, role: "pipeline" });
}

/** By the executions' ids. */
export async function readExecutions(
  calls: Calls,
  identity: ServiceIdentity,
  ids: readonly string[],
): Promise<Readonly<Record<string, ExecutionRead>>> {
  const pipeline = pipelineName(identity);
  const all = await Promise.all(
    [...new Set(ids)].map(async (id) => [id, await readExecution(calls, pipeline, id)] as const),
  );
  return Object.fromEntries(all);
}

async function readExecution(
  calls: Calls,
  pipelineName: string,
  pipelineExecutionId: string,
): Promise<ExecutionRead> {
  const asked = new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId });
  try {
    const [read, actions] = await Promise.all([
      calls.ask("codepipeline:GetPipelineExecution", execution, (options) =>
        calls.clients.codePipeline.send(asked, options),
      ),
      readActions(calls, pipelineName, pipelineExecutionId),
    ]);
    return {
      // A status that is not known yet is not taken for an end.
      status: STATUS[read.pipelineExecution.status] ?? "running",
      approval: verdictOf(actions, APPROVAL_ACTION),
      confirmation: verdictOf(actions, CONFIRMATION_ACTION),
    };
  } catch (error) {
    if (GONE.includes(codeOf(error))) return MISSING;
    throw error;
  }
}

const GONE = ["PipelineExecutionNotFoundException", "PipelineNotFoundException"];

async function readActions(
  calls: Calls,
  pipelineName: string,
  pipelineExecutionId: string,
): Promise<Details> {
  const found: Details = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const asked = new ListActionExecutionsCommand({
      pipelineName,
      filter: { pipelineExecutionId },
      maxResults: 100,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    const read = await calls.ask("codepipeline:ListActionExecutions", details, (options) =>
      calls.clients.codePipeline.send(asked, options),
    );
    found.push(...read.actionExecutionDetails);
    nextToken = read.nextToken;
    if (nextToken === undefined) break;
  }
  return found;
}

/** The last answer to a question, should it have been asked again. */
function verdictOf(actions: Details, name: string): Verdict {
  const [asked] = actions
    .filter(({ stageName, actionName }) => stageName === RELEASE_STAGE && actionName === name)
    .sort((one, other) => Number(other.startTime ?? 0) - Number(one.startTime ?? 0));
  if (asked === undefined) return { state: "none" };
  switch (asked.status) {
    case "InProgress":
      return { state: "pending" };
    case "Succeeded":
      return said("approved", asked);
    case "Failed":
      // A question that nobody answered in time fails, too, and nobody's name stands on it.
      return asked.updatedBy === undefined ? { state: "timedOut" } : said("rejected", asked);
    default:
      // The execution was stopped meanwhile, which its status says.
      return { state: "none" };
  }
}

function said(
  state: "approved" | "rejected",
  { updatedBy, lastUpdateTime, output }: Details[number],
): Verdict {
  const comment = output?.executionResult?.externalExecutionSummary;
  return {
    state,
    by: updatedBy ?? "somebody unknown",
    at: Number(lastUpdateTime ?? 0),
    ...(comment === undefined ? {} : { comment }),
  };
}

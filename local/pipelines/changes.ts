/** Calls that change something: checked, and handed to the player. */
import { randomUUID } from "node:crypto";
import { CallError } from "./call-error";
import { isOpen, isOver, type ActionRun, type Line, type Outcome, type Start } from "./execution";
import { found, foundExecution } from "./find";
import type { InputOf } from "./input";
import { kindOf } from "./pipeline";
import type { Player } from "./player";

/** That of executions in progress in one pipeline; https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const MOST_EXECUTIONS = 50;

/** @param trigger - who or what starts it */
export function startExecution(
  player: Player,
  input: InputOf<"StartPipelineExecution">,
  trigger: Start["trigger"],
): { readonly pipelineExecutionId: string } {
  const line = found(player, input.name);
  const { clientRequestToken } = input;
  const before = line.executions.find(
    (one) => clientRequestToken !== undefined && one.clientRequestToken === clientRequestToken,
  );
  if (before !== undefined) return { pipelineExecutionId: before.id };
  const start = {
    id: randomUUID(),
    trigger,
    revisions: revisionsOf(line, input),
    variables: variablesOf(line, input),
    ...(clientRequestToken === undefined ? {} : { clientRequestToken }),
  };
  if (line.executions.filter((one) => !isOver(one)).length >= MOST_EXECUTIONS)
    throw new CallError(
      "ConcurrentPipelineExecutionsLimitExceededException",
      `${input.name} has ${MOST_EXECUTIONS} executions in progress already`,
    );
  player.happen(input.name, { kind: "started", start });
  return { pipelineExecutionId: start.id };
}

function revisionsOf(
  { pipeline }: Line,
  { sourceRevisions = [] }: InputOf<"StartPipelineExecution">,
): Start["revisions"] {
  const actions = pipeline.stages.flatMap((stage) => stage.actions);
  return sourceRevisions.map(({ actionName, revisionType, revisionValue }) => {
    const action = actions.find(({ name }) => name === actionName);
    if (action === undefined || kindOf(action) !== "source")
      throw new CallError("ValidationException", `${actionName} is no S3 source of ${pipeline.name}`);
    if (revisionType !== "S3_OBJECT_VERSION_ID")
      throw new CallError("ValidationException", `revisionType ${revisionType} is not modelled here`);
    return { actionName, versionId: revisionValue };
  });
}

function variablesOf(
  { pipeline }: Line,
  { variables = [] }: InputOf<"StartPipelineExecution">,
): Start["variables"] {
  const given = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(pipeline.variables, name));
  if (unknown !== undefined)
    throw new CallError("ValidationException", `${pipeline.name} declares no variable ${unknown}`);
  const missing = Object.entries(pipeline.variables).find(
    ([name, value]) => (given[name] ?? value) === undefined,
  );
  if (missing !== undefined)
    throw new CallError(
      "ValidationException",
      `the variable ${missing[0]} of ${pipeline.name} has no value, and no default`,
    );
  return given;
}

export function stopExecution(
  player: Player,
  input: InputOf<"StopPipelineExecution">,
): { readonly pipelineExecutionId: string } {
  const { pipelineName, pipelineExecutionId: executionId, abandon = false, reason } = input;
  const execution = foundExecution(found(player, pipelineName), executionId);
  if (isOver(execution))
    throw new CallError("PipelineExecutionNotStoppableException", `${executionId} is ${execution.status}`);
  if (execution.status === "Stopping" && !abandon)
    throw new CallError("DuplicatedStopRequestException", `${executionId} is stopping already`);
  const why = reason === undefined ? {} : { reason };
  player.happen(pipelineName, { kind: "stopped", executionId, abandon, ...why });
  return { pipelineExecutionId: executionId };
}

/** @param by - who answers */
export function putApproval(
  player: Player,
  input: InputOf<"PutApprovalResult">,
  by: string,
  now: number,
): { readonly approvedAt: number } {
  const { pipelineName, stageName, actionName, token, result } = input;
  const { pipeline, executions } = found(player, pipelineName);
  const stage = pipeline.stages.find(({ name }) => name === stageName);
  if (stage === undefined)
    throw new CallError("StageNotFoundException", `${pipelineName} has no stage ${stageName}`);
  if (!stage.actions.some(({ name }) => name === actionName))
    throw new CallError("ActionNotFoundException", `${stageName} has no action ${actionName}`);
  const run = executions
    .flatMap(({ runs }) => runs)
    .find((one) => one.token === token && one.stage === stageName && one.action.name === actionName);
  if (run === undefined)
    throw new CallError("InvalidApprovalTokenException", "nobody is asked by this token");
  if (run.status !== "InProgress")
    throw new CallError("ApprovalAlreadyCompletedException", `it is ${run.status} already`);
  const outcome: Outcome = {
    status: result.status === "Approved" ? "Succeeded" : "Failed",
    summary: result.summary,
    by,
    ...(result.status === "Approved"
      ? {}
      : { error: { code: "Rejected", message: `rejected: ${result.summary}` } }),
  };
  player.happen(pipelineName, { kind: "ended", runId: run.id, outcome });
  return { approvedAt: now / 1000 };
}

export function putSuccess(player: Player, input: InputOf<"PutJobSuccessResult">): Record<string, never> {
  const { jobId, continuationToken, executionDetails, outputVariables } = input;
  const { name, run } = openJob(player, jobId);
  const { summary, externalExecutionId: externalId } = executionDetails ?? {};
  const said = summary === undefined ? {} : { summary };
  if (continuationToken === undefined) {
    const more = externalId === undefined ? {} : { externalId };
    const variables = outputVariables === undefined ? {} : { variables: outputVariables };
    const outcome = { status: "Succeeded", ...said, ...more, ...variables } as const;
    player.happen(name, { kind: "ended", runId: run.id, outcome });
  } else if (outputVariables === undefined)
    player.happen(name, { kind: "continued", runId: run.id, token: continuationToken, ...said });
  else
    throw new CallError(
      "ValidationException",
      "outputVariables: must not be given with a continuationToken, which says that the job goes on",
    );
  return {};
}

export function putFailure(player: Player, input: InputOf<"PutJobFailureResult">): Record<string, never> {
  const { name, run } = openJob(player, input.jobId);
  const { type: code, message, externalExecutionId: externalId } = input.failureDetails;
  const more = externalId === undefined ? {} : { externalId };
  const outcome = { status: "Failed", error: { code, message }, ...more } as const;
  player.happen(name, { kind: "ended", runId: run.id, outcome });
  return {};
}

function openJob(player: Player, jobId: string): { readonly name: string; readonly run: ActionRun } {
  for (const { pipeline, executions } of player.all) {
    const run = executions.flatMap(({ runs }) => runs).find(({ jobs }) => jobs.includes(jobId));
    if (run === undefined) continue;
    if (isOpen(run, jobId)) return { name: pipeline.name, run };
    throw new CallError("InvalidJobStateException", `the job ${jobId} was answered, or has ended`);
  }
  throw new CallError("JobNotFoundException", `there is no job ${jobId}`);
}

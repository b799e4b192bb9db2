/** What calls that only read are answered, in the words of CodePipeline's API. Pure. */
import { CallError } from "./call-error";
import type { ActionRun, Execution, Line } from "./execution";
import { foundExecution } from "./find";
import type { InputOf } from "./input";
import type { Action } from "./pipeline";

export function readPipeline({ pipeline, version }: Line): object {
  const { name, arn, roleArn, artifactBucket, executionMode, stages, variables } = pipeline;
  return {
    pipeline: {
      name,
      roleArn,
      version,
      pipelineType: "V2",
      executionMode,
      artifactStore: { type: "S3", location: artifactBucket },
      variables: Object.entries(variables).map(([key, defaultValue]) => ({ name: key, defaultValue })),
      stages: stages.map((stage) => ({ name: stage.name, actions: stage.actions.map(declaration) })),
    },
    metadata: { pipelineArn: arn },
  };
}

function declaration(action: Action): object {
  const { name, runOrder, namespace, timeoutInMinutes, configuration } = action;
  const named = (artifact: string): object => ({ name: artifact });
  return {
    ...{ name, actionTypeId: typeOf(action), runOrder, namespace, timeoutInMinutes, configuration },
    inputArtifacts: action.inputArtifacts.map(named),
    outputArtifacts: action.outputArtifacts.map(named),
  };
}

export function readState({ pipeline, version, executions }: Line): object {
  const newestFirst = executions.toReversed();
  return {
    pipelineName: pipeline.name,
    pipelineVersion: version,
    stageStates: pipeline.stages.map(({ name: stageName, actions }, index) => {
      const latest = newestFirst.find(({ entered }) => entered[index]?.stage === stageName);
      const waiting = executions.filter(
        ({ status, entered }) =>
          status === "InProgress" && entered.length === index && entered.at(-1)?.status !== "InProgress",
      );
      const inbound = waiting.map(({ id, status }) => ({ pipelineExecutionId: id, status }));
      return {
        stageName,
        inboundExecutions: inbound,
        inboundExecution: inbound[0],
        inboundTransitionState: { enabled: true },
        actionStates: actions.map(({ name }) => actionState(name, stageName, newestFirst)),
        latestExecution:
          latest === undefined
            ? undefined
            : { pipelineExecutionId: latest.id, status: stageStatus(latest, index) },
      };
    }),
  };
}

/** A stage of an execution that is stopping, is stopping too. */
function stageStatus({ status, entered }: Execution, index: number): string | undefined {
  const own = entered[index]?.status;
  return own === "InProgress" ? status : own;
}

function actionState(actionName: string, stageName: string, newestFirst: readonly Execution[]): object {
  const run = newestFirst
    .flatMap(({ runs }) => runs.toReversed())
    .find((one) => one.action.name === actionName && one.stage === stageName);
  if (run === undefined) return { actionName };
  const { id, status, token, by, summary, error, externalId } = run;
  return {
    actionName,
    latestExecution: {
      actionExecutionId: id,
      status,
      summary: summary ?? error?.message,
      lastStatusChange: run.updatedAt / 1000,
      token: status === "InProgress" ? token : undefined,
      lastUpdatedBy: by,
      externalExecutionId: externalId,
      errorDetails: error,
    },
  };
}

export function readExecution(line: Line, id: string): object {
  const execution = foundExecution(line, id);
  const { pipeline, version, status, summary, variables, trigger } = execution;
  return {
    pipelineExecution: {
      pipelineName: pipeline.name,
      pipelineVersion: version,
      pipelineExecutionId: id,
      status,
      statusSummary: summary,
      executionMode: pipeline.executionMode,
      executionType: "STANDARD",
      trigger: triggerOf(trigger),
      artifactRevisions: sources(execution).map(({ action, variables: found, summary: revisionSummary }) => ({
        name: action.outputArtifacts[0],
        revisionId: found?.["VersionId"],
        revisionSummary,
      })),
      variables: Object.entries({ ...pipeline.variables, ...variables }).map(([name, resolvedValue]) => ({
        name,
        resolvedValue,
      })),
    },
  };
}

export function listExecutions(
  { executions }: Line,
  { maxResults, nextToken }: InputOf<"ListPipelineExecutions">,
): object {
  const all = executions.toReversed().map((execution) => {
    const { id, status, summary, startedAt, updatedAt, trigger, pipeline } = execution;
    return {
      pipelineExecutionId: id,
      status,
      statusSummary: summary,
      startTime: startedAt / 1000,
      lastUpdateTime: updatedAt / 1000,
      trigger: triggerOf(trigger),
      executionMode: pipeline.executionMode,
      executionType: "STANDARD",
      sourceRevisions: sources(execution).map(({ action, variables, summary: revisionSummary }) => ({
        actionName: action.name,
        revisionId: variables?.["VersionId"],
        revisionSummary,
      })),
    };
  });
  const { items, ...more } = paged(all, maxResults, nextToken);
  return { pipelineExecutionSummaries: items, ...more };
}

export function listActions(
  line: Line,
  { filter, maxResults, nextToken }: InputOf<"ListActionExecutions">,
): object {
  const { pipelineExecutionId } = filter ?? {};
  const of =
    pipelineExecutionId === undefined ? line.executions : [foundExecution(line, pipelineExecutionId)];
  const all = of.flatMap((execution) => execution.runs.map((run) => actionDetail(execution, run))).reverse();
  const { items, ...more } = paged(all, maxResults, nextToken);
  return { actionExecutionDetails: items, ...more };
}

function actionDetail({ id, version }: Execution, run: ActionRun): object {
  const { action, stage, status, startedAt, updatedAt, by, summary, error, externalId, variables } = run;
  return {
    pipelineExecutionId: id,
    actionExecutionId: run.id,
    pipelineVersion: version,
    stageName: stage,
    actionName: action.name,
    startTime: startedAt / 1000,
    lastUpdateTime: updatedAt / 1000,
    updatedBy: by,
    status,
    input: {
      actionTypeId: typeOf(action),
      configuration: action.configuration,
      resolvedConfiguration: run.configuration,
      namespace: action.namespace,
    },
    output: {
      outputVariables: variables,
      executionResult: {
        externalExecutionId: externalId,
        externalExecutionSummary: summary ?? error?.message,
        errorDetails: error,
      },
    },
  };
}

function sources({ runs }: Execution): ActionRun[] {
  return runs.filter(({ action, variables }) => action.category === "Source" && variables !== undefined);
}

function typeOf({ category, owner, provider, version }: Action): object {
  return { category, owner, provider, version };
}

function triggerOf({ type, detail }: Execution["trigger"]): object {
  return { triggerType: type, triggerDetail: detail };
}

/** A page begins where the one before has ended. */
function paged(
  all: readonly object[],
  most = 100,
  nextToken = "0",
): { readonly items: readonly object[]; readonly nextToken?: string } {
  const from = Number(nextToken);
  if (!Number.isInteger(from) || from < 0)
    throw new CallError("InvalidNextTokenException", `${nextToken} is no token that was given`);
  const end = from + most;
  return { items: all.slice(from, end), ...(end < all.length ? { nextToken: String(end) } : {}) };
}

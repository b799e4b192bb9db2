/**
 * What CodePipeline tells EventBridge. Pure.
 * Source: https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
import type { ActionRun, Execution } from "./execution";

/** Of an action's run, of a stage, or of the execution as a whole. */
export interface StateChange {
  readonly execution: Execution;
  /** `STARTED`, `SUCCEEDED`, `FAILED`, `STOPPING`, `STOPPED`, `ABANDONED` */
  readonly state: string;
  readonly stage?: string;
  readonly run?: ActionRun;
}

export interface ToldChange {
  readonly source: "aws.codepipeline";
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export function told({ execution, state, stage, run }: StateChange): ToldChange {
  const { pipeline, id, version, trigger } = execution;
  const level = run === undefined ? (stage === undefined ? "Pipeline" : "Stage") : "Action";
  const isStart = level === "Pipeline" && state === "STARTED";
  const detailOfTrigger = trigger.detail === undefined ? {} : { "trigger-detail": trigger.detail };
  return {
    source: "aws.codepipeline",
    detailType: `CodePipeline ${level} Execution State Change`,
    resources: [pipeline.arn],
    detail: {
      pipeline: pipeline.name,
      "execution-id": id,
      ...(isStart ? { "execution-trigger": { "trigger-type": trigger.type, ...detailOfTrigger } } : {}),
      ...(stage === undefined ? {} : { stage }),
      ...(run === undefined ? {} : ofRun(run, pipeline.region)),
      state,
      version,
      "pipeline-execution-attempt": 1,
    },
  };
}

function ofRun(run: ActionRun, region: string): Readonly<Record<string, unknown>> {
  const { id, stage, action, status, summary, error, externalId } = run;
  const { name, owner, category, provider, version } = action;
  const words = error?.message ?? summary;
  const result = {
    ...(words === undefined ? {} : { "external-execution-summary": words }),
    ...(externalId === undefined ? {} : { "external-execution-id": externalId }),
    ...(error === undefined ? {} : { "error-code": error.code }),
  };
  return {
    stage,
    action: name,
    "action-execution-id": id,
    region,
    type: { owner, provider, category, version },
    ...(status === "InProgress" ? {} : { "execution-result": result }),
  };
}

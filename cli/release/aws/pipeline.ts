/** A service's pipeline at CodePipeline: what it asks people, their answers, and how it is started. */
import {
  CodePipelineClient,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  PutApprovalResultCommand,
  StartPipelineExecutionCommand,
  type ActionState,
} from "@aws-sdk/client-codepipeline";
import { SOURCE_ACTION } from "../../../components/delivery-pipeline/stages";
import { APPROVAL_ACTION, CONFIRMATION_ACTION } from "../../../runtime/release/aws/executions";
import type { OpenQuestion } from "../service-read";
import { clientSettings } from "./client";

/** An action that asks people, as its last execution left it. */
export interface AskedAction {
  readonly stage: string;
  readonly action: string;
  readonly executionId: string | undefined;
  /** CodePipeline's own word: InProgress, Succeeded, Failed, Abandoned. */
  readonly status: string;
  /** While nobody has answered. */
  readonly token: string | undefined;
  readonly at: number | undefined;
  /** Who answered, and with which words. */
  readonly by: string | undefined;
  readonly summary: string | undefined;
}

export interface Answer extends Pick<OpenQuestion, "pipeline" | "stage" | "action" | "token"> {
  readonly status: "Approved" | "Rejected";
  readonly summary: string;
}

/** What CodePipeline takes as the words of an answer. */
export const LONGEST_SUMMARY = 512;

/** Where the console shows it. */
export function consoleUrl(region: string, pipeline: string): string {
  return `https://${region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/${pipeline}/view?region=${region}`;
}

export class Pipeline {
  private readonly client: CodePipelineClient;

  constructor(
    readonly name: string,
    region: string | undefined,
  ) {
    this.client = new CodePipelineClient(clientSettings(region));
  }

  /** The region the client has found. */
  region(): Promise<string> {
    return this.client.config.region();
  }

  /** Those that ask or have asked, in the order of the pipeline. */
  async asked(): Promise<AskedAction[]> {
    const { stageStates = [] } = await this.client.send(new GetPipelineStateCommand({ name: this.name }));
    return stageStates.flatMap(({ stageName = "", latestExecution, actionStates = [] }) =>
      actionStates.flatMap((state) => askedAction(stageName, latestExecution?.pipelineExecutionId, state)),
    );
  }

  /** Those that nobody has answered. */
  async questions(): Promise<OpenQuestion[]> {
    return openQuestions(this.name, await this.asked());
  }

  async answer({ pipeline, stage, action, token, status, summary }: Answer): Promise<void> {
    await this.client.send(
      new PutApprovalResultCommand({
        pipelineName: pipeline,
        stageName: stage,
        actionName: action,
        token,
        result: { status, summary },
      }),
    );
  }

  /**
   * Starts it with one version of the artifact; its execution.
   *
   * @param token - the same gives the same execution: a lost answer starts nothing a second time
   */
  async start(versionId: string, token: string): Promise<string> {
    const { pipelineExecutionId = "" } = await this.client.send(
      new StartPipelineExecutionCommand({
        name: this.name,
        clientRequestToken: token,
        sourceRevisions: [
          { actionName: SOURCE_ACTION, revisionType: "S3_OBJECT_VERSION_ID", revisionValue: versionId },
        ],
      }),
    );
    return pipelineExecutionId;
  }

  /** CodePipeline's word for how an execution is, and why. */
  async execution(id: string): Promise<{ readonly status: string; readonly summary: string | undefined }> {
    const asked = new GetPipelineExecutionCommand({ pipelineName: this.name, pipelineExecutionId: id });
    const { pipelineExecution } = await this.client.send(asked);
    return { status: pipelineExecution?.status ?? "unknown", summary: pipelineExecution?.statusSummary };
  }

  close(): void {
    this.client.destroy();
  }
}

/** Of a service's actions, those that have a token are answered by people. */
export function openQuestions(pipeline: string, asked: readonly AskedAction[]): OpenQuestion[] {
  return asked.flatMap(({ stage, action, token, executionId, status, at }) =>
    token === undefined || status !== "InProgress"
      ? []
      : [{ pipeline, stage, action, token, executionId, since: at }],
  );
}

/** Only an approval has a token or somebody who answered with words; functions have neither. */
function askedAction(stage: string, executionId: string | undefined, state: ActionState): AskedAction[] {
  const { actionName = "", latestExecution: last } = state;
  if (last === undefined || !APPROVALS.includes(actionName)) return [];
  const { status = "", token, lastStatusChange, lastUpdatedBy: by, summary } = last;
  return [
    { stage, action: actionName, executionId, status, token, at: lastStatusChange?.getTime(), by, summary },
  ];
}

/** The actions of the pipeline that ask people: before users move, and after the bake. */
const APPROVALS = [APPROVAL_ACTION, CONFIRMATION_ACTION];

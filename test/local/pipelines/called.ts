/** CodePipeline's API with the SDK's client: the pipeline of tests in front of a moto, its functions played by the test. */
import assert from "node:assert/strict";
import {
  CodePipelineClient,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  PutApprovalResultCommand,
  PutJobSuccessResultCommand,
  StartPipelineExecutionCommand,
  type ActionExecution,
  type PipelineExecution,
  type StageState,
} from "@aws-sdk/client-codepipeline";
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { startLocalPipelines, type LocalPipelines } from "../../../local/pipelines/local-pipelines";
import type { ToldChange } from "../../../local/pipelines/state-change";
import { REGION, until, World } from "../events/world";
import { ACCOUNT, RELEASE } from "./declared";

/** Who calls, as the service sees it. */
export const LOCAL = `arn:aws:iam::${ACCOUNT}:user/local`;
export const NAME = RELEASE.name;

export interface Job {
  readonly id: string;
  readonly data: {
    readonly actionConfiguration: { readonly configuration: Readonly<Record<string, string>> };
    readonly continuationToken?: string;
  };
}

/** Everything of it anew for each test; a function called `gone` cannot be called. */
export class Called {
  readonly world = new World();
  /** What functions were called with. */
  readonly jobs: Job[] = [];
  readonly told: ToldChange[] = [];
  readonly said: string[] = [];
  /** Of the source, the newest last. */
  readonly versions: string[] = [];
  private running: { plane: LocalPipelines; client: CodePipelineClient; s3: S3Client } | undefined;

  constructor() {
    beforeEach(async () => {
      for (const list of [this.jobs, this.told, this.said, this.versions]) list.length = 0;
      const { world } = this;
      const plane = await startLocalPipelines({
        store: { endpoint: world.moto.endpoint, region: REGION },
        account: ACCOUNT,
        clock: world.clock,
        invokeAsync: (functionName, payload) => {
          if (functionName === "gone") throw new Error("Function not found: gone");
          const event = JSON.parse(payload) as { "CodePipeline.job": Job };
          this.jobs.push(event["CodePipeline.job"]);
        },
        tell: (change) => this.told.push(change),
        say: (line) => this.said.push(line),
      });
      world.closing(plane);
      const client = world.client(CodePipelineClient, plane.endpoint);
      const s3 = world.client(S3Client);
      this.running = { plane, client, s3 };
      const Bucket = "artifacts";
      const LocationConstraint = REGION as "ap-northeast-2";
      await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
      const VersioningConfiguration = { Status: "Enabled" } as const;
      await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
      plane.declare([RELEASE]);
    });
  }

  get plane(): LocalPipelines {
    return this.there.plane;
  }
  get client(): CodePipelineClient {
    return this.there.client;
  }

  async upload(): Promise<string> {
    const put = new PutObjectCommand({ Bucket: "artifacts", Key: "storefront/revision.zip", Body: "zip" });
    const { VersionId = "" } = await this.there.s3.send(put);
    this.versions.push(VersionId);
    return VersionId;
  }

  async start(more: object = {}): Promise<string> {
    const asked = new StartPipelineExecutionCommand({ name: NAME, ...more });
    return (await this.client.send(asked)).pipelineExecutionId ?? "";
  }

  /** The first is 1. */
  async job(number: number): Promise<Job> {
    await until(`job ${number}`, () => this.jobs.length >= number);
    return this.jobs[number - 1]!;
  }

  async succeed(jobId: string, more: object = {}): Promise<void> {
    await this.client.send(new PutJobSuccessResultCommand({ jobId, ...more }));
  }

  async execution(pipelineExecutionId: string): Promise<PipelineExecution | undefined> {
    const asked = new GetPipelineExecutionCommand({ pipelineName: NAME, pipelineExecutionId });
    return (await this.client.send(asked)).pipelineExecution;
  }

  async stages(): Promise<StageState[]> {
    return (await this.client.send(new GetPipelineStateCommand({ name: NAME }))).stageStates ?? [];
  }

  async approval(): Promise<ActionExecution | undefined> {
    const actions = (await this.stages())[1]?.actionStates;
    return actions?.find(({ actionName }) => actionName === "Approve")?.latestExecution;
  }

  /** When it was taken. */
  async answer(token = "", status: "Approved" | "Rejected" = "Approved", more: object = {}) {
    const where = { pipelineName: NAME, stageName: "Release", actionName: "Approve", token };
    const result = { status, summary: "so it is" };
    const asked = new PutApprovalResultCommand({ ...where, result, ...more });
    return (await this.client.send(asked)).approvedAt;
  }

  /** Up to the open question; its token. */
  async asking(): Promise<string> {
    await this.upload();
    await this.start();
    await this.succeed((await this.job(1)).id);
    const { token = "" } = (await this.approval()) ?? {};
    assert.notEqual(token, "");
    return token;
  }

  private get there() {
    if (this.running === undefined) throw new Error("it runs from the first test on, not before");
    return this.running;
  }
}

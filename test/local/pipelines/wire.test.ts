import assert from "node:assert/strict";
import {
  CodePipelineClient,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListActionTypesCommand,
  ListPipelineExecutionsCommand,
  PutApprovalResultCommand,
  PutJobFailureResultCommand,
  PutJobSuccessResultCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { ToldChange } from "../../../local/pipelines/state-change";
import type { Pipeline } from "../../../local/pipelines/pipeline";
import { startLocalPipelines, type LocalPipelines } from "../../../local/pipelines/local-pipelines";
import { MOTO_CLIENT } from "../../helpers/moto";
import { NOON, until, World } from "../events/world";
import { ACCOUNT, APPROVE, pipeline, RELEASE, step } from "./declared";

const LOCAL = `arn:aws:iam::${ACCOUNT}:user/local`;
const name = "storefront";
const pipelineName = name;

interface Job {
  readonly id: string;
  readonly data: {
    readonly actionConfiguration: { readonly configuration: Readonly<Record<string, string>> };
    readonly continuationToken?: string;
  };
}

describe("CodePipeline's API", function () {
  this.timeout(30_000);
  const world = new World();
  let [jobs, told, said]: [Job[], ToldChange[], string[]] = [[], [], []];
  let plane: LocalPipelines;
  let client: CodePipelineClient;
  let s3: S3Client;
  let versions: string[] = [];
  beforeEach(async () => {
    [jobs, told, said, versions] = [[], [], [], []];
    plane = await startLocalPipelines({
      store: { endpoint: world.moto.endpoint, region: MOTO_CLIENT.region },
      account: ACCOUNT,
      clock: world.clock,
      invokeAsync: (functionName, payload) => {
        if (functionName === "gone") throw new Error("Function not found: gone");
        const event = JSON.parse(payload) as { "CodePipeline.job": Job };
        jobs.push(event["CodePipeline.job"]);
      },
      tell: (change) => told.push(change),
      say: (line) => said.push(line),
    });
    world.closing(plane);
    client = world.client(CodePipelineClient, plane.endpoint);
    s3 = world.client(S3Client);
    const Bucket = "artifacts";
    const LocationConstraint = MOTO_CLIENT.region as "ap-northeast-2";
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    plane.declare([RELEASE]);
  });

  async function upload(): Promise<string> {
    const put = new PutObjectCommand({ Bucket: "artifacts", Key: "storefront/revision.zip", Body: "zip" });
    const { VersionId = "" } = await s3.send(put);
    versions.push(VersionId);
    return VersionId;
  }

  async function start(more: object = {}): Promise<string> {
    const { pipelineExecutionId = "" } = await client.send(
      new StartPipelineExecutionCommand({ name, ...more }),
    );
    return pipelineExecutionId;
  }

  const source = (): string => `Amazon S3 version id: ${versions.at(-1)}`;
  const jobNumber = async (number: number): Promise<Job> => {
    await until(`job ${number}`, () => jobs.length >= number);
    return jobs[number - 1]!;
  };
  const succeed = (jobId: string, more: object = {}) =>
    client.send(new PutJobSuccessResultCommand({ jobId, ...more }));
  const execution = async (pipelineExecutionId: string) => {
    const asked = new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId });
    return (await client.send(asked)).pipelineExecution;
  };
  const stages = async () => (await client.send(new GetPipelineStateCommand({ name }))).stageStates ?? [];
  const approval = async () =>
    (await stages())[1]?.actionStates?.find(({ actionName }) => actionName === "Approve")?.latestExecution;
  const answer = (token = "", status: "Approved" | "Rejected" = "Approved", more: object = {}) =>
    client.send(
      new PutApprovalResultCommand({
        ...{ pipelineName, stageName: "Release", actionName: "Approve", token },
        result: { status, summary: "so it is" },
        ...more,
      }),
    );
  /** Up to the open question; its token. */
  async function asking(): Promise<string> {
    await upload();
    await start();
    await succeed((await jobNumber(1)).id);
    const { token = "" } = (await approval()) ?? {};
    assert.notEqual(token, "");
    return token;
  }

  it("refuses by name what it does not model, and what is no call of CodePipeline", async () => {
    await assert.rejects(client.send(new ListActionTypesCommand({})), {
      name: "UnknownOperationException",
      message: "ListActionTypes is not modelled here",
    });
    const answered = await fetch(plane.endpoint, { method: "POST", body: "{}" });
    assert.equal(answered.status, 404);
    const target = { "x-amz-target": "CodePipeline_20150709.GetPipeline" };
    const broken = await fetch(plane.endpoint, { method: "POST", body: "{", headers: target });
    assert.deepEqual(await broken.json(), {
      __type: "SerializationException",
      message: "the body is no JSON",
    });
  });

  it("refuses what is missing, all of it at once", async () => {
    const sent = client.send(new PutJobFailureResultCommand({ jobId: "", failureDetails: undefined }));
    await assert.rejects(sent, (error: Error) => {
      assert.equal(error.name, "ValidationException");
      assert.match(error.message, /^2 validation errors detected: jobId: .*; failureDetails: /);
      return true;
    });
  });

  it("refuses pipelines, executions, versions and jobs it does not know", async () => {
    const refused = async (sent: Promise<unknown>, code: string) => {
      await assert.rejects(sent, { name: code });
    };
    const other = { name: "other" };
    await refused(client.send(new GetPipelineCommand(other)), "PipelineNotFoundException");
    await refused(client.send(new GetPipelineStateCommand(other)), "PipelineNotFoundException");
    await refused(client.send(new StartPipelineExecutionCommand(other)), "PipelineNotFoundException");
    await refused(
      client.send(new GetPipelineCommand({ name, version: 2 })),
      "PipelineVersionNotFoundException",
    );
    await refused(execution("none"), "PipelineExecutionNotFoundException");
    const none = { pipelineName, pipelineExecutionId: "none" };
    await refused(client.send(new StopPipelineExecutionCommand(none)), "PipelineExecutionNotFoundException");
    await refused(succeed("none"), "JobNotFoundException");
    const pages = { pipelineName, nextToken: "x" };
    await refused(client.send(new ListActionExecutionsCommand(pages)), "InvalidNextTokenException");
  });

  it("refuses to start with what the pipeline does not have", async () => {
    const revision = (actionName: string, revisionType: "COMMIT_ID" | "S3_OBJECT_VERSION_ID") => ({
      sourceRevisions: [{ actionName, revisionType, revisionValue: "1" }],
    });
    const wrong: [object, string][] = [
      [revision("Prepare", "S3_OBJECT_VERSION_ID"), "Prepare is no S3 source of storefront"],
      [revision("Revision", "COMMIT_ID"), "revisionType COMMIT_ID is not modelled here"],
      [{ variables: [{ name: "x", value: "1" }] }, "storefront declares no variable x"],
    ];
    for (const [input, message] of wrong)
      await assert.rejects(start(input), { name: "ValidationException", message });
    plane.declare([pipeline([], { variables: { who: undefined } })]);
    await assert.rejects(start(), {
      message: "the variable who of storefront has no value, and no default",
    });
    assert.deepEqual(told, []);
  });

  it("has no more than 50 executions in progress", async () => {
    await upload();
    for (let number = 0; number < 50; number++) await start();
    await assert.rejects(start(), { name: "ConcurrentPipelineExecutionsLimitExceededException" });
  });

  it("starts once for one token, with the version that was chosen, and says by whom", async () => {
    const first = await upload();
    await upload();
    const input = {
      clientRequestToken: "once",
      sourceRevisions: [
        { actionName: "Revision", revisionType: "S3_OBJECT_VERSION_ID", revisionValue: first },
      ],
    };
    const id = await start(input);
    assert.equal(await start(input), id);
    const job = await jobNumber(1);
    const { FunctionName, UserParameters = "" } = job.data.actionConfiguration.configuration;
    assert.equal(FunctionName, "prepare");
    assert.deepEqual(JSON.parse(UserParameters), { executionId: id, versionId: first });
    const { status, trigger, artifactRevisions, pipelineVersion } = (await execution(id)) ?? {};
    assert.deepEqual([status, pipelineVersion], ["InProgress", 1]);
    assert.deepEqual(trigger, { triggerType: "StartPipelineExecution", triggerDetail: LOCAL });
    assert.deepEqual(
      artifactRevisions?.map((one) => [one.name, one.revisionId]),
      [["Revision", first]],
    );
  });

  it("takes the latest version where none was chosen, and fails where there is none", async () => {
    const none = await start();
    await until("the source to be looked for", () => told.some(({ detail }) => detail["state"] === "FAILED"));
    assert.equal((await execution(none))?.status, "Failed");
    const asked = new ListActionExecutionsCommand({ pipelineName });
    const [run] = (await client.send(asked)).actionExecutionDetails ?? [];
    assert.deepEqual(run?.output?.executionResult?.errorDetails, {
      code: "RevisionUnavailable",
      message: "s3://artifacts/storefront/revision.zip could not be read (404)",
    });
    await upload();
    const latest = await upload();
    const id = await start();
    await jobNumber(1);
    assert.equal((await execution(id))?.artifactRevisions?.[0]?.revisionId, latest);
  });

  it("fails at once where the function cannot be called", async () => {
    const gone = { ...step("Prepare", 1), configuration: { FunctionName: "gone" } };
    plane.declare([pipeline([gone])]);
    await upload();
    const id = await start();
    await until("it to fail", () => told.some(({ detail }) => detail["state"] === "FAILED"));
    assert.equal((await execution(id))?.status, "Failed");
    assert.match(said.join("\n"), /FAILED: the function gone could not be called: Function not found: gone/);
  });

  it("calls a function again that goes on, and takes each job's answer once", async () => {
    await upload();
    await start();
    const first = await jobNumber(1);
    await assert.rejects(succeed(first.id, { continuationToken: "t", outputVariables: { a: "b" } }), {
      name: "ValidationException",
    });
    await succeed(first.id, { continuationToken: "t1", executionDetails: { summary: "waiting" } });
    await assert.rejects(succeed(first.id), { name: "InvalidJobStateException" });
    world.clock.advance(4_999);
    assert.equal(jobs.length, 1);
    world.clock.advance(1);
    const second = await jobNumber(2);
    assert.equal(second.data.continuationToken, "t1");
    assert.notEqual(second.id, first.id);
    await assert.rejects(succeed(first.id), { name: "InvalidJobStateException" });
    await succeed(second.id, { executionDetails: { summary: "ready" } });
    await assert.rejects(succeed(second.id), { name: "InvalidJobStateException" });
    const failureDetails = { type: "JobFailed", message: "late" } as const;
    await assert.rejects(client.send(new PutJobFailureResultCommand({ jobId: second.id, failureDetails })), {
      name: "InvalidJobStateException",
    });
    assert.equal((await stages())[1]?.actionStates?.[0]?.latestExecution?.summary, "ready");
  });

  it("fails with a function's words, and after 20 minutes of its silence", async () => {
    await upload();
    const failed = await start();
    const { id: jobId } = await jobNumber(1);
    const failureDetails = { type: "ConfigurationError", message: "no registration" } as const;
    await client.send(new PutJobFailureResultCommand({ jobId, failureDetails }));
    assert.equal((await execution(failed))?.status, "Failed");
    assert.deepEqual((await stages())[1]?.actionStates?.[0]?.latestExecution?.errorDetails, {
      code: "ConfigurationError",
      message: "no registration",
    });
    const silent = await start();
    const job = await jobNumber(2);
    world.clock.advance(20 * 60_000 - 1);
    assert.equal((await execution(silent))?.status, "InProgress");
    world.clock.advance(1);
    assert.equal((await execution(silent))?.status, "Failed");
    await assert.rejects(succeed(job.id), { name: "InvalidJobStateException" });
  });

  it("asks people by a token that is open while nobody has answered, and takes one answer", async () => {
    const token = await asking();
    await assert.rejects(answer("other"), { name: "InvalidApprovalTokenException" });
    await assert.rejects(answer(token, "Approved", { stageName: "x" }), { name: "StageNotFoundException" });
    await assert.rejects(answer(token, "Approved", { actionName: "x" }), { name: "ActionNotFoundException" });
    const { approvedAt } = await answer(token);
    assert.equal(approvedAt?.getTime(), NOON);
    await assert.rejects(answer(token, "Rejected"), { name: "ApprovalAlreadyCompletedException" });
    const { status, lastUpdatedBy, summary, token: open } = (await approval()) ?? {};
    assert.deepEqual([status, lastUpdatedBy, summary, open], ["Succeeded", LOCAL, "so it is", undefined]);
    await succeed((await jobNumber(2)).id);
    const { pipelineExecutionSummaries: [last] = [] } = await client.send(
      new ListPipelineExecutionsCommand({ pipelineName }),
    );
    assert.equal(last?.status, "Succeeded");
    assert.equal(last.startTime?.getTime(), NOON);
  });

  it("takes a no for a failed action, with who said it; and silence for one of nobody", async () => {
    await answer(await asking(), "Rejected");
    const details = async () => {
      const asked = new ListActionExecutionsCommand({ pipelineName });
      const { actionExecutionDetails = [] } = await client.send(asked);
      return actionExecutionDetails
        .filter(({ actionName }) => actionName === "Approve")
        .map(({ status, updatedBy, output }) => [
          status,
          updatedBy,
          output?.executionResult?.externalExecutionSummary,
        ]);
    };
    assert.deepEqual(await details(), [["Failed", LOCAL, "so it is"]]);
    await start();
    await succeed((await jobNumber(2)).id);
    const { token } = (await approval()) ?? {};
    world.clock.advance(60 * 60_000);
    assert.deepEqual((await details())[0], ["Failed", undefined, "nobody has answered within 60 minutes"]);
    await assert.rejects(answer(token), { name: "ApprovalAlreadyCompletedException" });
  });

  it("tells the topic that an approval names, with what to answer by", async () => {
    const NotificationArn = await world.topic("approvals");
    const CustomData = "Release #{Source.VersionId}?";
    plane.declare([pipeline([{ ...APPROVE, configuration: { NotificationArn, CustomData } }])]);
    await upload();
    await start();
    await until("the question", () => told.some(({ detail }) => detail["action"] === "Approve"));
    const asked: unknown[] = [];
    for (let tries = 0; tries < 100 && asked.length === 0; tries++)
      asked.push(...(await world.messages("approvals")).map(({ body }) => body));
    const [{ approval: told_ }] = asked as [{ approval: Record<string, unknown> }];
    assert.deepEqual(
      [told_["token"], told_["expires"], told_["customData"]],
      [(await approval())?.token, "2026-11-21 13:00 UTC", `Release ${versions[0]}?`],
    );
  });

  it("lets the next execution in when the one before has ended, and says who waits", async () => {
    await asking();
    const second = await start();
    await until("its revision", () =>
      said.includes(`storefront ${second} Source/Revision SUCCEEDED: ${source()}`),
    );
    assert.equal(jobs.length, 1);
    const { token } = (await approval()) ?? {};
    assert.deepEqual((await stages())[1]?.inboundExecutions, [
      { pipelineExecutionId: second, status: "InProgress" },
    ]);
    await answer(token, "Rejected");
    await jobNumber(2);
    assert.equal((await stages())[1]?.latestExecution?.pipelineExecutionId, second);
  });

  it("stops an execution once, and none that is over", async () => {
    await upload();
    const id = await start();
    const job = await jobNumber(1);
    const stop = (more: object = {}) =>
      client.send(new StopPipelineExecutionCommand({ pipelineName, pipelineExecutionId: id, ...more }));
    await stop({ reason: "not today" });
    const { status, statusSummary } = (await execution(id)) ?? {};
    assert.deepEqual([status, statusSummary], ["Stopping", "not today"]);
    assert.equal((await stages())[1]?.latestExecution?.status, "Stopping");
    await assert.rejects(stop(), { name: "DuplicatedStopRequestException" });
    await stop({ abandon: true });
    assert.equal((await execution(id))?.status, "Stopped");
    await assert.rejects(stop(), { name: "PipelineExecutionNotStoppableException" });
    await assert.rejects(succeed(job.id), { name: "InvalidJobStateException" });
  });

  it("says what is declared, and lists the newest first, page by page", async () => {
    const { pipeline: declared, metadata } = await client.send(new GetPipelineCommand({ name }));
    assert.equal(metadata?.pipelineArn, RELEASE.arn);
    assert.deepEqual(
      declared?.stages?.map((stage) => [stage.name, ...(stage.actions ?? []).map((one) => one.name)]),
      [
        ["Source", "Revision"],
        ["Release", "Prepare", "Approve", "Release"],
      ],
    );
    const [first, second] = [await start(), await start()];
    const page = { pipelineName, maxResults: 1 };
    const { nextToken, pipelineExecutionSummaries: newest } = await client.send(
      new ListPipelineExecutionsCommand(page),
    );
    const { nextToken: end, pipelineExecutionSummaries: oldest } = await client.send(
      new ListPipelineExecutionsCommand({ ...page, nextToken }),
    );
    assert.deepEqual([newest?.[0]?.pipelineExecutionId, oldest?.[0]?.pipelineExecutionId], [second, first]);
    assert.equal(end, undefined);
  });

  it("goes on with executions as they began when the pipeline changes, and forgets them with it", async () => {
    await upload();
    const id = await start();
    const job = await jobNumber(1);
    plane.declare([pipeline([step("Other", 1)])]);
    assert.equal((await client.send(new GetPipelineCommand({ name }))).pipeline?.version, 2);
    await succeed(job.id);
    assert.equal((await execution(id))?.pipelineVersion, 1);
    assert.notEqual((await approvalsOf(id)).length, 0);
    plane.declare([]);
    await assert.rejects(execution(id), { name: "PipelineNotFoundException" });
    await assert.rejects(succeed(job.id), { name: "JobNotFoundException" });
  });

  async function approvalsOf(pipelineExecutionId: string): Promise<unknown[]> {
    const asked = new ListActionExecutionsCommand({ pipelineName, filter: { pipelineExecutionId } });
    const { actionExecutionDetails = [] } = await client.send(asked);
    return actionExecutionDetails.filter(({ actionName }) => actionName === "Approve");
  }

  it("says that another mode than QUEUED is played as that", () => {
    const superseding: Pipeline = { ...RELEASE, name: "other", executionMode: "SUPERSEDED" };
    plane.declare([RELEASE, superseding]);
    assert.deepEqual(said, ["other: its mode SUPERSEDED is played as QUEUED"]);
  });
});

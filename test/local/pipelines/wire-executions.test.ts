import assert from "node:assert/strict";
import {
  GetPipelineCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  StopPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import type { Pipeline } from "../../../local/pipelines/pipeline";
import { until } from "../events/world";
import { Called, LOCAL, NAME } from "./called";
import { RELEASE, pipeline, step } from "./declared";

describe("CodePipeline's API for executions", function () {
  this.timeout(30_000);
  const at = new Called();

  it("starts once for one token, with the version that was chosen, and says by whom", async () => {
    const first = await at.upload();
    await at.upload();
    const input = {
      clientRequestToken: "once",
      sourceRevisions: [
        { actionName: "Revision", revisionType: "S3_OBJECT_VERSION_ID", revisionValue: first },
      ],
    };
    const id = await at.start(input);
    assert.equal(await at.start(input), id);
    const job = await at.job(1);
    const { FunctionName, UserParameters = "" } = job.data.actionConfiguration.configuration;
    assert.equal(FunctionName, "prepare");
    assert.deepEqual(JSON.parse(UserParameters), { executionId: id, versionId: first });
    const { status, trigger, artifactRevisions, pipelineVersion } = (await at.execution(id)) ?? {};
    assert.deepEqual([status, pipelineVersion], ["InProgress", 1]);
    assert.deepEqual(trigger, { triggerType: "StartPipelineExecution", triggerDetail: LOCAL });
    assert.deepEqual(
      artifactRevisions?.map((one) => [one.name, one.revisionId]),
      [["Revision", first]],
    );
  });

  it("takes the latest version where none was chosen, and fails where there is none", async () => {
    const none = await at.start();
    await until("the source to be looked for", () =>
      at.told.some(({ detail }) => detail["state"] === "FAILED"),
    );
    assert.equal((await at.execution(none))?.status, "Failed");
    const asked = new ListActionExecutionsCommand({ pipelineName: NAME });
    const [run] = (await at.client.send(asked)).actionExecutionDetails ?? [];
    assert.deepEqual(run?.output?.executionResult?.errorDetails, {
      code: "RevisionUnavailable",
      message: "s3://artifacts/storefront/revision.zip could not be read (404)",
    });
    await at.upload();
    const latest = await at.upload();
    const id = await at.start();
    await at.job(1);
    assert.equal((await at.execution(id))?.artifactRevisions?.[0]?.revisionId, latest);
  });

  it("lets the next execution in when the one before has ended, and says who waits", async () => {
    await at.asking();
    const second = await at.start();
    await until("its revision", () =>
      at.said.includes(
        `storefront ${second} Source/Revision SUCCEEDED: Amazon S3 version id: ${at.versions.at(-1)}`,
      ),
    );
    assert.equal(at.jobs.length, 1);
    const { token } = (await at.approval()) ?? {};
    assert.deepEqual((await at.stages())[1]?.inboundExecutions, [
      { pipelineExecutionId: second, status: "InProgress" },
    ]);
    await at.answer(token, "Rejected");
    await at.job(2);
    assert.equal((await at.stages())[1]?.latestExecution?.pipelineExecutionId, second);
  });

  it("stops an execution once, and none that is over", async () => {
    await at.upload();
    const id = await at.start();
    const job = await at.job(1);
    const stop = (more: object = {}) =>
      at.client.send(
        new StopPipelineExecutionCommand({ pipelineName: NAME, pipelineExecutionId: id, ...more }),
      );
    await stop({ reason: "not today" });
    const { status, statusSummary } = (await at.execution(id)) ?? {};
    assert.deepEqual([status, statusSummary], ["Stopping", "not today"]);
    assert.equal((await at.stages())[1]?.latestExecution?.status, "Stopping");
    await assert.rejects(stop(), { name: "DuplicatedStopRequestException" });
    await stop({ abandon: true });
    assert.equal((await at.execution(id))?.status, "Stopped");
    await assert.rejects(stop(), { name: "PipelineExecutionNotStoppableException" });
    await assert.rejects(at.succeed(job.id), { name: "InvalidJobStateException" });
  });

  it("says what is declared, and lists the newest first, page by page", async () => {
    const { pipeline: declared, metadata } = await at.client.send(new GetPipelineCommand({ name: NAME }));
    assert.equal(metadata?.pipelineArn, RELEASE.arn);
    assert.deepEqual(
      declared?.stages?.map((stage) => [stage.name, ...(stage.actions ?? []).map((one) => one.name)]),
      [
        ["Source", "Revision"],
        ["Release", "Prepare", "Approve", "Release"],
      ],
    );
    const [first, second] = [await at.start(), await at.start()];
    const page = { pipelineName: NAME, maxResults: 1 };
    const { nextToken, pipelineExecutionSummaries: newest } = await at.client.send(
      new ListPipelineExecutionsCommand(page),
    );
    const { nextToken: end, pipelineExecutionSummaries: oldest } = await at.client.send(
      new ListPipelineExecutionsCommand({ ...page, nextToken }),
    );
    assert.deepEqual([newest?.[0]?.pipelineExecutionId, oldest?.[0]?.pipelineExecutionId], [second, first]);
    assert.equal(end, undefined);
  });

  it("goes on with executions as they began when the pipeline changes, and forgets them with it", async () => {
    await at.upload();
    const id = await at.start();
    const job = await at.job(1);
    at.plane.declare([pipeline([step("Other", 1)])]);
    assert.equal((await at.client.send(new GetPipelineCommand({ name: NAME }))).pipeline?.version, 2);
    await at.succeed(job.id);
    assert.equal((await at.execution(id))?.pipelineVersion, 1);
    const filter = { pipelineExecutionId: id };
    const asked = new ListActionExecutionsCommand({ pipelineName: NAME, filter });
    const { actionExecutionDetails: [newest] = [] } = await at.client.send(asked);
    assert.equal(newest?.actionName, "Approve");
    at.plane.declare([]);
    await assert.rejects(at.execution(id), { name: "PipelineNotFoundException" });
    await assert.rejects(at.succeed(job.id), { name: "JobNotFoundException" });
  });

  it("says that another mode than QUEUED is played as that", () => {
    const superseding: Pipeline = { ...RELEASE, name: "other", executionMode: "SUPERSEDED" };
    at.plane.declare([RELEASE, superseding]);
    assert.deepEqual(at.said, ["other: its mode SUPERSEDED is played as QUEUED"]);
  });
});

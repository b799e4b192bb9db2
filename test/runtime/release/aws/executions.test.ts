import assert from "node:assert/strict";
import {
  APPROVAL_ACTION,
  CONFIRMATION_ACTION,
  pipelineName,
  readExecutions,
  RELEASE_STAGE,
} from "../../../../runtime/release/aws/executions";
import * as stages from "../../../../components/delivery-pipeline/stages";
import { IDENTITY } from "../sample";
import { calls, withAddresses } from "./environment";
import { refused, withWire, type Sent, type WireAnswer } from "./wire";

const ADA = "arn:aws:sts::123456789012:assumed-role/developer/ada";
/** 2026-11-21 12:00 UTC, in seconds as CodePipeline writes it. */
const NOON = 1_795_262_400;

function action(actionName: string, status: string, more: object = {}): object {
  return { pipelineExecutionId: "r2", stageName: "Release", actionName, status, startTime: NOON, ...more };
}
const COMMENT = { output: { executionResult: { externalExecutionSummary: "looks good" } } };

describe("an execution of the pipeline", () => {
  const wire = withWire();
  withAddresses(() => ({ AWS_ENDPOINT_URL: wire.url }));
  const answers =
    (status: string, ...actions: object[]) =>
    ({ operation }: Sent): WireAnswer => ({
      status: 200,
      body:
        operation === "GetPipelineExecution"
          ? { pipelineExecution: { pipelineExecutionId: "r2", status } }
          : { actionExecutionDetails: actions },
    });
  const read = async () => (await readExecutions(calls(), IDENTITY, ["r2"]))["r2"];
  const NONE = { state: "none" } as const;

  it("that the pipeline no longer knows is missing, and one whose pipeline is gone", async () => {
    for (const code of ["PipelineExecutionNotFoundException", "PipelineNotFoundException"]) {
      wire.answer = () => refused(code);
      assert.deepEqual(await read(), { status: "missing", approval: NONE, confirmation: NONE });
    }
  });

  it("that may not be read is no execution that has ended", async () => {
    wire.answer = () => refused("AccessDeniedException", "not authorized");
    await assert.rejects(read(), /^CallFailed: codepipeline:\w+: AccessDeniedException: not authorized$/);
    wire.answer = () => ({ status: 200, body: { pipelineExecution: {} } });
    await assert.rejects(read(), /codepipeline:\w+: .*; this is no answer that is understood/);
  });

  const statuses = {
    InProgress: "running",
    Stopping: "running",
    Succeeded: "succeeded",
    Failed: "failed",
    Stopped: "stopped",
    Superseded: "stopped",
    Cancelled: "stopped",
    SomethingNew: "running",
  };
  for (const [status, expected] of Object.entries(statuses))
    it(`that is ${status} is ${expected}`, async () => {
      wire.answer = answers(status);
      assert.equal((await read())?.status, expected);
    });

  it("is asked for by the pipeline's name, its own id and nobody else's actions", async () => {
    wire.answer = answers("InProgress");
    await readExecutions(calls(), IDENTITY, ["r2", "r2"]);
    const pipeline = { pipelineName: "shop-dev-storefront-pipeline" };
    assert.equal(pipelineName(IDENTITY), pipeline.pipelineName);
    const byName = (one: Sent, other: Sent): number => one.operation.localeCompare(other.operation);
    assert.deepEqual(wire.sent.sort(byName), [
      { operation: "GetPipelineExecution", body: { ...pipeline, pipelineExecutionId: "r2" } },
      {
        operation: "ListActionExecutions",
        body: { ...pipeline, filter: { pipelineExecutionId: "r2" }, maxResults: 100 },
      },
    ]);
  });

  it("has a question that waits, while nobody has answered it", async () => {
    wire.answer = answers("InProgress", action("Approve", "InProgress"));
    assert.deepEqual(await read(), { status: "running", approval: { state: "pending" }, confirmation: NONE });
  });

  it("has a yes with who said it, when, and the comment", async () => {
    const by = { updatedBy: ADA, lastUpdateTime: NOON + 60.5 };
    wire.answer = answers("InProgress", action("Approve", "Succeeded", { ...by, ...COMMENT }));
    assert.deepEqual((await read())?.approval, {
      state: "approved",
      by: ADA,
      at: (NOON + 60.5) * 1000,
      comment: "looks good",
    });
  });

  it("has a no with who said it; and a no of nobody, where the time was over", async () => {
    const by = { updatedBy: ADA, lastUpdateTime: NOON };
    wire.answer = answers("Failed", action("Confirm", "Failed", by));
    assert.deepEqual((await read())?.confirmation, { state: "rejected", by: ADA, at: NOON * 1000 });
    wire.answer = answers("Failed", action("Approve", "Failed", { lastUpdateTime: NOON }));
    assert.deepEqual((await read())?.approval, { state: "timedOut" });
  });

  it("has no answer where it was stopped before anybody gave one", async () => {
    wire.answer = answers("Stopped", action("Approve", "Abandoned", { updatedBy: ADA }));
    assert.deepEqual(await read(), { status: "stopped", approval: NONE, confirmation: NONE });
  });

  it("has the last answer, where its stage was tried again, and none of another stage's question", async () => {
    const earlier = { updatedBy: ADA, startTime: NOON - 600, lastUpdateTime: NOON - 500 };
    const elsewhere = { ...action("Approve", "Succeeded", { startTime: NOON + 9 }), stageName: "Other" };
    wire.answer = answers(
      "InProgress",
      action("Approve", "Failed", earlier),
      action("Approve", "InProgress"),
      elsewhere,
    );
    assert.deepEqual((await read())?.approval, { state: "pending" });
  });

  it("has its questions found on whatever page they stand", async () => {
    wire.answer = ({ operation, body }) => {
      if (operation === "GetPipelineExecution") return answers("InProgress")({ operation, body });
      const { nextToken } = body as { nextToken?: string };
      const first = { actionExecutionDetails: [action("Release", "InProgress")], nextToken: "2" };
      const second = { actionExecutionDetails: [action("Approve", "InProgress")] };
      return { status: 200, body: nextToken === "2" ? second : first };
    };
    assert.deepEqual((await read())?.approval, { state: "pending" });
  });

  it("is asked what the pipeline's component calls it", () => {
    assert.equal(RELEASE_STAGE, stages.RELEASE_STAGE);
    assert.equal(APPROVAL_ACTION, stages.APPROVAL_ACTION);
    assert.equal(CONFIRMATION_ACTION, stages.CONFIRMATION_ACTION);
  });
});

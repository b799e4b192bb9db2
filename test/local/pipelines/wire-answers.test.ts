import assert from "node:assert/strict";
import {
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  PutJobFailureResultCommand,
} from "@aws-sdk/client-codepipeline";
import { NOON, until } from "../events/world";
import { Called, LOCAL, NAME } from "./called";
import { APPROVE, pipeline, step } from "./declared";

describe("CodePipeline's API for the answers of functions and people", function () {
  this.timeout(30_000);
  const at = new Called();

  it("fails at once where the function cannot be called", async () => {
    const gone = { ...step("Prepare", 1), configuration: { FunctionName: "gone" } };
    at.plane.declare([pipeline([gone])]);
    await at.upload();
    const id = await at.start();
    await until("it to fail", () => at.told.some(({ detail }) => detail["state"] === "FAILED"));
    assert.equal((await at.execution(id))?.status, "Failed");
    assert.match(
      at.said.join("\n"),
      /FAILED: the function gone could not be called: Function not found: gone/,
    );
  });

  it("calls a function again that goes on, and takes each job's answer once", async () => {
    await at.upload();
    await at.start();
    const first = await at.job(1);
    await assert.rejects(at.succeed(first.id, { continuationToken: "t", outputVariables: { a: "b" } }), {
      name: "ValidationException",
    });
    await at.succeed(first.id, { continuationToken: "t1", executionDetails: { summary: "waiting" } });
    await assert.rejects(at.succeed(first.id), { name: "InvalidJobStateException" });
    at.world.clock.advance(4_999);
    assert.equal(at.jobs.length, 1);
    at.world.clock.advance(1);
    const second = await at.job(2);
    assert.equal(second.data.continuationToken, "t1");
    assert.notEqual(second.id, first.id);
    await assert.rejects(at.succeed(first.id), { name: "InvalidJobStateException" });
    await at.succeed(second.id, { executionDetails: { summary: "ready" } });
    await assert.rejects(at.succeed(second.id), { name: "InvalidJobStateException" });
    const failureDetails = { type: "JobFailed", message: "late" } as const;
    await assert.rejects(
      at.client.send(new PutJobFailureResultCommand({ jobId: second.id, failureDetails })),
      {
        name: "InvalidJobStateException",
      },
    );
    assert.equal((await at.stages())[1]?.actionStates?.[0]?.latestExecution?.summary, "ready");
  });

  it("fails with a function's words, and after 20 minutes of its silence", async () => {
    await at.upload();
    const failed = await at.start();
    const { id: jobId } = await at.job(1);
    const failureDetails = { type: "ConfigurationError", message: "no registration" } as const;
    await at.client.send(new PutJobFailureResultCommand({ jobId, failureDetails }));
    assert.equal((await at.execution(failed))?.status, "Failed");
    assert.deepEqual((await at.stages())[1]?.actionStates?.[0]?.latestExecution?.errorDetails, {
      code: "ConfigurationError",
      message: "no registration",
    });
    const silent = await at.start();
    const job = await at.job(2);
    at.world.clock.advance(20 * 60_000 - 1);
    assert.equal((await at.execution(silent))?.status, "InProgress");
    at.world.clock.advance(1);
    assert.equal((await at.execution(silent))?.status, "Failed");
    await assert.rejects(at.succeed(job.id), { name: "InvalidJobStateException" });
  });

  it("asks people by a token that is open while nobody has answered, and takes one answer", async () => {
    const token = await at.asking();
    await assert.rejects(at.answer("other"), { name: "InvalidApprovalTokenException" });
    await assert.rejects(at.answer(token, "Approved", { stageName: "x" }), {
      name: "StageNotFoundException",
    });
    await assert.rejects(at.answer(token, "Approved", { actionName: "x" }), {
      name: "ActionNotFoundException",
    });
    const approvedAt = await at.answer(token);
    assert.equal(approvedAt?.getTime(), NOON);
    await assert.rejects(at.answer(token, "Rejected"), { name: "ApprovalAlreadyCompletedException" });
    const { status, lastUpdatedBy, summary, token: open } = (await at.approval()) ?? {};
    assert.deepEqual([status, lastUpdatedBy, summary, open], ["Succeeded", LOCAL, "so it is", undefined]);
    await at.succeed((await at.job(2)).id);
    const { pipelineExecutionSummaries: [last] = [] } = await at.client.send(
      new ListPipelineExecutionsCommand({ pipelineName: NAME }),
    );
    assert.equal(last?.status, "Succeeded");
    assert.equal(last.startTime?.getTime(), NOON);
  });

  it("takes a no for a failed action, with who said it; and silence for one of nobody", async () => {
    await at.answer(await at.asking(), "Rejected");
    const details = async () => {
      const asked = new ListActionExecutionsCommand({ pipelineName: NAME });
      const { actionExecutionDetails = [] } = await at.client.send(asked);
      return actionExecutionDetails
        .filter(({ actionName }) => actionName === "Approve")
        .map(({ status, updatedBy, output }) => [
          status,
          updatedBy,
          output?.executionResult?.externalExecutionSummary,
        ]);
    };
    assert.deepEqual(await details(), [["Failed", LOCAL, "so it is"]]);
    await at.start();
    await at.succeed((await at.job(2)).id);
    const { token } = (await at.approval()) ?? {};
    at.world.clock.advance(60 * 60_000);
    assert.deepEqual((await details())[0], ["Failed", undefined, "nobody has answered within 60 minutes"]);
    await assert.rejects(at.answer(token), { name: "ApprovalAlreadyCompletedException" });
  });

  it("tells the topic that an approval names, with what to answer by", async () => {
    const NotificationArn = await at.world.topic("approvals");
    const CustomData = "Release #{Source.VersionId}?";
    at.plane.declare([pipeline([{ ...APPROVE, configuration: { NotificationArn, CustomData } }])]);
    await at.upload();
    await at.start();
    await until("the question", () => at.told.some(({ detail }) => detail["action"] === "Approve"));
    const asked: unknown[] = [];
    for (let tries = 0; tries < 100 && asked.length === 0; tries++)
      asked.push(...(await at.world.messages("approvals")).map(({ body }) => body));
    const [{ approval: told_ }] = asked as [{ approval: Record<string, unknown> }];
    assert.deepEqual(
      [told_["token"], told_["expires"], told_["customData"]],
      [(await at.approval())?.token, "2026-11-21 13:00 UTC", `Release ${at.versions[0]}?`],
    );
  });
});

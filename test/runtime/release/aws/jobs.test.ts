import assert from "node:assert/strict";
import { answerJob, startedBy } from "../../../../runtime/release/aws/jobs";
import { clientsOf } from "../../../../runtime/release/aws/clients";
import { IDENTITY } from "../sample";
import { calls, withAddresses } from "./environment";
import { refused, withWire } from "./wire";

describe("a job of the pipeline", () => {
  const wire = withWire();
  withAddresses(() => ({ AWS_ENDPOINT_URL: wire.url }));
  const answer = (given: Parameters<typeof answerJob>[1]) => answerJob("job-1", given, clientsOf());

  it("that was answered before is told by false, and everything else that is refused is thrown", async () => {
    wire.answer = () => refused("InvalidJobStateException");
    assert.equal(await answer({ kind: "succeeded", summary: "x" }), false);
    assert.equal(await answer({ kind: "failed", type: "JobFailed", message: "x" }), false);
    wire.answer = () => refused("InvalidClientTokenException", "no");
    await assert.rejects(answer({ kind: "succeeded", summary: "x" }), {
      message: "codepipeline:PutJobSuccessResult: InvalidClientTokenException: no",
    });
  });

  it("is told what CodePipeline takes: longer texts are cut", async () => {
    assert.equal(await answer({ kind: "continue", token: "t", summary: "s".repeat(3000) }), true);
    await answer({ kind: "succeeded", summary: "done" });
    await answer({ kind: "failed", type: "PermissionError", message: "m".repeat(6000) });
    const jobId = "job-1";
    assert.deepEqual(wire.sent, [
      {
        operation: "PutJobSuccessResult",
        body: {
          jobId,
          executionDetails: { summary: `${"s".repeat(2047)}…` },
          continuationToken: "t",
        },
      },
      { operation: "PutJobSuccessResult", body: { jobId, executionDetails: { summary: "done" } } },
      {
        operation: "PutJobFailureResult",
        body: { jobId, failureDetails: { type: "PermissionError", message: `${"m".repeat(4999)}…` } },
      },
    ]);
  });
});

describe("who started an execution", () => {
  const wire = withWire();
  withAddresses(() => ({ AWS_ENDPOINT_URL: wire.url }));
  const by = (trigger: unknown) => {
    wire.answer = () => ({ status: 200, body: { pipelineExecution: { trigger } } });
    return startedBy(calls(), IDENTITY, "r2");
  };

  for (const [trigger, text] of [
    [undefined, "somebody unknown"],
    [{}, "somebody unknown"],
    [{ triggerType: "StartPipelineExecution", triggerDetail: "what" }, "somebody unknown"],
    [{ triggerType: "Webhook" }, "Webhook"],
    [{ triggerType: "CloudWatchEvent", triggerDetail: "arn:aws:events:…" }, "an upload"],
    [{ triggerType: "StartPipelineExecution", triggerDetail: "arn:aws:iam::123456789012:user/ada" }, "ada"],
    [
      {
        triggerType: "StartPipelineExecution",
        triggerDetail: "arn:aws-cn:sts::123456789012:assumed-role/developer/ada",
      },
      "developer/ada",
    ],
  ] as const)
    it(`is ${text}: ${JSON.stringify(trigger)}`, async () => {
      assert.equal(await by(trigger), text);
    });
});

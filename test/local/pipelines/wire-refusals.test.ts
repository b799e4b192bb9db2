import assert from "node:assert/strict";
import {
  GetPipelineCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListActionTypesCommand,
  PutJobFailureResultCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { Called, NAME } from "./called";
import { pipeline } from "./declared";

describe("CodePipeline's API, where it refuses", function () {
  this.timeout(30_000);
  const at = new Called();

  it("refuses by name what it does not model, and what is no call of CodePipeline", async () => {
    await assert.rejects(at.client.send(new ListActionTypesCommand({})), {
      name: "UnknownOperationException",
      message: "ListActionTypes is not modelled here",
    });
    const answered = await fetch(at.plane.endpoint, { method: "POST", body: "{}" });
    assert.equal(answered.status, 404);
    const target = { "x-amz-target": "CodePipeline_20150709.GetPipeline" };
    const broken = await fetch(at.plane.endpoint, { method: "POST", body: "{", headers: target });
    assert.deepEqual(await broken.json(), {
      __type: "SerializationException",
      message: "the body is no JSON",
    });
  });

  it("refuses what is missing, all of it at once", async () => {
    const sent = at.client.send(new PutJobFailureResultCommand({ jobId: "", failureDetails: undefined }));
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
    await refused(at.client.send(new GetPipelineCommand(other)), "PipelineNotFoundException");
    await refused(at.client.send(new GetPipelineStateCommand(other)), "PipelineNotFoundException");
    await refused(at.client.send(new StartPipelineExecutionCommand(other)), "PipelineNotFoundException");
    await refused(
      at.client.send(new GetPipelineCommand({ name: NAME, version: 2 })),
      "PipelineVersionNotFoundException",
    );
    await refused(at.execution("none"), "PipelineExecutionNotFoundException");
    const none = { pipelineName: NAME, pipelineExecutionId: "none" };
    await refused(
      at.client.send(new StopPipelineExecutionCommand(none)),
      "PipelineExecutionNotFoundException",
    );
    await refused(at.succeed("none"), "JobNotFoundException");
    const pages = { pipelineName: NAME, nextToken: "x" };
    await refused(at.client.send(new ListActionExecutionsCommand(pages)), "InvalidNextTokenException");
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
      await assert.rejects(at.start(input), { name: "ValidationException", message });
    at.plane.declare([pipeline([], { variables: { who: undefined } })]);
    await assert.rejects(at.start(), {
      message: "the variable who of storefront has no value, and no default",
    });
    assert.deepEqual(at.told, []);
  });

  it("has no more than 50 executions in progress", async () => {
    await at.upload();
    for (let number = 0; number < 50; number++) await at.start();
    await assert.rejects(at.start(), { name: "ConcurrentPipelineExecutionsLimitExceededException" });
  });
});

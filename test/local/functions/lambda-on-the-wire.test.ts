import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  AddPermissionCommand,
  CreateAliasCommand,
  DeleteFunctionCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListLayersCommand,
  ListVersionsByFunctionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  RemovePermissionCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { zipOf } from "./helpers";
import { refused, settings, Wire } from "./wire";

describe("Lambda on the wire", function () {
  this.timeout(60_000);
  const wire = new Wire();

  it("refuses what is not there, is there already, or cannot be", async () => {
    await wire.create();
    const FunctionName = "guestbook";
    assert.deepEqual(await refused(wire.invoke(undefined, "nobody")), [
      "ResourceNotFoundException",
      "Function not found: nobody:$LATEST",
    ]);
    assert.deepEqual(await refused(wire.invoke("live")), [
      "ResourceNotFoundException",
      "Function not found: guestbook:live",
    ]);
    assert.deepEqual(await refused(wire.create()), [
      "ResourceConflictException",
      "Function already exist: guestbook",
    ]);
    assert.equal(
      (await refused(wire.create({ FunctionName: "b", Timeout: 901 })))[0],
      "InvalidParameterValueException",
    );
    assert.equal(
      (await refused(wire.create({ FunctionName: "b", Handler: undefined })))[0],
      "InvalidParameterValueException",
    );
    const missing = { S3Bucket: "no-such-bucket", S3Key: "code.zip" };
    assert.deepEqual(await refused(wire.create({ FunctionName: "b", Code: missing })), [
      "InvalidParameterValueException",
      "Error occurred while GetObject. S3 Error Code: NoSuchBucket. s3://no-such-bucket/code.zip",
    ]);
    const alias = { FunctionName, Name: "live", FunctionVersion: "7" };
    assert.equal(
      (await refused(wire.client.send(new CreateAliasCommand(alias))))[0],
      "ResourceNotFoundException",
    );
  });

  it("refuses paths that are none, and says so when the store is gone, and lives on", async () => {
    const status = async (path: string): Promise<number> => (await fetch(wire.lambda.endpoint + path)).status;
    assert.equal(await status("/2015-03-31/functions/%zz"), 400);
    assert.equal(await status("//"), 200, "none of ours: the store has a page there");
    const own = mkdtempSync(join(tmpdir(), "multistage-lambda-"));
    const alone = await wire.start(own, "http://127.0.0.1:9");
    const lonely = new LambdaClient({ ...settings(alone.endpoint), maxAttempts: 1 });
    assert.deepEqual(await refused(lonely.send(new ListLayersCommand({}))), [
      "ServiceException",
      "connect ECONNREFUSED 127.0.0.1:9",
    ]);
    assert.equal((await fetch(`${alone.endpoint}/2015-03-31/functions`)).status, 200);
    lonely.destroy();
    await alone.stop();
    rmSync(own, { recursive: true });
  });

  it("gives the end of the log, the error, and nothing for a dry run", async () => {
    await wire.create();
    const FunctionName = "guestbook";
    const { LogResult } = await wire.client.send(
      new InvokeCommand({ FunctionName, LogType: "Tail", Payload: `{"a":1}` }),
    );
    assert.match(
      Buffer.from(LogResult ?? "", "base64").toString(),
      /START RequestId: .*\tINFO\theard \{ a: 1 \}\nEND .*\nREPORT /s,
    );
    const dry = await wire.client.send(new InvokeCommand({ FunctionName, InvocationType: "DryRun" }));
    assert.equal(dry.StatusCode, 204);
    const ZipFile = await zipOf({ "index.js": `exports.handler = async () => { throw new Error("no"); };` });
    await wire.client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
    const { FunctionError, StatusCode } = await wire.client.send(new InvokeCommand({ FunctionName }));
    assert.deepEqual([FunctionError, StatusCode], ["Unhandled", 200]);
    await wire.client.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
    );
    assert.deepEqual(await refused(wire.invoke()), ["TooManyRequestsException", "Rate Exceeded."]);
  });

  it("sends the record of an asynchronous invocation to the queue that is configured", async () => {
    await wire.create();
    const sqs = new SQSClient(settings(wire.moto.endpoint));
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "records" }));
    const FunctionName = "guestbook";
    const Destination = "arn:aws:sqs:eu-central-1:123456789012:records";
    const config = {
      FunctionName,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnSuccess: { Destination } },
    };
    await wire.client.send(new PutFunctionEventInvokeConfigCommand(config));
    const { StatusCode } = await wire.client.send(
      new InvokeCommand({ FunctionName, InvocationType: "Event", Payload: `{"n":1}` }),
    );
    assert.equal(StatusCode, 202);
    let body: string | undefined;
    const deadline = Date.now() + 10_000;
    while (body === undefined && Date.now() < deadline) {
      await sleep(50);
      body = (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]?.Body;
    }
    sqs.destroy();
    const { requestContext, requestPayload, responsePayload } = JSON.parse(body ?? "{}") as Record<
      string,
      Record<string, unknown>
    >;
    assert.deepEqual(
      [requestContext?.["condition"], requestPayload, responsePayload],
      ["Success", { n: 1 }, "one"],
    );
  });

  it("keeps permissions by qualifier, lists versions, and hands other calls on to the store", async () => {
    await wire.create({ Publish: true });
    const FunctionName = "guestbook";
    await wire.client.send(new CreateAliasCommand({ FunctionName, Name: "live", FunctionVersion: "1" }));
    const permission = {
      FunctionName,
      Qualifier: "live",
      StatementId: "api",
      Action: "lambda:InvokeFunction",
    };
    await wire.client.send(
      new AddPermissionCommand({
        ...permission,
        Principal: "apigateway.amazonaws.com",
        SourceArn: "arn:aws:execute-api:x",
      }),
    );
    const { Policy } = await wire.client.send(new GetPolicyCommand({ FunctionName, Qualifier: "live" }));
    assert.deepEqual((JSON.parse(Policy ?? "") as { Statement: unknown }).Statement, [
      {
        Sid: "api",
        Effect: "Allow",
        Principal: { Service: "apigateway.amazonaws.com" },
        Action: "lambda:InvokeFunction",
        Resource: "arn:aws:lambda:eu-central-1:123456789012:function:guestbook:live",
        Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:execute-api:x" } },
      },
    ]);
    await wire.client.send(
      new RemovePermissionCommand({ FunctionName, Qualifier: "live", StatementId: "api" }),
    );
    assert.equal(
      (await refused(wire.client.send(new GetPolicyCommand({ FunctionName, Qualifier: "live" }))))[0],
      "ResourceNotFoundException",
    );
    const { Versions } = await wire.client.send(new ListVersionsByFunctionCommand({ FunctionName }));
    assert.deepEqual(
      Versions?.map(({ Version }) => Version),
      ["$LATEST", "1"],
    );
    assert.deepEqual((await wire.client.send(new ListLayersCommand({}))).Layers, []);
    await wire.client.send(new DeleteFunctionCommand({ FunctionName }));
    assert.equal((await refused(wire.invoke()))[0], "ResourceNotFoundException");
  });
});

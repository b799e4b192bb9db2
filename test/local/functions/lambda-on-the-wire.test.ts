import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListLayersCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  RemovePermissionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { MovedClock } from "../../../local/clock/clock";
import { startLocalLambda, type LocalLambda } from "../../../local/functions/local-lambda";
import { withMoto } from "../../helpers/moto";
import { zipOf } from "./helpers";

const REGION = "eu-central-1";
const ROLE = "arn:aws:iam::123456789012:role/web";

describe("Lambda on the wire", function () {
  this.timeout(60_000);
  const moto = withMoto();
  let lambda: LocalLambda;
  let client: LambdaClient;
  let clock: MovedClock;
  let folder: string;
  const settings = (
    endpoint: string,
  ): { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } } => ({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "multistage-lambda-"));
    clock = new MovedClock(Date.UTC(2026, 0, 1));
    lambda = await startLocalLambda({
      clock,
      region: REGION,
      account: "123456789012",
      folder,
      storeEndpoint: moto.endpoint,
    });
    client = new LambdaClient({ ...settings(lambda.endpoint), maxAttempts: 1 });
  });
  afterEach(async () => {
    client.destroy();
    await lambda.stop();
    rmSync(folder, { recursive: true });
  });

  const says = (text: string): Promise<Buffer> =>
    zipOf({
      "index.js": `exports.handler = async (event) => { console.log("heard", event); return "${text}"; };`,
    });
  const create = async (
    given: Partial<ConstructorParameters<typeof CreateFunctionCommand>[0]> = {},
  ): Promise<void> => {
    const Code = { ZipFile: await says("one") };
    const input = {
      FunctionName: "guestbook",
      Role: ROLE,
      Runtime: "nodejs22.x" as const,
      Handler: "index.handler",
      Code,
    };
    await client.send(new CreateFunctionCommand({ ...input, ...given }));
    clock.advance(1_000);
  };
  const invoke = async (qualifier?: string, name = "guestbook"): Promise<[unknown, string | undefined]> => {
    const { Payload, ExecutedVersion } = await client.send(
      new InvokeCommand({ FunctionName: name, Qualifier: qualifier, Payload: "{}" }),
    );
    return [JSON.parse(Payload?.transformToString() ?? ""), ExecutedVersion];
  };
  const refused = async (call: Promise<unknown>): Promise<[string, string]> => {
    const error = await call.then(
      () => assert.fail("was taken"),
      (thrown: unknown) => thrown as Error,
    );
    return [error.name, error.message];
  };

  it("refuses what is not there, is there already, or cannot be", async () => {
    await create();
    const FunctionName = "guestbook";
    assert.deepEqual(await refused(invoke(undefined, "nobody")), [
      "ResourceNotFoundException",
      "Function not found: nobody:$LATEST",
    ]);
    assert.deepEqual(await refused(invoke("live")), [
      "ResourceNotFoundException",
      "Function not found: guestbook:live",
    ]);
    assert.deepEqual(await refused(create()), [
      "ResourceConflictException",
      "Function already exist: guestbook",
    ]);
    assert.equal(
      (await refused(create({ FunctionName: "b", Timeout: 901 })))[0],
      "InvalidParameterValueException",
    );
    assert.equal(
      (await refused(create({ FunctionName: "b", Handler: undefined })))[0],
      "InvalidParameterValueException",
    );
    const missing = { S3Bucket: "no-such-bucket", S3Key: "code.zip" };
    assert.deepEqual(await refused(create({ FunctionName: "b", Code: missing })), [
      "InvalidParameterValueException",
      "Error occurred while GetObject. S3 Error Code: NoSuchBucket. s3://no-such-bucket/code.zip",
    ]);
    const alias = { FunctionName, Name: "live", FunctionVersion: "7" };
    assert.equal((await refused(client.send(new CreateAliasCommand(alias))))[0], "ResourceNotFoundException");
  });

  it("refuses paths that are none, and says so when the store is gone, and lives on", async () => {
    const status = async (path: string): Promise<number> => (await fetch(lambda.endpoint + path)).status;
    assert.equal(await status("/2015-03-31/functions/%zz"), 400);
    assert.equal(await status("//"), 200, "none of ours: the store has a page there");
    const own = mkdtempSync(join(tmpdir(), "multistage-lambda-"));
    const alone = await startLocalLambda({
      clock,
      region: REGION,
      account: "123456789012",
      folder: own,
      storeEndpoint: "http://127.0.0.1:9",
    });
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

  it("fails an invocation of code that cannot be unpacked, and writes nothing outside", async () => {
    const zip = Buffer.from(
      (await zipOf({ "aa/up.txt": "1" })).toString("latin1").replaceAll("aa/up.txt", "../up.txt"),
      "latin1",
    );
    await create({ Code: { ZipFile: zip } });
    const [value] = await invoke();
    const { errorType, errorMessage } = value as { errorType: string; errorMessage: string };
    assert.equal(errorType, "Runtime.InvalidCode");
    assert.match(errorMessage, /code: must be files inside its own folder, got "\.\.\/up\.txt"/);
  });

  it("takes a release as one is made: code by revision, wait, version by checksum, alias by revision", async () => {
    await create({ Publish: true });
    const FunctionName = "guestbook";
    const { AliasArn } = await client.send(
      new CreateAliasCommand({ FunctionName, Name: "live", FunctionVersion: "1" }),
    );
    assert.equal(AliasArn, "arn:aws:lambda:eu-central-1:123456789012:function:guestbook:live");
    assert.deepEqual(await invoke("live"), ["one", "1"]);

    const { Configuration: before } = await client.send(new GetFunctionCommand({ FunctionName }));
    const ZipFile = await says("two");
    const stale = new UpdateFunctionCodeCommand({ FunctionName, ZipFile, RevisionId: "another" });
    assert.equal((await refused(client.send(stale)))[0], "PreconditionFailedException");
    const updated = await client.send(
      new UpdateFunctionCodeCommand({ FunctionName, ZipFile, RevisionId: before?.RevisionId }),
    );
    assert.equal(updated.LastUpdateStatus, "InProgress");
    const publish = { FunctionName, CodeSha256: updated.CodeSha256, RevisionId: updated.RevisionId };
    assert.equal(
      (await refused(client.send(new PublishVersionCommand(publish))))[0],
      "ResourceConflictException",
    );
    clock.advance(1_000);
    const wrong = new PublishVersionCommand({ ...publish, CodeSha256: before?.CodeSha256 });
    assert.equal((await refused(client.send(wrong)))[0], "PreconditionFailedException");
    const version = await client.send(new PublishVersionCommand(publish));
    assert.deepEqual([version.Version, version.FunctionArn], ["2", `${updated.FunctionArn ?? ""}:2`]);
    assert.equal(
      (await client.send(new PublishVersionCommand({ FunctionName }))).Version,
      "2",
      "nothing has changed since",
    );

    assert.deepEqual(await invoke("live"), ["one", "1"]);
    const alias = await client.send(new GetAliasCommand({ FunctionName, Name: "live" }));
    const canary = { AdditionalVersionWeights: { "2": 0.5 } };
    const shifted = await client.send(
      new UpdateAliasCommand({
        FunctionName,
        Name: "live",
        RoutingConfig: canary,
        RevisionId: alias.RevisionId,
      }),
    );
    assert.deepEqual([shifted.FunctionVersion, shifted.RoutingConfig], ["1", canary]);
    const served = new Set<string>();
    for (let time = 0; time < 20; time++) served.add(String((await invoke("live"))[0]));
    assert.deepEqual([...served].sort(), ["one", "two"]);
    const late = new UpdateAliasCommand({
      FunctionName,
      Name: "live",
      FunctionVersion: "2",
      RevisionId: alias.RevisionId,
    });
    assert.equal((await refused(client.send(late)))[0], "PreconditionFailedException");
    const whole = {
      FunctionName,
      Name: "live",
      FunctionVersion: "2",
      RoutingConfig: { AdditionalVersionWeights: {} },
    };
    assert.equal((await client.send(new UpdateAliasCommand(whole))).RoutingConfig, undefined);
    assert.deepEqual(await invoke("live"), ["two", "2"]);
    assert.deepEqual(await invoke(undefined, "123456789012:function:guestbook:1"), ["one", "1"]);
    const inUse = new DeleteFunctionCommand({ FunctionName, Qualifier: "2" });
    assert.equal((await refused(client.send(inUse)))[0], "ResourceConflictException");
  });

  it("refuses weights that an alias cannot have", async () => {
    await create({ Publish: true });
    const FunctionName = "guestbook";
    for (const Role of [ROLE, `${ROLE}-2`]) {
      await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Role, Description: Role }));
      clock.advance(1_000);
      await client.send(new PublishVersionCommand({ FunctionName }));
    }
    const weights = async (
      FunctionVersion: string,
      AdditionalVersionWeights: Record<string, number>,
    ): Promise<string> => {
      const input = {
        FunctionName,
        Name: "live",
        FunctionVersion,
        RoutingConfig: { AdditionalVersionWeights },
      };
      return (await refused(client.send(new CreateAliasCommand(input)))).join(": ");
    };
    const invalid = "InvalidParameterValueException: ";
    assert.equal(
      await weights("1", { "2": 0.1, "3": 0.1 }),
      `${invalid}an alias can point to two versions at most`,
    );
    assert.equal(
      await weights("1", { "2": 1.1 }),
      `${invalid}the weight of version 2 must be from 0 to 1, got 1.1`,
    );
    assert.equal(
      await weights("1", { "1": 0.1 }),
      `${invalid}version 1 is the alias's own: it cannot be additional as well`,
    );
    assert.equal(
      await weights("$LATEST", { "1": 0.1 }),
      `${invalid}$LATEST is not supported for an alias pointing to more than 1 version`,
    );
    assert.equal(
      await weights("1", { "3": 0.1 }),
      `${invalid}both versions of an alias must have the same execution role`,
    );
    assert.equal(
      await weights("1", { "9": 0.1 }),
      "ResourceNotFoundException: Function not found: version 9",
    );
  });

  it("gives the end of the log, the error, and nothing for a dry run", async () => {
    await create();
    const FunctionName = "guestbook";
    const { LogResult } = await client.send(
      new InvokeCommand({ FunctionName, LogType: "Tail", Payload: `{"a":1}` }),
    );
    assert.match(
      Buffer.from(LogResult ?? "", "base64").toString(),
      /START RequestId: .*\tINFO\theard \{ a: 1 \}\nEND .*\nREPORT /s,
    );
    const dry = await client.send(new InvokeCommand({ FunctionName, InvocationType: "DryRun" }));
    assert.equal(dry.StatusCode, 204);
    const ZipFile = await zipOf({ "index.js": `exports.handler = async () => { throw new Error("no"); };` });
    await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
    const { FunctionError, StatusCode } = await client.send(new InvokeCommand({ FunctionName }));
    assert.deepEqual([FunctionError, StatusCode], ["Unhandled", 200]);
    await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
    assert.deepEqual(await refused(invoke()), ["TooManyRequestsException", "Rate Exceeded."]);
  });

  it("takes code from a given version of an object, and layers of any account", async () => {
    const s3 = new S3Client({ ...settings(moto.endpoint), forcePathStyle: true });
    const Bucket = "code";
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
    const put = async (text: string): Promise<string | undefined> =>
      (await s3.send(new PutObjectCommand({ Bucket, Key: "code.zip", Body: await says(text) }))).VersionId;
    const older = await put("older");
    await put("newer");
    s3.destroy();
    const layer = "arn:aws:lambda:eu-central-1:753240598075:layer:LambdaAdapterLayerX86:30";
    const Code = { S3Bucket: Bucket, S3Key: "code.zip", S3ObjectVersion: older };
    await create({ Code, Layers: [layer] });
    assert.deepEqual(await invoke(), ["older", "$LATEST"]);
    const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: "guestbook" }));
    assert.deepEqual(
      Configuration?.Layers?.map(({ Arn }) => Arn),
      [layer],
    );
  });

  it("sends the record of an asynchronous invocation to the queue that is configured", async () => {
    await create();
    const sqs = new SQSClient(settings(moto.endpoint));
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "records" }));
    const FunctionName = "guestbook";
    const Destination = "arn:aws:sqs:eu-central-1:123456789012:records";
    const config = {
      FunctionName,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnSuccess: { Destination } },
    };
    await client.send(new PutFunctionEventInvokeConfigCommand(config));
    const { StatusCode } = await client.send(
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
    await create({ Publish: true });
    const FunctionName = "guestbook";
    await client.send(new CreateAliasCommand({ FunctionName, Name: "live", FunctionVersion: "1" }));
    const permission = {
      FunctionName,
      Qualifier: "live",
      StatementId: "api",
      Action: "lambda:InvokeFunction",
    };
    await client.send(
      new AddPermissionCommand({
        ...permission,
        Principal: "apigateway.amazonaws.com",
        SourceArn: "arn:aws:execute-api:x",
      }),
    );
    const { Policy } = await client.send(new GetPolicyCommand({ FunctionName, Qualifier: "live" }));
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
    await client.send(new RemovePermissionCommand({ FunctionName, Qualifier: "live", StatementId: "api" }));
    assert.equal(
      (await refused(client.send(new GetPolicyCommand({ FunctionName, Qualifier: "live" }))))[0],
      "ResourceNotFoundException",
    );
    const { Versions } = await client.send(new ListVersionsByFunctionCommand({ FunctionName }));
    assert.deepEqual(
      Versions?.map(({ Version }) => Version),
      ["$LATEST", "1"],
    );
    assert.deepEqual((await client.send(new ListLayersCommand({}))).Layers, []);
    await client.send(new DeleteFunctionCommand({ FunctionName }));
    assert.equal((await refused(invoke()))[0], "ResourceNotFoundException");
  });
});

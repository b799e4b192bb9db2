import { strict as assert } from "node:assert";
import {
  CreateAliasCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  PublishVersionCommand,
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
import { zipOf } from "./helpers";
import { refused, REGION, ROLE, says, settings, Wire } from "./wire";

describe("a release of a function on the wire", function () {
  this.timeout(60_000);
  const wire = new Wire();

  it("fails an invocation of code that cannot be unpacked, and writes nothing outside", async () => {
    const zip = Buffer.from(
      (await zipOf({ "aa/up.txt": "1" })).toString("latin1").replaceAll("aa/up.txt", "../up.txt"),
      "latin1",
    );
    await wire.create({ Code: { ZipFile: zip } });
    const [value] = await wire.invoke();
    const { errorType, errorMessage } = value as { errorType: string; errorMessage: string };
    assert.equal(errorType, "Runtime.InvalidCode");
    assert.match(errorMessage, /code: must be files inside its own folder, got "\.\.\/up\.txt"/);
  });

  it("takes a release as one is made: code by revision, wait, version by checksum, alias by revision", async () => {
    await wire.create({ Publish: true });
    const FunctionName = "guestbook";
    const { AliasArn } = await wire.client.send(
      new CreateAliasCommand({ FunctionName, Name: "live", FunctionVersion: "1" }),
    );
    assert.equal(AliasArn, "arn:aws:lambda:eu-central-1:123456789012:function:guestbook:live");
    assert.deepEqual(await wire.invoke("live"), ["one", "1"]);

    const { Configuration: before } = await wire.client.send(new GetFunctionCommand({ FunctionName }));
    const ZipFile = await says("two");
    const stale = new UpdateFunctionCodeCommand({ FunctionName, ZipFile, RevisionId: "another" });
    assert.equal((await refused(wire.client.send(stale)))[0], "PreconditionFailedException");
    const updated = await wire.client.send(
      new UpdateFunctionCodeCommand({ FunctionName, ZipFile, RevisionId: before?.RevisionId }),
    );
    assert.equal(updated.LastUpdateStatus, "InProgress");
    const publish = { FunctionName, CodeSha256: updated.CodeSha256, RevisionId: updated.RevisionId };
    assert.equal(
      (await refused(wire.client.send(new PublishVersionCommand(publish))))[0],
      "ResourceConflictException",
    );
    wire.clock.advance(1_000);
    const wrong = new PublishVersionCommand({ ...publish, CodeSha256: before?.CodeSha256 });
    assert.equal((await refused(wire.client.send(wrong)))[0], "PreconditionFailedException");
    const version = await wire.client.send(new PublishVersionCommand(publish));
    assert.deepEqual([version.Version, version.FunctionArn], ["2", `${updated.FunctionArn ?? ""}:2`]);
    assert.equal(
      (await wire.client.send(new PublishVersionCommand({ FunctionName }))).Version,
      "2",
      "nothing has changed since",
    );

    assert.deepEqual(await wire.invoke("live"), ["one", "1"]);
    const alias = await wire.client.send(new GetAliasCommand({ FunctionName, Name: "live" }));
    const canary = { AdditionalVersionWeights: { "2": 0.5 } };
    const shifted = await wire.client.send(
      new UpdateAliasCommand({
        FunctionName,
        Name: "live",
        RoutingConfig: canary,
        RevisionId: alias.RevisionId,
      }),
    );
    assert.deepEqual([shifted.FunctionVersion, shifted.RoutingConfig], ["1", canary]);
    const served = new Set<string>();
    for (let time = 0; time < 20; time++) served.add(String((await wire.invoke("live"))[0]));
    assert.deepEqual([...served].sort(), ["one", "two"]);
    const late = new UpdateAliasCommand({
      FunctionName,
      Name: "live",
      FunctionVersion: "2",
      RevisionId: alias.RevisionId,
    });
    assert.equal((await refused(wire.client.send(late)))[0], "PreconditionFailedException");
    const whole = {
      FunctionName,
      Name: "live",
      FunctionVersion: "2",
      RoutingConfig: { AdditionalVersionWeights: {} },
    };
    assert.equal((await wire.client.send(new UpdateAliasCommand(whole))).RoutingConfig, undefined);
    assert.deepEqual(await wire.invoke("live"), ["two", "2"]);
    assert.deepEqual(await wire.invoke(undefined, "123456789012:function:guestbook:1"), ["one", "1"]);
    const inUse = new DeleteFunctionCommand({ FunctionName, Qualifier: "2" });
    assert.equal((await refused(wire.client.send(inUse)))[0], "ResourceConflictException");
  });

  it("refuses weights that an alias cannot have", async () => {
    await wire.create({ Publish: true });
    const FunctionName = "guestbook";
    for (const Role of [ROLE, `${ROLE}-2`]) {
      await wire.client.send(
        new UpdateFunctionConfigurationCommand({ FunctionName, Role, Description: Role }),
      );
      wire.clock.advance(1_000);
      await wire.client.send(new PublishVersionCommand({ FunctionName }));
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
      return (await refused(wire.client.send(new CreateAliasCommand(input)))).join(": ");
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

  it("takes code from a given version of an object, and layers of any account", async () => {
    const s3 = new S3Client({ ...settings(wire.moto.endpoint), forcePathStyle: true });
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
    await wire.create({ Code, Layers: [layer] });
    assert.deepEqual(await wire.invoke(), ["older", "$LATEST"]);
    const { Configuration } = await wire.client.send(new GetFunctionCommand({ FunctionName: "guestbook" }));
    assert.deepEqual(
      Configuration?.Layers?.map(({ Arn }) => Arn),
      [layer],
    );
  });
});

import assert from "node:assert/strict";
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Target } from "../../../../local/events/rule";
import { passStoreEvents } from "../../../../local/events/sources/store-events";
import { MOTO_TIMEOUT } from "../../../helpers/moto";
import { ACCOUNT, arn, REGION, until, World } from "../world";

const Bucket = "multistage-artifacts";
const PIPELINE = arn("codepipeline", "multistage-dev-guestbook");

describe("the events of the store's buckets", function () {
  this.timeout(MOTO_TIMEOUT);
  const world = new World();

  const trigger = () =>
    world.rule(
      "trigger",
      {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { bucket: { name: [Bucket] }, object: { key: ["guestbook/revision.zip"] } },
      },
      {
        Arn: PIPELINE,
        InputTransformer: {
          InputPathsMap: { versionId: "$.detail.object.version-id" },
          InputTemplate: '{"sourceRevisions":[{"revisionValue":<versionId>}]}',
        },
      },
    );
  const pass = async () => {
    const got: [arn: string, body: unknown][] = [];
    const elsewhere = ({ arn: to }: Target, body: string) => {
      got.push([to, JSON.parse(body)]);
      return Promise.resolve();
    };
    const events = await world.events({ elsewhere });
    const store = { endpoint: world.moto.endpoint, region: REGION };
    const say = (line: string): void => void world.said.push(line);
    const options = { store, account: ACCOUNT, clock: world.clock, events, say };
    const stop = await passStoreEvents(options);
    world.closing({ close: stop });
    return { events, got };
  };
  const upload = async () => {
    const s3 = world.client(S3Client);
    const LocationConstraint = REGION as "ap-northeast-2";
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: { EventBridgeConfiguration: {} },
      }),
    );
    const put = async (Key: string) =>
      (await s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }))).VersionId;
    return { other: await put("guestbook/other.zip"), own: await put("guestbook/revision.zip") };
  };

  it("are said to be in danger where a rule was there before", async () => {
    await trigger();
    await pass();
    assert.deepEqual(world.said, [
      "the event rule trigger was there first: events of S3 may get lost in the store",
    ]);
  });

  it("start a pipeline by the version that was uploaded", async () => {
    const { events, got } = await pass();
    await trigger();
    await events.refresh();
    const { own } = await upload();
    world.clock.advance(1_000);
    await until("the upload to be told", () => got.length > 0);
    assert.deepEqual(got, [[PIPELINE, { sourceRevisions: [{ revisionValue: own }] }]]);
    assert.deepEqual(world.said, []);
  });

  it("are told again after the store was emptied", async () => {
    const { events, got } = await pass();
    await world.moto.reset();
    world.clock.advance(1_000);
    // What finds the queue gone makes it again.
    let rules = await world.ruleNames();
    for (
      const end = Date.now() + 5_000;
      !rules.includes("multistage-store-events");
      rules = await world.ruleNames()
    )
      assert.ok(Date.now() < end, "waited 5 s for the rule");
    await trigger();
    await events.refresh();
    await upload();
    for (const end = Date.now() + 5_000; got.length === 0;) {
      assert.ok(Date.now() < end, "waited 5 s for the upload to be told");
      world.clock.advance(1_000);
      await events.refresh();
    }
    assert.equal(got.length, 1);
  });
});

import assert from "node:assert/strict";
import type { Values } from "../../../../local/aws/wire/values";
import { emptiedAws } from "../emptied-aws";

const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const ZONE = "aws:route53/zone:Zone";
const RECORD = "aws:route53/record:Record";
const BUCKET = "aws:s3/bucket:Bucket";
const TABLE = "aws:dynamodb/table:Table";
const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
const EVENT_TARGET = "aws:cloudwatch/eventTarget:EventTarget";

const balancer: Values = { name: "shop", subnets: ["subnet-1", "subnet-2"] };
const table: Values = {
  name: "releases",
  billingMode: "PAY_PER_REQUEST",
  hashKey: "service",
  attributes: [{ name: "service", type: "S" }],
};

describe("the local AWS refuses, as AWS does,", () => {
  const aws = emptiedAws();

  const create = (type: string, inputs: Values) => aws.client.create(type, inputs);
  /** Refused, and nothing is there that was not there before. */
  const refused = async (call: () => Promise<unknown>, details: string | RegExp) => {
    const held = aws.store.list();
    await assert.rejects(call(), { details });
    assert.deepEqual(aws.store.list(), held);
  };

  it("to delete a load balancer or a table that is protected, until it no longer is", async () => {
    const protectedOnes: [type: string, inputs: Values, protection: string, error: RegExp][] = [
      [
        LOAD_BALANCER,
        balancer,
        "enableDeletionProtection",
        /^OperationNotPermitted: Load balancer 'arn:.*\/app\/shop\/[0-9a-f]{16}' cannot be deleted because deletion protection is enabled$/,
      ],
      [
        TABLE,
        table,
        "deletionProtectionEnabled",
        /^ValidationException: Resource cannot be deleted as it is currently protected against deletion\. Disable deletion protection first\.$/,
      ],
    ];
    for (const [type, inputs, protection, error] of protectedOnes) {
      const before = { ...inputs, [protection]: true };
      const { id, state } = await create(type, before);
      await refused(() => aws.client.delete(type, id, state), error);
      const after = { ...inputs, [protection]: false };
      await aws.client.delete(type, id, await aws.client.update(type, id, { before, after, state }));
      assert.deepEqual(aws.store.list(), []);
    }
  });

  it("to delete a target group that a rule or a listener forwards to", async () => {
    const { id: arn, state } = await create(TARGET_GROUP, { name: "blue" });
    const forward = [{ type: "forward", forward: { targetGroups: [{ arn, weight: 0 }] } }];
    const users: [type: string, inputs: Values][] = [
      [RULE, { listenerArn: "l", priority: 1, actions: forward, conditions: [] }],
      [
        LISTENER,
        { loadBalancerArn: "a", port: 80, defaultActions: [{ type: "forward", targetGroupArn: arn }] },
      ],
    ];
    for (const [type, inputs] of users) {
      const user = await create(type, inputs);
      await refused(
        () => aws.client.delete(TARGET_GROUP, arn, state),
        `ResourceInUse: Target group '${arn}' is currently in use by a listener or a rule`,
      );
      await aws.client.delete(type, user.id, user.state);
    }
    await aws.client.delete(TARGET_GROUP, arn, state);
    assert.deepEqual(aws.store.list(), []);
  });

  it("to delete a bucket with something in it, unless it is to be emptied", async () => {
    const inputs = { bucket: "artifacts" };
    const { id, state } = await create(BUCKET, inputs);
    aws.store.put({ type: "aws:s3/bucketObjectv2:BucketObjectv2", key: "o", properties: inputs });
    await refused(
      () => aws.client.delete(BUCKET, id, state),
      "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
    );
    const after = { ...inputs, forceDestroy: true };
    const emptied = await aws.client.update(BUCKET, id, { before: inputs, after, state });
    await aws.client.delete(BUCKET, id, emptied);
    assert.deepEqual(aws.store.list(BUCKET), []);
  });

  it("to delete a zone with records and an event rule with targets", async () => {
    const zone = await create(ZONE, { name: "shop.internal" });
    const record = { zoneId: zone.id, name: "a", type: "A", ttl: 10, records: ["192.0.2.1"] };
    const made = await create(RECORD, record);
    await refused(() => aws.client.delete(ZONE, zone.id, zone.state), /^HostedZoneNotEmpty: /);
    await aws.client.delete(RECORD, made.id, made.state);
    await aws.client.delete(ZONE, zone.id, zone.state);

    const rule = await create(EVENT_RULE, { name: "sweep", scheduleExpression: "rate(1 minute)" });
    const target = await create(EVENT_TARGET, { rule: "sweep", targetId: "t", arn: "arn:f" });
    await refused(
      () => aws.client.delete(EVENT_RULE, rule.id, rule.state),
      "ValidationException: Rule can't be deleted since it has targets.",
    );
    await aws.client.delete(EVENT_TARGET, target.id, target.state);
    await aws.client.delete(EVENT_RULE, rule.id, rule.state);
    assert.deepEqual(aws.store.list(), []);
  });
});

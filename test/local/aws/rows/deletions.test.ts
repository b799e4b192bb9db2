import assert from "node:assert/strict";
import type { Values } from "../../../../wire/values";
import { balancer, refusingAws, table, TYPE } from "./refusing-aws";

describe("the local AWS refuses, as AWS does,", () => {
  const { aws, create, refused } = refusingAws();

  it("to delete a load balancer or a table that is protected, until it no longer is", async () => {
    const protectedOnes: [type: string, inputs: Values, protection: string, error: RegExp][] = [
      [
        TYPE.loadBalancer,
        balancer,
        "enableDeletionProtection",
        /^OperationNotPermitted: Load balancer 'arn:.*\/app\/shop\/[0-9a-f]{16}' cannot be deleted because deletion protection is enabled$/,
      ],
      [
        TYPE.table,
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
    const { id: arn, state } = await create(TYPE.targetGroup, { name: "blue" });
    const forward = [{ type: "forward", forward: { targetGroups: [{ arn, weight: 0 }] } }];
    const users: [type: string, inputs: Values][] = [
      [TYPE.rule, { listenerArn: "l", priority: 1, actions: forward, conditions: [] }],
      [
        TYPE.listener,
        { loadBalancerArn: "a", port: 80, defaultActions: [{ type: "forward", targetGroupArn: arn }] },
      ],
    ];
    for (const [type, inputs] of users) {
      const user = await create(type, inputs);
      await refused(
        () => aws.client.delete(TYPE.targetGroup, arn, state),
        `ResourceInUse: Target group '${arn}' is currently in use by a listener or a rule`,
      );
      await aws.client.delete(type, user.id, user.state);
    }
    await aws.client.delete(TYPE.targetGroup, arn, state);
    assert.deepEqual(aws.store.list(), []);
  });

  it("to delete a bucket with something in it, unless it is to be emptied", async () => {
    const inputs = { bucket: "artifacts" };
    const { id, state } = await create(TYPE.bucket, inputs);
    aws.store.put({ type: "aws:s3/bucketObjectv2:BucketObjectv2", key: "o", properties: inputs });
    await refused(
      () => aws.client.delete(TYPE.bucket, id, state),
      "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
    );
    const after = { ...inputs, forceDestroy: true };
    const emptied = await aws.client.update(TYPE.bucket, id, { before: inputs, after, state });
    await aws.client.delete(TYPE.bucket, id, emptied);
    assert.deepEqual(aws.store.list(TYPE.bucket), []);
  });

  it("to delete a zone with records and an event rule with targets", async () => {
    const zone = await create(TYPE.zone, { name: "shop.internal" });
    const record = { zoneId: zone.id, name: "a", type: "A", ttl: 10, records: ["192.0.2.1"] };
    const made = await create(TYPE.record, record);
    await refused(() => aws.client.delete(TYPE.zone, zone.id, zone.state), /^HostedZoneNotEmpty: /);
    await aws.client.delete(TYPE.record, made.id, made.state);
    await aws.client.delete(TYPE.zone, zone.id, zone.state);

    const rule = await create(TYPE.eventRule, { name: "sweep", scheduleExpression: "rate(1 minute)" });
    const target = await create(TYPE.eventTarget, { rule: "sweep", targetId: "t", arn: "arn:f" });
    await refused(
      () => aws.client.delete(TYPE.eventRule, rule.id, rule.state),
      "ValidationException: Rule can't be deleted since it has targets.",
    );
    await aws.client.delete(TYPE.eventTarget, target.id, target.state);
    await aws.client.delete(TYPE.eventRule, rule.id, rule.state);
    assert.deepEqual(aws.store.list(), []);
  });
});

import assert from "node:assert/strict";
import type { Values } from "../../../../wire/values";
import { balancer, fleet, pipeline, refusingAws, table, TYPE } from "./refusing-aws";

describe("the local AWS refuses, as AWS does,", () => {
  const { aws, create, refused } = refusingAws();

  const names: [type: string, inputs: Values, error: string][] = [
    [TYPE.loadBalancer, balancer, "DuplicateLoadBalancerName: a load balancer of that name exists already"],
    [
      TYPE.targetGroup,
      { name: "blue" },
      "DuplicateTargetGroupName: a target group of that name exists already",
    ],
    [
      TYPE.template,
      { name: "blue" },
      "InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use",
    ],
    [TYPE.group, fleet, "AlreadyExists: AutoScalingGroup by this name already exists"],
    [
      TYPE.parameter,
      { name: "/a", type: "String", value: "v" },
      "ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option",
    ],
    [TYPE.table, table, "ResourceInUseException: Table already exists"],
    [TYPE.pipeline, pipeline, "PipelineNameInUseException: A pipeline with that name already exists"],
    ["aws:sqs/queue:Queue", { name: "q" }, "QueueAlreadyExists: a queue of that name exists already"],
  ];
  for (const [type, inputs, error] of names) {
    it(`a second ${type} of one name, in the same region only`, async () => {
      await create(type, inputs);
      await refused(() => create(type, inputs), error);
      await create(type, { ...inputs, region: "us-east-1" });
      assert.equal(aws.store.list(type).length, 2);
    });
  }

  const global: [type: string, inputs: Values, error: string][] = [
    [
      TYPE.bucket,
      { bucket: "artifacts" },
      "BucketAlreadyOwnedByYou: the bucket exists, and you own it already",
    ],
    [
      "aws:iam/policy:Policy",
      { name: "p", policy: "{}" },
      "EntityAlreadyExists: a policy of that name exists already",
    ],
    [
      "aws:iam/instanceProfile:InstanceProfile",
      { name: "p" },
      "EntityAlreadyExists: an instance profile of that name exists already",
    ],
  ];
  for (const [type, inputs, error] of global) {
    it(`a second ${type} of one name, in whatever region`, async () => {
      await create(type, inputs);
      await aws.client.configure({ region: "us-east-1" });
      await refused(() => create(type, inputs), error);
    });
  }

  it("a second listener on a port, and a second rule of a priority, made or moved there", async () => {
    const { state } = await create(TYPE.loadBalancer, balancer);
    const listener = { loadBalancerArn: state["arn"] ?? "", port: 80, defaultActions: [] };
    const { id: listenerArn } = await create(TYPE.listener, listener);
    await refused(
      () => create(TYPE.listener, listener),
      "DuplicateListener: A listener already exists on this port for this load balancer",
    );
    const rule = (priority: number): Values => ({ listenerArn, priority, actions: [], conditions: [] });
    const inUse = "PriorityInUse: a rule of the listener has that priority already";
    await create(TYPE.rule, rule(1));
    const second = await create(TYPE.rule, rule(2));
    await refused(() => create(TYPE.rule, rule(1)), inUse);
    const move = { before: rule(2), after: rule(1), state: second.state };
    await refused(() => aws.client.update(TYPE.rule, second.id, move), inUse);
    const { id: other } = await create(TYPE.listener, { ...listener, port: 8080 });
    await create(TYPE.rule, { ...rule(1), listenerArn: other });
  });

  it("a record there is, unless it may be overwritten, and a network in two zones of one name", async () => {
    const vpcs = [{ vpcId: "vpc-1" }];
    const zone = await create(TYPE.zone, { name: "shop.internal", vpcs });
    const record: Values = { zoneId: zone.id, name: "a", type: "A", records: ["192.0.2.1"] };
    await create(TYPE.record, record);
    const same = { ...record, name: "A.shop.internal." };
    await refused(
      () => create(TYPE.record, same),
      "InvalidChangeBatch: the zone has a record of that name and type already",
    );
    await create(TYPE.record, { ...record, allowOverwrite: true, records: ["192.0.2.2"] });
    assert.deepEqual(
      aws.store.list(TYPE.record).map(({ properties }) => properties["records"]),
      [["192.0.2.2"]],
    );
    await refused(
      () => create(TYPE.zone, { name: "shop.internal.", vpcs }),
      "ConflictingDomainExists: the VPC vpc-1 is in a zone of that name already",
    );
    await create(TYPE.zone, { name: "shop.internal", vpcs: [{ vpcId: "vpc-2" }] });
  });

  it("a topic there is only if its tags are others, and a second name like a key's", async () => {
    const { id } = await create(TYPE.topic, { name: "approvals", tags: { a: "1" } });
    assert.equal((await create(TYPE.topic, { name: "approvals", tags: { a: "1" } })).id, id);
    await refused(
      () => create(TYPE.topic, { name: "approvals", tags: { a: "2" } }),
      "InvalidParameter: Invalid parameter: Tags Reason: Topic already exists with different tags",
    );
    const { id: targetKeyId } = await create(TYPE.key, {});
    await create(TYPE.alias, { name: "alias/a", targetKeyId });
    await refused(
      () => create(TYPE.alias, { name: "alias/a", targetKeyId }),
      "AlreadyExistsException: An alias with that name already exists",
    );
  });
});

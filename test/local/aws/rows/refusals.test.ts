import assert from "node:assert/strict";
import type { Values } from "../../../../local/aws/wire/values";
import { emptiedAws } from "../emptied-aws";

const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GROUP = "aws:autoscaling/group:Group";
const ZONE = "aws:route53/zone:Zone";
const RECORD = "aws:route53/record:Record";
const BUCKET = "aws:s3/bucket:Bucket";
const PARAMETER = "aws:ssm/parameter:Parameter";
const TABLE = "aws:dynamodb/table:Table";
const TOPIC = "aws:sns/topic:Topic";
const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const KEY = "aws:kms/key:Key";
const ALIAS = "aws:kms/alias:Alias";

const balancer: Values = { name: "shop", subnets: ["subnet-1", "subnet-2"] };
const fleet: Values = { name: "fleet", minSize: 0, maxSize: 2, launchTemplate: { id: "lt-1" } };
const table: Values = {
  name: "releases",
  billingMode: "PAY_PER_REQUEST",
  hashKey: "service",
  attributes: [{ name: "service", type: "S" }],
};
const stages: Values[] = [{ name: "Source" }, { name: "Release" }];
const pipeline: Values = { name: "shop", roleArn: "arn:role", artifactStores: [], stages };

describe("the local AWS refuses, as AWS does,", () => {
  const aws = emptiedAws();

  const create = (type: string, inputs: Values) => aws.client.create(type, inputs);
  /** Refused, and nothing is there that was not there before. */
  const refused = async (call: () => Promise<unknown>, details: string | RegExp) => {
    const held = aws.store.list();
    await assert.rejects(call(), { details });
    assert.deepEqual(aws.store.list(), held);
  };

  const names: [type: string, inputs: Values, error: string][] = [
    [LOAD_BALANCER, balancer, "DuplicateLoadBalancerName: a load balancer of that name exists already"],
    [TARGET_GROUP, { name: "blue" }, "DuplicateTargetGroupName: a target group of that name exists already"],
    [
      TEMPLATE,
      { name: "blue" },
      "InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use",
    ],
    [GROUP, fleet, "AlreadyExists: AutoScalingGroup by this name already exists"],
    [
      PARAMETER,
      { name: "/a", type: "String", value: "v" },
      "ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option",
    ],
    [TABLE, table, "ResourceInUseException: Table already exists"],
    [PIPELINE, pipeline, "PipelineNameInUseException: A pipeline with that name already exists"],
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
    [BUCKET, { bucket: "artifacts" }, "BucketAlreadyOwnedByYou: the bucket exists, and you own it already"],
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
    const { state } = await create(LOAD_BALANCER, balancer);
    const listener = { loadBalancerArn: state["arn"] ?? "", port: 80, defaultActions: [] };
    const { id: listenerArn } = await create(LISTENER, listener);
    await refused(
      () => create(LISTENER, listener),
      "DuplicateListener: A listener already exists on this port for this load balancer",
    );
    const rule = (priority: number): Values => ({ listenerArn, priority, actions: [], conditions: [] });
    const inUse = "PriorityInUse: a rule of the listener has that priority already";
    await create(RULE, rule(1));
    const second = await create(RULE, rule(2));
    await refused(() => create(RULE, rule(1)), inUse);
    const move = { before: rule(2), after: rule(1), state: second.state };
    await refused(() => aws.client.update(RULE, second.id, move), inUse);
    const { id: other } = await create(LISTENER, { ...listener, port: 8080 });
    await create(RULE, { ...rule(1), listenerArn: other });
  });

  it("a record there is, unless it may be overwritten, and a network in two zones of one name", async () => {
    const vpcs = [{ vpcId: "vpc-1" }];
    const zone = await create(ZONE, { name: "shop.internal", vpcs });
    const record: Values = { zoneId: zone.id, name: "a", type: "A", records: ["192.0.2.1"] };
    await create(RECORD, record);
    const same = { ...record, name: "A.shop.internal." };
    await refused(
      () => create(RECORD, same),
      "InvalidChangeBatch: the zone has a record of that name and type already",
    );
    await create(RECORD, { ...record, allowOverwrite: true, records: ["192.0.2.2"] });
    assert.deepEqual(
      aws.store.list(RECORD).map(({ properties }) => properties["records"]),
      [["192.0.2.2"]],
    );
    await refused(
      () => create(ZONE, { name: "shop.internal.", vpcs }),
      "ConflictingDomainExists: the VPC vpc-1 is in a zone of that name already",
    );
    await create(ZONE, { name: "shop.internal", vpcs: [{ vpcId: "vpc-2" }] });
  });

  it("a topic there is only if its tags are others, and a second name like a key's", async () => {
    const { id } = await create(TOPIC, { name: "approvals", tags: { a: "1" } });
    assert.equal((await create(TOPIC, { name: "approvals", tags: { a: "1" } })).id, id);
    await refused(
      () => create(TOPIC, { name: "approvals", tags: { a: "2" } }),
      "InvalidParameter: Invalid parameter: Tags Reason: Topic already exists with different tags",
    );
    const { id: targetKeyId } = await create(KEY, {});
    await create(ALIAS, { name: "alias/a", targetKeyId });
    await refused(
      () => create(ALIAS, { name: "alias/a", targetKeyId }),
      "AlreadyExistsException: An alias with that name already exists",
    );
  });
});

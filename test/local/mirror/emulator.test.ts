/** What the engine makes, changes and destroys, as it stands in the emulator. */
import assert from "node:assert/strict";
import * as scaling from "@aws-sdk/client-auto-scaling";
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import { EC2Client, DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import * as aws from "@pulumi/aws/ssm";
import { Inventory } from "../../../local/aws/inventory";
import { Emulator, type Mirrorable } from "../../../local/mirror/emulator";
import type { MotoServer } from "../../../local/moto/server";
import { fromJson, type Values } from "../../../wire/values";
import { localStack, type LocalStack } from "../../helpers/local-stack";
import { MOTO_CLIENT, MOTO_TIMEOUT, testMoto } from "../../helpers/moto";
import { product, type Changes } from "./product-program";

describe("a stack in the emulator", function () {
  this.timeout(MOTO_TIMEOUT);
  let [moto, emulator, local]: [MotoServer?, Emulator?, LocalStack?] = [];
  let program = (): unknown => undefined;
  const rest = {
    moto: () => moto!,
    emulator: () => emulator!,
    stack: () => local!.stack,
    objects: (): Mirrorable[] =>
      new Inventory(local!.store).objects().map((object) => ({
        ...object,
        properties: fromJson(object.properties as never) as Values,
      })),
    /** Of the program's, by type and something in its id. */
    one: (type: string, id: string): Mirrorable =>
      rest.objects().find((object) => object.type === type && JSON.stringify(object).includes(id))!,
    up: (changes: Changes = {}) => {
      program = () => {
        product(changes);
      };
      return local!.stack.up();
    },
    client: () => ({ ...MOTO_CLIENT, endpoint: moto!.endpoint }),
  };

  before(async () => {
    moto = await testMoto();
    emulator = new Emulator(moto.endpoint);
    local = await localStack(() => Promise.resolve(program()).then(() => undefined), { emulator });
  });
  afterEach(async () => {
    await moto!.reset();
    local!.forget();
  });
  after(() => {
    local?.close();
    return moto?.stop();
  });

  it("is there under the engine's own ids, and nothing differs", async () => {
    await rest.up();
    assert.deepEqual(await rest.emulator().differences(rest.objects()), []);
    const vpc = rest.one("aws:ec2/vpc:Vpc", "10.0.0.0");
    const asked = new DescribeVpcsCommand({ VpcIds: [vpc.id] });
    assert.equal((await new EC2Client(rest.client()).send(asked)).Vpcs?.[0]?.CidrBlock, "10.0.0.0/16");
    const { LoadBalancers = [] } = await new elb.ElasticLoadBalancingV2Client(rest.client()).send(
      new elb.DescribeLoadBalancersCommand({}),
    );
    const balancer = rest.one("aws:lb/loadBalancer:LoadBalancer", "shop-dev");
    assert.deepEqual(
      LoadBalancers.map(({ LoadBalancerArn, DNSName }) => [LoadBalancerArn, DNSName]),
      [[balancer.id, balancer.properties["dnsName"]]],
    );
  });

  it("goes with the stack, and what was put into it too", async () => {
    await rest.up();
    const objects = rest.objects();
    const put = { Bucket: "shop-dev-artifacts", Key: "storefront.zip" };
    const s3 = new S3Client(rest.client());
    await s3.send(new PutObjectCommand({ ...put, Body: "one" }));
    await s3.send(new PutObjectCommand({ ...put, Body: "two" }));
    await rest.stack().destroy();
    for (const object of objects.filter(({ type }) => rest.emulator().has(type)))
      assert.equal(await rest.emulator().read(object), undefined, object.id);
  });

  it("keeps what a release moved, whatever else an update changes", async () => {
    await rest.up();
    const ruleArn = rest.one("aws:lb/listenerRule:ListenerRule", "/*").id;
    const balancing = new elb.ElasticLoadBalancingV2Client(rest.client());
    const [blue, green] = ["blue", "green"].map(
      (colour) => rest.one("aws:lb/targetGroup:TargetGroup", `shop-dev-${colour}`).id,
    );
    const TargetGroups = [
      { TargetGroupArn: blue, Weight: 0 },
      { TargetGroupArn: green, Weight: 100 },
    ];
    const Actions: elb.Action[] = [{ Type: "forward", ForwardConfig: { TargetGroups } }];
    await balancing.send(new elb.ModifyRuleCommand({ RuleArn: ruleArn, Actions }));
    const sizes = { AutoScalingGroupName: "shop-dev-green", MinSize: 1, MaxSize: 3, DesiredCapacity: 2 };
    const fleets = new scaling.AutoScalingClient(rest.client());
    await fleets.send(new scaling.UpdateAutoScalingGroupCommand(sizes));
    const parameters = new SSMClient(rest.client());
    const Name = "/shop/dev/green/revision";
    await parameters.send(new PutParameterCommand({ Name, Value: '{"releaseId":"r-1"}', Overwrite: true }));

    const held = async () => {
      const rules = await balancing.send(new elb.DescribeRulesCommand({ RuleArns: [ruleArn] }));
      const groups = await fleets.send(
        new scaling.DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ["shop-dev-green"] }),
      );
      const { MinSize, MaxSize, DesiredCapacity, Instances = [] } = groups.AutoScalingGroups![0]!;
      const parameter = await parameters.send(new GetParameterCommand({ Name }));
      return {
        weights: rules.Rules?.[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups?.map(({ Weight }) => Weight),
        sizes: [MinSize, MaxSize, DesiredCapacity, Instances.length],
        value: parameter.Parameter?.Value,
      };
    };
    const released = { weights: [0, 100], sizes: [1, 3, 2, 2], value: '{"releaseId":"r-1"}' };
    assert.deepEqual(await held(), released);
    await rest.stack().refresh();
    await rest.up({
      path: "/shop/*",
      owner: "shop",
      grace: 120,
      instanceType: "t4g.large",
      description: "new",
    });
    assert.deepEqual(await held(), released);
    assert.deepEqual(await rest.emulator().differences(rest.objects()), []);
    await rest.stack().up({ expectNoChanges: true });
    await rest.stack().refresh({ expectNoChanges: true });
  });

  it("is changed as the program is", async () => {
    await rest.up();
    await rest.up({ path: "/shop/*", owner: "shop", instanceType: "t4g.large", memorySize: 512 });
    assert.deepEqual(await rest.emulator().differences(rest.objects()), []);
    const { Tags } = (await new EC2Client(rest.client()).send(new DescribeVpcsCommand({}))).Vpcs!.find(
      ({ VpcId }) => VpcId === rest.one("aws:ec2/vpc:Vpc", "10.0.0.0").id,
    )!;
    assert.deepEqual(Tags, [{ Key: "Owner", Value: "shop" }]);
    const template = rest.one("aws:ec2/launchTemplate:LaunchTemplate", "shop-dev-blue");
    const held = await rest.emulator().read(template);
    assert.deepEqual([held?.["latestVersion"], held?.["instanceType"]], [2, "t4g.large"]);
  });

  it("is made anew where it has gone from the emulator", async () => {
    await rest.up();
    const { id, properties } = rest.one("aws:lb/listenerRule:ListenerRule", "/*");
    const balancing = new elb.ElasticLoadBalancingV2Client(rest.client());
    await balancing.send(new elb.DeleteRuleCommand({ RuleArn: id }));
    const [difference] = await rest.emulator().differences(rest.objects());
    assert.deepEqual(difference, {
      type: "aws:lb/listenerRule:ListenerRule",
      id,
      expected: properties,
      held: null,
    });
    await rest.stack().refresh();
    await rest.up();
    assert.notEqual(rest.one("aws:lb/listenerRule:ListenerRule", "/*").id, id);
    assert.deepEqual(await rest.emulator().differences(rest.objects()), []);
  });

  it("is not half made where the emulator refuses", async () => {
    const CreateBucketConfiguration = { LocationConstraint: "ap-northeast-2" } as const;
    const taken = { Bucket: "shop-dev-artifacts", CreateBucketConfiguration };
    await new S3Client(rest.client()).send(new CreateBucketCommand(taken));
    await assert.rejects(rest.up(), /BucketAlreadyOwnedByYou/);
    assert.equal(rest.one("aws:s3/bucket:Bucket", "shop-dev-artifacts"), undefined);
  });

  it("is restored into an emulator that was started anew, under the same ids", async () => {
    await rest.up();
    await rest.moto().reset();
    const objects = rest.objects();
    const gone = await rest.emulator().differences(objects);
    assert.equal(gone.length, objects.filter(({ type }) => rest.emulator().has(type)).length);
    // Whatever the order: what needs another thing waits for it.
    await rest.emulator().restore(objects.toReversed());
    assert.deepEqual(await rest.emulator().differences(objects), []);
    await rest.emulator().restore(objects);
    await rest.stack().refresh({ expectNoChanges: true });
  });

  it("looks parameters up where releases record them", async () => {
    const parameters = new SSMClient(rest.client());
    const recorded = { Name: "/shop/dev/state/serving", Value: "green", Type: "String" } as const;
    await parameters.send(new PutParameterCommand(recorded));
    await parameters.send(new PutParameterCommand({ ...recorded, Name: "plain" }));
    const seen: unknown[] = [];
    program = () =>
      Promise.all([
        aws.getParametersByPath({ path: "/shop/dev/state" }).then(({ values }) => seen.push(values)),
        aws.getParameter({ name: "plain" }).then(({ value }) => seen.push(value)),
      ]);
    await rest.stack().preview();
    assert.deepEqual(seen.length, 2);
    assert.deepEqual(seen.find(Array.isArray), ["green"]);
    assert.ok(seen.includes("green"));
  });

  it("says that the emulator has gone, and changes nothing", async () => {
    const own = await testMoto();
    const gone = new Emulator(own.endpoint);
    const other = await localStack(
      () => {
        new aws.Parameter("one", { type: "String", value: "1" });
        return Promise.resolve();
      },
      { emulator: gone },
    );
    await own.stop();
    await assert.rejects(
      other.stack.up(),
      /EmulatorUnreachable: the emulator does not answer \(ECONNREFUSED\); start it again/,
    );
    assert.deepEqual(other.store.list(), []);
    other.close();
  });
});
